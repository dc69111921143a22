using System.Globalization;
using LeerId.Core.Tests.Notices;
using LeerId.Evidence;
using LeerId.Notices;
using LeerId.Testing;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The notices of a period, and whether breaches were reported within 72 hours.</summary>
public sealed class NoticesEvidenceTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 72, AuthorityTerm.Running)]
    [InlineData(null, 73, AuthorityTerm.NotRecorded)]
    [InlineData(72, 100, AuthorityTerm.Within)]
    [InlineData(73, 100, AuthorityTerm.Late)]
    public async Task Report_says_whether_a_breach_was_reported_within_72_hours(int? notifiedAfterHours, int hoursLater, AuthorityTerm term)
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-01T08:00:00Z");
        DateTimeOffset knownAt = rig.Clock.GetUtcNow();
        NoticeReference reference = await ReportAsync(rig, Breach(knownAt));
        rig.Clock.Advance(TimeSpan.FromHours(hoursLater));
        if (notifiedAfterHours is { } hours)
        {
            string? reason = hours > 72 ? "Het weekend." : null;
            await ChangeAsync(
                rig, reference, new() { AuthorityNotifiedAt = knownAt.AddHours(hours), DelayReason = reason }, "authorityNotifiedAt", "delayReason");
        }

        NoticeEvidence notice = (await ReadAsync(rig, "2026-09-01", "2026-09-05"))[0];

        Assert.Equal(($"breach/{reference.Number}", NoticeKind.Breach, true), (notice.Reference, notice.Kind, notice.IsForDov));
        Assert.Equal((knownAt, term), (notice.Breach!.KnownAt, notice.Breach.Term));
        Assert.Equal(notifiedAfterHours is { } after ? knownAt.AddHours(after) : null, notice.Breach.AuthorityNotifiedAt);
    }

    [Fact]
    public async Task Breach_that_need_not_be_notified_is_reported_as_such()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-01T08:00:00Z");
        NoticeReference reference = await ReportAsync(rig, Breach(rig.Clock.GetUtcNow()));
        await ChangeAsync(
            rig, reference, new() { AuthorityNotRequiredReason = "Het bestand was versleuteld.", Risk = RiskJudgement.Unlikely }, "authorityNotRequiredReason",
            "risk");
        rig.Clock.Advance(TimeSpan.FromHours(100));
        // The report already judged the risk as high. The change replaces the judgement.
        BreachEvidence breach = (await ReadAsync(rig, "2026-09-01", "2026-09-05"))[0].Breach!;
        Assert.Equal((AuthorityTerm.NotRequired, RiskJudgement.Unlikely), (breach.Term, breach.Risk));
    }

    [Fact]
    public async Task Notices_of_other_days_are_left_out_and_supplements_are_in()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-08-31T21:59:00Z");
        NoticeReference first = await ReportAsync(rig, Breach(rig.Clock.GetUtcNow()));
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(rig, first, new() { PersonCount = 1300 }, "personCount");
        rig.Clock.Advance(TimeSpan.FromDays(1));
        await ReportAsync(rig, Breach(rig.Clock.GetUtcNow()));

        NoticeEvidence notice = Assert.Single(await ReadAsync(rig, "2026-09-01", "2026-09-01"));

        Assert.Equal($"breach/{first.Number}/aanvulling-1", notice.Reference);
        Assert.Null(notice.Breach);
        Assert.Null(notice.SentToDovAt);
    }

    [Fact]
    public async Task Breach_has_its_source_what_is_missing_and_its_closing()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-01T09:30:00Z");
        NoticeReference first = await ReportAsync(rig, NoticeSamples.FirstReport);
        NoticeReference second = await ReportAsync(rig, NoticeSamples.Complete with { Source = BreachSource.Dov, Consultations = null });
        await rig.Get<BreachRegister>().CloseAsync(
            second.Number, 0, new Dictionary<string, string> { ["consultations"] = "DOV had geen vragen." }, "dpo", Cancel);

        Dictionary<string, BreachEvidence> breaches = (await ReadAsync(rig, "2026-09-01", "2026-09-01"))
            .Where(notice => notice.Breach is not null).ToDictionary(notice => notice.Reference, notice => notice.Breach!);

        BreachEvidence open = breaches[first.ToString()], closed = breaches[second.ToString()];
        Assert.Equal((null, null, null), (open.Source, open.Risk, open.ClosedAt));
        Assert.Equal(12, open.Missing.Count);
        Assert.Equal((BreachSource.Dov, rig.Clock.GetUtcNow()), (closed.Source, closed.ClosedAt));
        Assert.Equal(["consultations"], closed.Missing);
    }

    private static async Task ChangeAsync(EvidenceRig rig, NoticeReference reference, BreachContent values, params string[] names) =>
        Assert.IsType<NoticeOutcome.Registered>(await rig.Get<BreachRegister>().ChangeAsync(
            reference.Number, 0, new BreachPatch(values, names.ToHashSet()), "dpo", Cancel));

    private static BreachContent Breach(DateTimeOffset knownAt) => NoticeSamples.Breach with { HappenedAt = knownAt, FoundAt = knownAt, KnownAt = knownAt };

    private static async Task<NoticeReference> ReportAsync(EvidenceRig rig, NoticeContent content) =>
        Assert.IsType<NoticeOutcome.Registered>(await rig.Get<NoticeRegister>().ReportAsync(content, "staff", request: null, Cancel)).Reference;

    private static Task<IReadOnlyList<NoticeEvidence>> ReadAsync(EvidenceRig rig, string from, string until) => rig.Get<NoticesEvidence>().ReadAsync(
        new EvidencePeriod(DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(until, CultureInfo.InvariantCulture)), Cancel);
}
