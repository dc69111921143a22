using Azure.Data.Tables;
using LeerId.Core.Tests.DataSubjects;
using LeerId.PrivacyLog;
using LeerId.SignIn;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace LeerId.Core.Tests.SignIn;

/// <summary>A refusal that the privacy log could not store is kept in memory, and is stored when storage answers again.</summary>
public sealed class RefusalBacklogTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Insertion = "POST PrivacyLog";

    private readonly string _account = azurite.NewAccount();
    private StorageProxy? _storage;
    private DataSubjectRig? _rig;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private StorageProxy Storage => _storage!;

    private DataSubjectRig Rig => _rig!;

    private RefusalBacklog Backlog => Rig.Get<RefusalBacklog>();

    public async ValueTask InitializeAsync()
    {
        _storage = await StorageProxy.StartAsync(_account);
        _rig = new DataSubjectRig(_storage.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        _rig?.Dispose();
        if (_storage is not null)
            await _storage.DisposeAsync();
    }

    [Fact]
    public async Task Correction_of_a_granted_entry_is_written_when_storage_answers_again()
    {
        StudentKey pupil = await KeyAsync();
        await Rig.Get<SignInJournal>().GrantedAsync(pupil, Rig.Clock.GetUtcNow(), Cancel);
        Storage.Intercept = Refusing;
        SignInOutcome.Refused refused = await RefuseAsync(pupil);

        await Backlog.WriteAsync(Cancel);
        Assert.Equal(1, Backlog.Missing);
        Storage.Intercept = _ => null;
        await Backlog.WriteAsync(Cancel);

        Assert.Equal(0, Backlog.Missing);
        List<PrivacyLogEntry> entries = await Rig.EntriesAsync("sign-in");
        PrivacyLogEntry correction = Assert.Single(entries, entry => entry.Outcome == "refused");
        Assert.Equal((pupil, "storage-unavailable", refused.Code), (correction.Student!.Value, correction.Reason, correction.SupportCode!.Value));
        Assert.Equal(pupil, Assert.Single(entries, entry => entry.Outcome == "granted").Student);
        Assert.Contains(Rig.Logs.Entries, entry => entry.EventId.Id == 1018 && entry.AllText.Contains("Count=1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Entry_that_was_stored_although_its_answers_were_lost_is_stored_once()
    {
        Storage.LosesAnswer = request => request == Insertion;
        await RefuseAsync(await KeyAsync());
        Assert.Equal(1, Backlog.Missing);

        Storage.LosesAnswer = _ => false;
        await Backlog.WriteAsync(Cancel);

        Assert.Equal(0, Backlog.Missing);
        Assert.Single(await Rig.EntriesAsync("sign-in"));
    }

    [Fact]
    public async Task Past_day_gets_no_entry_because_it_may_be_sealed()
    {
        Storage.Intercept = Refusing;
        DateTimeOffset refusedAt = Rig.Clock.GetUtcNow();
        await RefuseAsync(await KeyAsync());
        Rig.Clock.Advance(TimeSpan.FromDays(1));
        // The first attempt after midnight is stored, but its answer is lost.
        Storage.Intercept = _ => null;
        Storage.LosesAnswer = request => request == Insertion;
        await Backlog.WriteAsync(Cancel);
        Storage.LosesAnswer = _ => false;
        await Backlog.WriteAsync(Cancel);

        TableEntity row = Assert.Single(await Rig.Table("PrivacyLog").QueryAsync<TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.StartsWith("20260902-", row.PartitionKey, StringComparison.Ordinal);
        Assert.Equal(refusedAt, row.GetDateTimeOffset("At"));
    }

    [Fact]
    public async Task Memory_is_limited_and_entries_that_exceed_it_are_counted()
    {
        Storage.Intercept = Refusing;
        await RefuseAsync(await KeyAsync());
        PrivacyLogEntry entry = PrivacyLogEntry.Of(DataSubjectRig.Officer, "sign-in", Rig.Clock.GetUtcNow(), student: null);
        for (int i = 0; i < RefusalBacklog.Capacity + 2; i++)
            Backlog.Add(entry);

        Assert.Equal(RefusalBacklog.Capacity + 3, Backlog.Missing);
    }

    [Fact]
    public async Task Stopping_instance_writes_the_remaining_entries()
    {
        RefusalBacklogWriter writer = await StartWriterAsync();
        Storage.Intercept = Refusing;
        await RefuseAsync(await KeyAsync());
        Storage.Intercept = _ => null;

        await StopAsync(writer);

        Assert.Single(await Rig.EntriesAsync("sign-in"));
        Assert.DoesNotContain(Rig.Logs.Entries, entry => entry.EventId.Id == 1019);
    }

    [Fact]
    public async Task Stopping_instance_without_storage_logs_the_number_of_missing_entries()
    {
        RefusalBacklogWriter writer = await StartWriterAsync();
        Storage.Intercept = Refusing;
        for (int pupil = 0; pupil < 3; pupil++)
            await RefuseAsync(await KeyAsync());

        await StopAsync(writer);

        Assert.Contains("Count=3", Assert.Single(Rig.Logs.Entries, entry => entry.EventId.Id == 1019).AllText, StringComparison.Ordinal);
    }

    private static RequestDelegate? Refusing(string request) => request == Insertion ? StorageProxy.Refuse : null;

    private async Task<StudentKey> KeyAsync() => (await Rig.Get<StudentKeys>().ForAsync(DataSubjectRig.Identified(1, 11), Cancel)).Own;

    private async Task<SignInOutcome.Refused> RefuseAsync(StudentKey pupil) => Assert.IsType<SignInOutcome.Refused>(
        await Rig.Get<SignInJournal>().RefuseAsync(RefusalReason.StorageUnavailable, pupil, SignInEnd.Unknown));

    /// <summary>Starts the service that writes. The clock stands still, so it writes only when it stops.</summary>
    private async Task<RefusalBacklogWriter> StartWriterAsync()
    {
        RefusalBacklogWriter writer = Rig.Get<IEnumerable<IHostedService>>().OfType<RefusalBacklogWriter>().Single();
        await writer.StartAsync(Cancel);
        return writer;
    }

    private static async Task StopAsync(RefusalBacklogWriter writer)
    {
        await writer.StopAsync(Cancel);
        await writer.StoppedAsync(Cancel);
    }
}
