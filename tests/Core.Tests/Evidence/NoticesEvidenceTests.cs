using System.Globalization;
using LeerId.Core.Tests.Notices;
using LeerId.Evidence;
using LeerId.Notices;
using LeerId.Testing;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The notices of a period, and how breaches are to the 72 hours.</summary>
public sealed class NoticesEvidenceTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 72, AuthorityTerm.Running)]
    [InlineData(null, 73, AuthorityTerm.NotRecorded)]
    [InlineData(72, 100, AuthorityTerm.Within)]
    [InlineData(73, 100, AuthorityTerm.Late)]
    public async Task Breach_is_within_the_72_hours_or_not(int? notifiedAfterHours, int hoursLater, AuthorityTerm term)
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-01T08:00:00Z");
        DateTimeOffset knownAt = rig.Clock.GetUtcNow();
        NoticeReference reference = await ReportAsync(rig, Breach(knownAt));
        rig.Clock.Advance(TimeSpan.FromHours(hoursLater));
        if (notifiedAfterHours is { } hours)
        {
            string? reason = hours > 72 ? "Het weekend." : null;
            Assert.IsType<NoticeOutcome.Registered>(await rig.Get<NoticeRegister>().RecordAuthorityAsync(
                reference, new AuthorityRecord { AuthorityNotifiedAt = knownAt.AddHours(hours), DelayReason = reason }, "staff", Cancel));
        }

        NoticeEvidence notice = Assert.Single(await ReadAsync(rig, "2026-09-01", "2026-09-05"));

        Assert.Equal(($"breach/{reference.Number}", NoticeKind.Breach, true), (notice.Reference, notice.Kind, notice.IsForDov));
        Assert.Equal((knownAt, term), (notice.Breach!.KnownAt, notice.Breach.Term));
        Assert.Equal(notifiedAfterHours is { } after ? knownAt.AddHours(after) : null, notice.Breach.AuthorityNotifiedAt);
    }

    [Fact]
    public async Task Breach_of_which_the_authority_need_not_hear_is_said_to_be()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-01T08:00:00Z");
        NoticeReference reference = await ReportAsync(rig, Breach(rig.Clock.GetUtcNow()));
        await rig.Get<NoticeRegister>().RecordAuthorityAsync(
            reference, new AuthorityRecord { AuthorityNotRequiredReason = "Het bestand was versleuteld.", Risk = RiskJudgement.Unlikely }, "staff", Cancel);
        rig.Clock.Advance(TimeSpan.FromHours(100));
        // The report judged the risk high; the record has the new judgement.
        BreachEvidence breach = Assert.Single(await ReadAsync(rig, "2026-09-01", "2026-09-05")).Breach!;
        Assert.Equal((AuthorityTerm.NotRequired, RiskJudgement.Unlikely), (breach.Term, breach.Risk));
    }

    [Fact]
    public async Task Notices_of_other_days_are_left_out_and_supplements_are_in()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-08-31T21:59:00Z");
        NoticeReference first = await ReportAsync(rig, Breach(rig.Clock.GetUtcNow()));
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.Get<NoticeRegister>().SupplementAsync(first, "Er is meer bekend.", "staff", request: null, Cancel);
        rig.Clock.Advance(TimeSpan.FromDays(1));
        await ReportAsync(rig, Breach(rig.Clock.GetUtcNow()));

        NoticeEvidence notice = Assert.Single(await ReadAsync(rig, "2026-09-01", "2026-09-01"));

        Assert.Equal($"breach/{first.Number}/aanvulling-1", notice.Reference);
        Assert.Null(notice.Breach);
        Assert.Null(notice.SentToDovAt);
    }

    private static BreachContent Breach(DateTimeOffset knownAt) => NoticeSamples.Breach with { HappenedAt = knownAt, FoundAt = knownAt, KnownAt = knownAt };

    private static async Task<NoticeReference> ReportAsync(EvidenceRig rig, NoticeContent content) =>
        Assert.IsType<NoticeOutcome.Registered>(await rig.Get<NoticeRegister>().ReportAsync(content, "staff", request: null, Cancel)).Reference;

    private static Task<IReadOnlyList<NoticeEvidence>> ReadAsync(EvidenceRig rig, string from, string until) => rig.Get<NoticesEvidence>().ReadAsync(
        new EvidencePeriod(DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(until, CultureInfo.InvariantCulture)), Cancel);
}
