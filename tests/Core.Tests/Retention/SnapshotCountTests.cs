using LeerId.Retention;
using LeerId.Runs;
using LeerId.Schools;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.Retention;

/// <summary>A nightly run counts the snapshots per month of expiry.</summary>
public sealed class SnapshotCountTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 9, 10, 2, 30, 0, TimeSpan.Zero);

    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Months_are_those_of_the_day_of_deletion_by_the_calendar_of_Brussels()
    {
        using AgreementRig rig = new(_storage, Now, ("Agreement:EndDate", null));
        await rig.AddPupilsAsync(1, new DateTimeOffset(2026, 9, 1, 6, 30, 0, TimeSpan.Zero));
        await AddAsync(rig, 2, "2026-08-30T21:59:59Z");
        // The sign-in is at half past midnight on 31 August in Brussels, so the snapshot is deleted on 1 September 2029.
        await AddAsync(rig, 3, "2026-08-30T22:30:00Z");
        await AddAsync(rig, 4, "2024-02-29T12:00:00Z");

        RunRecord run = await rig.Get<SnapshotCount>().RunAsync(Cancel);

        Assert.Equal((4L, true), (run.Examined, run.Succeeded));
        Assert.Equal([new("2027-03", 1), new("2029-08", 1), new("2029-09", 2)], run.Tallies);
        SnapshotExpiry read = (await rig.Get<SnapshotCount>().ReadAsync(Cancel))!;
        Assert.Equal(Now, read.CountedAt);
        Assert.Equal([new(new(2027, 3, 1), 1), new(new(2029, 8, 1), 1), new(new(2029, 9, 1), 2)], read.Months);
    }

    [Fact]
    public async Task Newest_successful_run_counts_unless_it_is_eight_days_old()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using AgreementRig rig = new(proxy.ConnectionString, Now, ("Agreement:EndDate", null));
        Assert.Null(await rig.Get<SnapshotCount>().ReadAsync(Cancel));
        await rig.AddPupilsAsync(1);
        await rig.Get<SnapshotCount>().RunAsync(Cancel);
        rig.Clock.Advance(TimeSpan.FromDays(1));
        proxy.Intercept = request => request.StartsWith("GET Students", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        await Assert.ThrowsAsync<RunFailedException>(() => rig.Get<SnapshotCount>().RunAsync(Cancel));
        Assert.Equal(1, rig.Logged(7030));

        Assert.Equal(Now, (await rig.Get<SnapshotCount>().ReadAsync(Cancel))!.CountedAt);
        rig.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        Assert.Null(await rig.Get<SnapshotCount>().ReadAsync(Cancel));
    }

    [Fact]
    public async Task Runs_are_listed_since_a_moment_inclusive()
    {
        using AgreementRig rig = new(_storage, Now);
        RunStore runs = rig.Get<RunStore>();
        foreach (int second in (int[])[0, 1, 2])
        {
            rig.Clock.SetUtcNow(Now.AddSeconds(second));
            await runs.StartAsync("Job", cutOff: null, ground: null, Cancel);
        }

        Assert.Equal(
            [Now.AddSeconds(2), Now.AddSeconds(1)], await runs.ListAsync("Job", Now.AddSeconds(1), Cancel).Select(run => run.StartedAt).ToListAsync(Cancel));
    }

    private static async Task AddAsync(AgreementRig rig, int pupil, string signedInAt)
    {
        Student student = new()
        {
            LeerIdUuid = ScriptedAcm.LeerId(pupil),
            Naam = "Proefnaam",
            Instellingsnummers = [SchoolNumber.Parse("012345")],
        };
        StudentKey key = (await rig.Get<StudentKeys>().ForAsync(student, Cancel)).Own;
        await rig.Get<StudentStore>().SaveAsync(key, student, PrivacyLog.PrivacyLogRig.Moment(signedInAt), Cancel);
    }
}
