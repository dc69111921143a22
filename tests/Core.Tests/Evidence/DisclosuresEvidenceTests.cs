using LeerId.Core.Tests.Disclosures;
using LeerId.Disclosures;
using LeerId.Evidence;
using LeerId.Notices;
using LeerId.Pages.Documents;
using LeerId.Testing;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The disclosures of a period: when DOV was notified and when the data were given, without their contents.</summary>
public sealed class DisclosuresEvidenceTests(AzuriteFixture azurite)
{
    private const string Id = "01K4E8J1YZ3N5B6C7D8E9F0G1H";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disclosure_is_told_with_its_times_and_its_count(bool isDovTold)
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-01T08:00:00Z");
        DateTimeOffset requestedAt = rig.Clock.GetUtcNow(), toldAt = requestedAt.AddMinutes(5), releasedAt = requestedAt.AddDays(3);
        Disclosure disclosure = await RequestAsync(rig);
        if (isDovTold)
            disclosure = await TellAsync(rig, disclosure, toldAt);
        DisclosureRelease release = new(releasedAt, "00000001-0000-0000-0000-000000000001", "dossier van Wolfraam", 118, new string('a', 64), []);
        Assert.NotNull(await rig.Get<DisclosureRows>().TryMergeAsync(disclosure, DisclosureRow.Released(release), Cancel));
        rig.Clock.Advance(TimeSpan.FromDays(4));

        SignedReport report = await rig.MakeAsync("2026-09-03", "2026-09-05");

        Assert.Equal(
            new DisclosureEvidence(Id, DisclosureState.Released, 2, requestedAt, isDovTold ? toldAt : null, releasedAt, 118, new string('a', 64), null),
            Assert.Single(report.Report.Disclosures));
        string html = (await EvidencePage.RenderAsync(report)).Html();
        Assert.Equal(!isDovTold, html.Contains($"<tr class=\"attention\"><th scope=\"row\">{Id}", StringComparison.Ordinal));
        Assert.Contains("<td>gegeven</td><td>2</td>", html, StringComparison.Ordinal);
        foreach (string told in new[] { "Dezelfde leerling herkennen", "brief 12", "Wolfraam", "00000001-0000" })
            Assert.DoesNotContain(told, report.Document + html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-08-31", "2026-08-31", 0)]
    [InlineData("2026-08-31", "2026-09-01", 1)]
    [InlineData("2026-09-02", "2026-09-02", 0)]
    [InlineData("2026-09-03", "2026-09-03", 1)]
    public async Task Disclosure_is_in_the_report_of_the_days_on_which_something_happened_to_it(string from, string until, int disclosures)
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-01T08:00:00Z");
        Disclosure disclosure = await RequestAsync(rig);
        rig.Clock.Advance(TimeSpan.FromDays(2));
        await rig.Get<DisclosureRows>().TryMergeAsync(
            disclosure, DisclosureRow.Withdrawn(new DisclosureWithdrawal(rig.Clock.GetUtcNow(), "x", "niet meer nodig")), Cancel);

        Assert.Equal(disclosures, (await rig.MakeAsync(from, until)).Report.Disclosures.Count);
    }

    private static Task<Disclosure> RequestAsync(EvidenceRig rig)
    {
        DisclosureRequest request = DisclosureSamples.Request;
        return rig.Get<DisclosureRows>().AddAsync(new Disclosure
        {
            Id = Id,
            State = DisclosureState.Requested,
            Terms = new DisclosureTerms
            {
                Receiver = request.Receiver!,
                Purpose = request.Purpose!,
                Compatibility = request.Compatibility!,
                Board = request.Board!,
                Schools = [new DisclosureSchool("012345", "School 1"), new DisclosureSchool("030569", "School 2")],
            },
            RequestedAt = rig.Clock.GetUtcNow(),
            RequestedBy = "00000001-0000-0000-0000-000000000001",
        }, Cancel);
    }

    private static async Task<Disclosure> TellAsync(EvidenceRig rig, Disclosure disclosure, DateTimeOffset toldAt)
    {
        await rig.Get<DisclosureNotices>().RegisterAsync(disclosure, Cancel);
        await rig.Get<NoticeRows>().TryMergeAsync(
            new NoticeReference(NoticeKind.Disclosure, Id), Azure.ETag.All, new() { [NoticeRow.SentProperty(NoticeRecipient.Dov)] = toldAt }, Cancel);
        return (await rig.Get<DisclosureRows>().FindAsync(Id, Cancel))!;
    }
}
