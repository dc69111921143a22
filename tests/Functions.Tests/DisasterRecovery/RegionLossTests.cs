using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using LeerId.Functions.Tests.SignIn;
using LeerId.Functions.Tests.Staff;
using LeerId.PrivacyLog;
using LeerId.RestoreArchive;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.DisasterRecovery;

/// <summary>The rehearsal of docs/disaster-recovery.md: a region is lost, and the app continues in another one.</summary>
public sealed class RegionLossTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const string Known = "identified";
    private const string Restricted = "diacritics";
    private const string AllButTheLog = "Schools,Seals,Notices,Disclosures,Requests,Restrictions,Acknowledgements,SchoolHistory,Runs";

    // The day of the disaster is the day after the first one, and the night between them is archived.
    private const string FirstDay = "2026-09-01";
    private const string DayOfTheDisaster = "2026-09-02";

    private readonly FakeTimeProvider _clock = SignInRig.NewClock();
    private readonly Dictionary<string, string?> _secrets = Region.NewSecrets();
    private string _archive = azurite.NewAccount();

    private string _subject = "";
    private string _schools = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_region_continues_with_the_archive_and_the_keys()
    {
        await LiveAndLoseAsync(entries: 0);
        string storage = azurite.NewAccount();

        // Everything but the log first: it is small, and then pupils can sign in.
        await RestoreAsync(storage, "--tables", AllButTheLog);
        long start = Stopwatch.GetTimestamp();
        string newArchive = azurite.NewAccount();
        await using Region region = await Region.StartAsync(azurite, storage, newArchive, _secrets, _clock, accepts: false);
        Assert.Null(await region.SnapshotAsync(Known));
        Assert.Equal(_subject, await region.SubjectAsync(Known));
        Tell("started, and the first pupil signed in", start);
        Assert.NotNull(await region.SnapshotAsync(Known));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await region.SignInAsync(Restricted)).Status);
        Assert.Equal(_schools, await region.SchoolsAsync());
        Assert.Equal(["LostEntries", "NotYetSealed"], await region.DaysAsync(FirstDay, DayOfTheDisaster));

        // The chain of seals continues the next night, and the log follows while pupils sign in.
        _clock.Advance(TimeSpan.FromHours(24));
        await region.FireAsync("SealPrivacyLog");
        Assert.Equal(["LostEntries", "Whole"], await region.DaysAsync(FirstDay, DayOfTheDisaster));
        Assert.True(await region.IsChainedAsync(DayOfTheDisaster));
        await RestoreAsync(storage, "--tables", "PrivacyLog", "--add-to", "PrivacyLog");
        Assert.Equal(["Whole", "Whole"], await region.DaysAsync(FirstDay, DayOfTheDisaster));

        // The new archive has everything from then on.
        await region.FireAsync("WriteArchive");
        _archive = newArchive;
        await RestoreAsync(azurite.NewAccount());
    }

    [Fact]
    public async Task Pupils_can_sign_in_before_the_archive_is_within_reach_if_sealing_and_archiving_wait()
    {
        await LiveAndLoseAsync(entries: 0);
        string storage = azurite.NewAccount();
        await using Region region = await Region.StartAsync(azurite, storage, azurite.NewAccount(), _secrets, _clock);
        using (StringContent list = new(_schools, Encoding.UTF8, "text/csv"))
            Assert.Equal(200, (await region.Staff.SendAsync(StaffRole.AccessControl, "POST", "staff/schools/import", list)).Status);
        await region.RestrictAsync(Restricted);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(_schools, await region.SchoolsAsync());
        Assert.Equal(_subject, await region.SubjectAsync(Known));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await region.SignInAsync(Restricted)).Status);

        // A day later the archive can be read again. The list of schools is newer in the new region.
        _clock.Advance(TimeSpan.FromHours(24));
        const string Tables = "Seals,Notices,Disclosures,Requests,Restrictions,Acknowledgements,SchoolHistory,Runs,PrivacyLog";
        await RestoreAsync(storage, "--tables", Tables, "--add-to", Tables);
        await region.FireAsync("SealPrivacyLog", "WriteArchive");

        Assert.Equal(["Whole", "Whole"], await region.DaysAsync(FirstDay, DayOfTheDisaster));
        Assert.True(await region.IsChainedAsync(DayOfTheDisaster));
        Assert.Equal(_subject, await region.SubjectAsync(Known));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await region.SignInAsync(Restricted)).Status);
    }

    [Fact]
    public async Task A_seal_from_before_the_old_ones_are_restored_begins_another_chain()
    {
        await LiveAndLoseAsync(entries: 0);
        string storage = azurite.NewAccount();
        await using Region region = await Region.StartAsync(azurite, storage, azurite.NewAccount(), _secrets, _clock);
        ScriptedSignIn.AssertGranted(await region.SignInAsync(Known));
        _clock.Advance(TimeSpan.FromHours(24));
        await region.FireAsync("SealPrivacyLog");

        await RestoreAsync(storage, "--tables", "Seals,PrivacyLog", "--add-to", "Seals,PrivacyLog");

        Assert.False(await region.IsChainedAsync(DayOfTheDisaster));
    }

    [Fact]
    public async Task Days_that_are_restored_after_the_new_archive_began_are_missing_there()
    {
        await LiveAndLoseAsync(entries: 0);
        string storage = azurite.NewAccount(), newArchive = azurite.NewAccount();
        await RestoreAsync(storage, "--tables", AllButTheLog);
        await using Region region = await Region.StartAsync(azurite, storage, newArchive, _secrets, _clock, accepts: false);
        ScriptedSignIn.AssertGranted(await region.SignInAsync(Known));
        _clock.Advance(TimeSpan.FromHours(24));
        await region.FireAsync("SealPrivacyLog", "WriteArchive");
        await RestoreAsync(storage, "--tables", "PrivacyLog", "--add-to", "PrivacyLog");
        _clock.Advance(TimeSpan.FromHours(24));
        await region.FireAsync("SealPrivacyLog", "WriteArchive");

        _archive = newArchive;
        string third = azurite.NewAccount();
        await RestoreAsync(third);

        await using Region last = await Region.StartAsync(azurite, third, azurite.NewAccount(), _secrets, _clock, accepts: false);
        Assert.Equal(["LostEntries", "Whole"], await last.DaysAsync(FirstDay, DayOfTheDisaster));
    }

    [Fact]
    public async Task Without_the_keys_pupils_are_strangers_restrictions_do_not_hold_and_seals_are_not_authentic()
    {
        await LiveAndLoseAsync(entries: 0);
        string storage = azurite.NewAccount();
        await RestoreAsync(storage);

        await using Region region = await Region.StartAsync(azurite, storage, azurite.NewAccount(), Region.NewSecrets(), _clock, accepts: false);

        Assert.NotEqual(_subject, await region.SubjectAsync(Known));
        Assert.Equal(HttpStatusCode.SeeOther, (await region.SignInAsync(Restricted)).Status);
        Assert.Equal("SealNotAuthentic", (await region.DaysAsync(FirstDay, FirstDay))[0]);
    }

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Restoring_a_large_log_is_measured()
    {
        const int Entries = 100_000;
        await LiveAndLoseAsync(Entries);
        string storage = azurite.NewAccount();
        await RestoreAsync(storage, "--tables", AllButTheLog);
        await RestoreAsync(storage, "--tables", "PrivacyLog");
        await using Region region = await Region.StartAsync(azurite, storage, azurite.NewAccount(), _secrets, _clock, accepts: false);
        Assert.Equal(["Whole"], await region.DaysAsync(FirstDay, FirstDay));
    }

    // A day of sign-ins and of work by staff, the night that seals and archives it, and the morning of the disaster.
    private async Task LiveAndLoseAsync(int entries)
    {
        string storage = azurite.NewAccount();
        await using Region region = await Region.StartAsync(azurite, storage, _archive, _secrets, _clock);
        await FillAsync(storage, entries);
        _subject = await region.SubjectAsync(Known);
        StringContent school = StaffRig.Json("""{"name":"Oefenschool De Brug","from":"2026-09-01"}""");
        Assert.Equal(201, (await region.Staff.SendAsync(StaffRole.AccessControl, "PUT", "staff/schools/060606", school)).Status);
        _schools = await region.SchoolsAsync();
        await region.RestrictAsync(Restricted);
        _clock.Advance(TimeSpan.FromHours(20));
        await region.FireAsync("SealPrivacyLog", "WriteArchive");
        ScriptedSignIn.AssertGranted(await region.SignInAsync(Known));
    }

    private async Task RestoreAsync(string storage, params string[] arguments)
    {
        await using StringWriter told = new();
        long start = Stopwatch.GetTimestamp();
        int code = await RestoreCommand.RunAsync(["--from", _archive, "--to", storage, .. arguments], told, Cancel);
        Assert.True(code == 0, told.ToString());
        Tell($"restored {(arguments.Length > 1 ? arguments[1] : "everything")}", start);
    }

    private static async Task FillAsync(string storage, int entries)
    {
        TableClient log = new(storage, "PrivacyLog");
        await log.CreateIfNotExistsAsync(Cancel);
        IEnumerable<TableEntity> rows = Enumerable.Range(0, entries).Select(number =>
        {
            DateTimeOffset at = new DateTimeOffset(2026, 9, 1, 5, 0, 0, TimeSpan.Zero).AddMilliseconds(number);
            PrivacyLogEntry entry = new()
            {
                Id = Ulid.NewUlid(at),
                At = at,
                Actor = PrivacyLogEntry.Pupil,
                Action = "sign-in",
                Purpose = "rehearsal",
                Outcome = "granted",
                Student = StudentKey.FromHash(SHA256.HashData(BitConverter.GetBytes(number))),
            };
            return PrivacyLogRow.ToEntity(entry, PrivacyLogRow.PartitionOf(entry).ToString());
        });
        foreach (TableEntity[] group in rows.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.Chunk(100)))
            await log.SubmitTransactionAsync(group.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), Cancel);
    }

    private void Tell(string what, long start) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
}
