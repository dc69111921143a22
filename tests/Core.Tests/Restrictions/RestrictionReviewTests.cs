using LeerId.Core.Tests.DataSubjects;
using LeerId.DataSubjects;
using LeerId.Restrictions;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.Restrictions;

/// <summary>The nightly check for due reviews, and the deletion of lifted restrictions.</summary>
public sealed class RestrictionReviewTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Review_is_overdue_from_the_day_after_it_by_the_calendar_of_Brussels()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        string id = (await rig.PlaceAsync(DataSubjectRig.Identified(1, 11))).Id;
        RestrictionReview review = rig.App.Get<RestrictionReview>();

        // The last second of 1 October in Brussels, then the first second of 2 October.
        rig.App.Clock.SetUtcNow(new DateTimeOffset(2026, 10, 1, 21, 59, 59, TimeSpan.Zero));
        RunRecord run = await review.RunAsync(Cancel);
        Assert.Equal((1L, 0L), (run.Examined, run.Failed));
        Assert.DoesNotContain(rig.App.Logs.Entries, entry => entry.EventId.Id == 9701);
        Assert.Equal(0, Assert.Single(await rig.Restrictions.ListAsync(Cancel)).DaysLeft);

        rig.App.Clock.Advance(TimeSpan.FromSeconds(1));
        await review.RunAsync(Cancel);
        LogEntry overdue = Assert.Single(rig.App.Logs.Entries, entry => entry.EventId.Id == 9701);
        Assert.Equal($"The review of restriction {id} is overdue by 1 days", overdue.Message);
        Assert.Equal(-1, Assert.Single(await rig.Restrictions.ListAsync(Cancel)).DaysLeft);
    }

    [Fact]
    public async Task Lifted_restriction_needs_no_review()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        await rig.LiftAsync((await rig.PlaceAsync(DataSubjectRig.Identified(1, 11))).Id);
        rig.App.Clock.Advance(TimeSpan.FromDays(100));

        RunRecord run = await rig.App.Get<RestrictionReview>().RunAsync(Cancel);

        Assert.Equal(0, run.Examined);
        Assert.DoesNotContain(rig.App.Logs.Entries, entry => entry.EventId.Id is 9701 or 9702 or 9703);
    }

    [Fact]
    public async Task Only_restrictions_lifted_before_the_moment_are_pruned()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        string open = (await rig.PlaceAsync(DataSubjectRig.Identified(1, 11))).Id;
        string old = (await rig.PlaceAsync(DataSubjectRig.Identified(2, 21))).Id, recent = (await rig.PlaceAsync(DataSubjectRig.Identified(3, 31))).Id;
        await rig.LiftAsync(old);
        rig.App.Clock.Advance(TimeSpan.FromDays(1));
        DateTimeOffset moment = rig.App.Clock.GetUtcNow();
        Assert.IsType<RestrictionOutcome.Done>(await rig.LiftAsync(recent));

        RunCounts counts = new();
        await Assert.Single(rig.App.Get<IEnumerable<IPrunedRecords>>(), records => records.Table == TableName.Restrictions)
            .PruneAsync(moment, counts, Cancel);

        Assert.Equal(new[] { open, recent }.Order(), (await rig.Restrictions.ListAsync(Cancel)).Select(restriction => restriction.Id).Order());
        RunRecord record = counts.AddTo(new RunRecord { Job = "x", StartedAt = moment, Version = "x" });
        Assert.Equal((1L, 1L, 0L), (record.Examined, record.Deleted, record.Failed));
    }

    [Fact]
    public async Task Sweep_keeps_the_data_of_a_restricted_pupil_until_the_restriction_is_lifted()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        Student restricted = DataSubjectRig.Identified(1, 11), other = DataSubjectRig.Identified(2, 21);
        StudentKey kept = await rig.App.SignInAsync(restricted), gone = await rig.App.SignInAsync(other);
        string id = (await rig.PlaceAsync(restricted)).Id;
        // After the retention period of three years, and after the day on which usernames end.
        rig.App.Clock.SetUtcNow(new DateTimeOffset(2029, 9, 5, 1, 0, 0, TimeSpan.Zero));

        RunRecord run = await rig.App.Get<RetentionSweep>().RunAsync(Cancel);

        Assert.Equal((2L, 1L, 0L), (run.Examined, run.Deleted, run.Failed));
        Assert.Null(await rig.App.FindAsync(gone));
        Assert.NotNull(await rig.App.FindAsync(kept));

        await rig.LiftAsync(id);
        rig.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.App.Get<RetentionSweep>().RunAsync(Cancel);
        Assert.Null(await rig.App.FindAsync(kept));
    }

    [Fact]
    public async Task Sweep_keeps_the_username_of_a_restricted_pupil()
    {
        using RestrictionRig rig = new(azurite.NewAccount());
        Student restricted = DataSubjectRig.Identified(1, 11), other = DataSubjectRig.Identified(2, 21);
        StudentKey kept = await rig.App.SignInAsync(restricted), wiped = await rig.App.SignInAsync(other);
        await rig.PlaceAsync(restricted);
        rig.App.Clock.SetUtcNow(new DateTimeOffset(2028, 1, 2, 1, 0, 0, TimeSpan.Zero));

        RunRecord run = await rig.App.Get<RetentionSweep>().RunAsync(Cancel);

        Assert.Equal((0L, 1L, 0L), (run.Deleted, run.Wiped, run.Failed));
        Assert.Equal("proef.gebruiker", (await rig.App.FindAsync(kept))!.Student.Gebruikersnaam);
        Assert.Null((await rig.App.FindAsync(wiped))!.Student.Gebruikersnaam);
    }
}
