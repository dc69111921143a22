using System.Collections.Concurrent;
using LeerId.Core.Tests.DataSubjects;
using LeerId.Core.Tests.Restrictions;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.Retention;

/// <summary>The sweep removes only superseded snapshots that a sign-in could not remove (protocol, article 3).</summary>
public sealed class SupersededSweepTests(AzuriteFixture azurite)
{
    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Student WithHistory => DataSubjectRig.Identified(1, 12, 11);

    [Theory]
    [InlineData(12, 11)]
    [InlineData(11, null)]
    public async Task Snapshot_of_an_account_whose_removal_failed_is_removed_and_counted_once(int present, int? former)
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using DataSubjectRig rig = new(proxy.ConnectionString);
        StudentKey account = await rig.SignInAsync(DataSubjectRig.Temporary(11));
        StudentKey other = await rig.SignInAsync(DataSubjectRig.Temporary(99));
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        proxy.Intercept = request => request.StartsWith("DELETE", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        StudentKey own = await rig.SignInAsync(DataSubjectRig.Identified(1, present, former is { } one ? [one] : []));
        Assert.NotNull(await rig.FindAsync(account));
        Assert.Contains(rig.Logs.Entries, entry => entry.EventId.Id == 2001);
        proxy.Intercept = _ => null;
        rig.Clock.Advance(TimeSpan.FromHours(18));

        RunRecord run = await SweepAsync(rig), again = await SweepAsync(rig);

        Assert.Null(await rig.FindAsync(account));
        Assert.NotNull(await rig.FindAsync(own));
        Assert.NotNull(await rig.FindAsync(other));
        Assert.Equal((1, 1, 1), (run.Examined, run.Deleted, SupersededOf(run)));
        Assert.Equal((0, 0, 0), (again.Examined, again.Deleted, SupersededOf(again)));
    }

    [Fact]
    public async Task Snapshot_under_the_former_version_of_the_key_is_removed()
    {
        Student pupil = DataSubjectRig.Identified(1, account: 12), other = DataSubjectRig.Identified(2, account: 13);
        StudentKey former, unrelated;
        using (DataSubjectRig before = new(_storage, ("Secrets:student-key", DataSubjectRig.FormerKey)))
            (former, unrelated) = (await before.SignInAsync(pupil), await before.SignInAsync(other));
        using DataSubjectRig rig = new(_storage, ("Secrets:student-key:previous", DataSubjectRig.FormerKey));
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        StudentKey own = await rig.SignInAsync(pupil, removesSuperseded: false);

        RunRecord run = await SweepAsync(rig);

        Assert.Null(await rig.FindAsync(former));
        Assert.NotNull(await rig.FindAsync(own));
        Assert.NotNull(await rig.FindAsync(unrelated));
        Assert.Equal(1, run.Deleted);
    }

    [Fact]
    public async Task Snapshot_of_a_later_sign_in_with_only_the_account_is_kept()
    {
        using DataSubjectRig rig = new(_storage);
        await rig.SignInAsync(WithHistory);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        StudentKey account = await rig.SignInAsync(DataSubjectRig.Temporary(11));

        RunRecord run = await SweepAsync(rig);

        Assert.NotNull(await rig.FindAsync(account));
        Assert.Equal((0, 0), (run.Examined, run.Deleted));
    }

    [Fact]
    public async Task Data_of_a_restricted_pupil_are_kept()
    {
        using RestrictionRig rig = new(_storage);
        StudentKey account = await rig.App.SignInAsync(DataSubjectRig.Temporary(11));
        await rig.App.SignInAsync(WithHistory, removesSuperseded: false);
        await rig.PlaceAsync(WithHistory);

        RunRecord run = await SweepAsync(rig.App);

        Assert.NotNull(await rig.App.FindAsync(account));
        Assert.Equal(0, run.Deleted);
    }

    [Fact]
    public async Task Failed_run_is_completed_by_the_next_one()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using DataSubjectRig rig = new(proxy.ConnectionString);
        await SweepAsync(rig);
        rig.Clock.Advance(TimeSpan.FromHours(8));
        StudentKey account = await rig.SignInAsync(DataSubjectRig.Temporary(11));
        await rig.SignInAsync(WithHistory, removesSuperseded: false);

        // Two nights fail, and the pupil doesn't sign in again.
        proxy.Intercept = request => request.StartsWith("DELETE", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        for (int night = 0; night < 2; night++)
        {
            rig.Clock.Advance(TimeSpan.FromHours(24));
            RunFailedException failed = await Assert.ThrowsAsync<RunFailedException>(() => SweepAsync(rig));
            Assert.Equal((1, 0), (failed.Record.Failed, failed.Record.Deleted));
        }

        Assert.Equal(2, rig.Logs.Entries.Count(entry => entry.EventId.Id == 7004));
        proxy.Intercept = _ => null;
        rig.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(1, (await SweepAsync(rig)).Deleted);
        Assert.Null(await rig.FindAsync(account));
    }

    [Fact]
    public async Task Only_the_pupils_who_signed_in_since_the_last_run_are_read()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using DataSubjectRig rig = new(proxy.ConnectionString);
        await rig.SignInAsync(DataSubjectRig.Temporary(99));
        await rig.SignInAsync(WithHistory);
        rig.Clock.Advance(TimeSpan.FromHours(2));
        await SweepAsync(rig);
        rig.Clock.Advance(TimeSpan.FromHours(24));
        await rig.SignInAsync(DataSubjectRig.Identified(2, 22, 21));
        ConcurrentQueue<string> answers = proxy.CaptureAnswers();

        await SweepAsync(rig);

        Assert.Contains(answers, answer => answer.Contains(DataSubjectRig.LeerId(2).ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(answers, answer => answer.Contains(DataSubjectRig.LeerId(1).ToString(), StringComparison.Ordinal));
        // The sweep reads the columns that identify the pupil, and not the name.
        Assert.DoesNotContain(answers, answer => answer.Contains("Proef", StringComparison.Ordinal));
    }

    private static Task<RunRecord> SweepAsync(DataSubjectRig rig) => rig.Get<RetentionSweep>().RunAsync(Cancel);

    private static long SupersededOf(RunRecord run) => Assert.Single(run.Tallies, tally => tally.Name == SupersededSweep.Tally).Count;
}
