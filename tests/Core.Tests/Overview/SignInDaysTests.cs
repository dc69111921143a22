using LeerId.Core.Tests.PrivacyLog;
using LeerId.Overview;
using LeerId.PrivacyLog;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.SignIn;
using LeerId.Testing;

namespace LeerId.Core.Tests.Overview;

/// <summary>The seals give the daily counts of sign-ins. Nights without a sweep or a seal are found.</summary>
public sealed class SignInDaysTests(AzuriteFixture azurite)
{
    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_with_a_seal_have_counts_by_the_page_that_pupils_got_and_the_others_have_none()
    {
        using PrivacyLogRig rig = new(_storage, PrivacyLogRig.Moment("2026-09-03T01:30:00Z"));
        await rig.FillAsync(5, 2);
        await RefuseAsync(rig, 3, "no-contract");
        // Both have the page of a fault.
        await RefuseAsync(rig, 1, "acm-timeout");
        await RefuseAsync(rig, 1, "storage-unavailable");
        await RefuseAsync(rig, 1, "of-another-version");
        await rig.Sealer.RunAsync(Cancel);

        IReadOnlyList<SignInDay> days = await rig.Get<SignInDays>().ReadAsync(Cancel);

        Assert.Equal([PrivacyLogRig.FirstDay, PrivacyLogRig.FirstDay.AddDays(1), PrivacyLogRig.FirstDay.AddDays(2)], days.Select(day => day.Day));
        SignInTotals first = days[0].Counts!;
        Assert.Equal((5L, 6L, 1L), (first.Granted, first.AllRefused, first.Other));
        Assert.Equal([new(RefusalKind.NoContract, 3), new(RefusalKind.Unavailable, 2)], first.Refused);
        Assert.Equal((2L, 0L), (days[1].Counts!.Granted, days[1].Counts!.AllRefused));
        Assert.Null(days[2].Counts);
    }

    [Fact]
    public async Task Overview_has_only_today_before_the_first_seal_and_at_most_thirty_days_after_it()
    {
        using PrivacyLogRig rig = new(_storage, PrivacyLogRig.Moment("2026-09-01T08:00:00Z"));
        await rig.FillAsync(1);
        Assert.Equal([new SignInDay(PrivacyLogRig.FirstDay, null)], await rig.Get<SignInDays>().ReadAsync(Cancel));
        rig.Clock.SetUtcNow(PrivacyLogRig.Moment("2026-10-20T08:00:00Z"));
        await rig.Sealer.RunAsync(Cancel);
        IReadOnlyList<SignInDay> days = await rig.Get<SignInDays>().ReadAsync(Cancel);
        Assert.Equal((30, new DateOnly(2026, 9, 21), new DateOnly(2026, 10, 20)), (days.Count, days[0].Day, days[^1].Day));
        Assert.Single(days, day => day.Counts is null);
    }

    [Fact]
    public async Task Nights_without_a_sweep_or_a_seal_are_found_by_week()
    {
        using PrivacyLogRig rig = new(_storage, PrivacyLogRig.Moment("2026-09-04T01:30:00Z"));
        Assert.Empty(await rig.Get<MissedNights>().ReadAsync(Cancel));
        await rig.FillAsync(1, 1, 1);
        await rig.Sealer.RunAsync(Cancel);
        foreach ((string night, int failed) in ((string, int)[])[("2026-09-01", 0), ("2026-09-02", 1), ("2026-09-04", 0), ("2026-09-08", 0)])
        {
            rig.Clock.AdjustTime(PrivacyLogRig.Moment($"{night}T02:30:00Z"));
            StartedRun run = await rig.Get<RunStore>().StartAsync(RetentionSweep.Job, cutOff: null, ground: null, Cancel);
            await rig.Get<RunStore>().EndAsync(run, record => record with { Failed = failed }, Cancel);
        }

        // 1 September is a Tuesday.
        rig.Clock.SetUtcNow(PrivacyLogRig.Moment("2026-09-09T08:00:00Z"));
        IReadOnlyList<NightsOfWeek> weeks = await rig.Get<MissedNights>().ReadAsync(Cancel);

        Assert.Equal([new(2026, 8, 31), new(2026, 9, 7)], weeks.Select(week => week.Monday));
        Assert.Equal([new(2026, 9, 2), new(2026, 9, 3), new(2026, 9, 5), new(2026, 9, 6)], weeks[0].WithoutSweep);
        Assert.Equal([new(2026, 9, 7)], weeks[1].WithoutSweep);
        Assert.Equal([new(2026, 9, 4), new(2026, 9, 5), new(2026, 9, 6)], weeks[0].WithoutSeal);
        Assert.Equal([new(2026, 9, 7), new(2026, 9, 8)], weeks[1].WithoutSeal);
    }

    private static async Task RefuseAsync(PrivacyLogRig rig, int times, string reason)
    {
        for (int time = 0; time < times; time++)
        {
            PrivacyLogEntry entry = PrivacyLogRig.Entry(PrivacyLogRig.Moment("2026-09-01T09:00:00Z"));
            await rig.Log.AppendAsync(entry with { Outcome = "refused", Reason = reason }, Cancel);
        }
    }
}
