using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.SignIn;
using LeerId.Testing;

namespace LeerId.Core.Tests.PrivacyLog.Seals;

/// <summary>Sealing a day counts the outcomes of its sign-ins.</summary>
public sealed class SignInCountsTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Seal_holds_how_often_sign_ins_ended_in_each_way()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), PrivacyLogRig.Moment("2026-09-02T01:30:00Z"));
        await rig.FillAsync(12);
        await AddAsync(rig, 3, "released", reason: null);
        await AddAsync(rig, 2, "refused", "no-contract");
        await AddAsync(rig, 4, "refused", "acm-timeout");
        // Readers of a seal must not learn that a pupil exercised a right.
        await AddAsync(rig, 1, "refused", Refusal.For(RefusalReason.Restricted).Code);
        await AddAsync(rig, 1, "refused", "granted");
        await AddAsync(rig, 1, "refused", "Jan Peeters");
        await AddAsync(rig, 1, "granted", reason: null, actor: "00000003-0000-0000-0000-000000000001");
        await rig.Sealer.RunAsync(Cancel);

        SealedDay day = (await rig.Get<SealStore>().FindAsync(PrivacyLogRig.FirstDay, Cancel))!;

        Assert.Equal(
            [new("acm-timeout", 4), new("granted", 12), new("no-contract", 2), new("other", 3), new("released", 3)], day.Seal!.SignIns);
        Assert.Equal(DayState.Whole, Assert.Single(await rig.VerifyAsync(PrivacyLogRig.FirstDay, PrivacyLogRig.FirstDay)).State);
    }

    [Fact]
    public async Task Day_without_sign_ins_has_an_empty_list_of_counts()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), PrivacyLogRig.Moment("2026-09-03T01:30:00Z"));
        await rig.FillAsync(1, 0);
        await rig.Sealer.RunAsync(Cancel);
        Assert.Equal([], (await rig.Get<SealStore>().FindAsync(PrivacyLogRig.FirstDay.AddDays(1), Cancel))!.Seal!.SignIns);
    }

    [Fact]
    public async Task Foreign_rows_can_not_make_the_seal_grow()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), PrivacyLogRig.Moment("2026-09-02T01:30:00Z"));
        for (int number = 0; number < 120; number++)
            await AddAsync(rig, 1, "refused", $"reason-{number}");
        await rig.Sealer.RunAsync(Cancel);
        IReadOnlyList<SignInCount> counts = (await rig.Get<SealStore>().FindAsync(PrivacyLogRig.FirstDay, Cancel))!.Seal!.SignIns!;
        Assert.InRange(counts.Count, 100, 101);
        Assert.Equal(120, counts.Sum(count => count.Count));
    }

    private static async Task AddAsync(PrivacyLogRig rig, int times, string outcome, string? reason, string actor = PrivacyLogEntry.Pupil)
    {
        for (int time = 0; time < times; time++)
        {
            PrivacyLogEntry entry = PrivacyLogRig.Entry(PrivacyLogRig.Moment("2026-09-01T09:00:00Z"), actor);
            await rig.Log.AppendAsync(entry with { Outcome = outcome, Reason = reason }, Cancel);
        }
    }
}
