using Azure;
using Azure.Data.Tables;
using LeerId.Core.Tests.Disclosures;
using LeerId.Disclosures;
using LeerId.Evidence;
using LeerId.Schools;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The disclosures of a period, with their times.</summary>
public sealed class DisclosuresEvidenceTests(AzuriteFixture azurite)
{
    private const string Staff = "00000001-0000-0000-0000-000000000001";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disclosure_is_in_the_report_of_each_period_in_which_something_was_done_with_it()
    {
        string storage = azurite.NewAccount();
        using EvidenceRig rig = new(storage, "2026-08-31T08:00:00Z");
        foreach (string number in new[] { "012345", "030569" })
            await rig.Get<SchoolStore>().PutAsync(DisclosureSamples.School(number) with { Until = null }, Cancel);
        Student pupil = new() { AccountUuid = Guid.NewGuid(), Instellingsnummers = [SchoolNumber.Parse("012345")] };
        await rig.Get<StudentStore>().SaveAsync((await rig.Get<StudentKeys>().ForAsync(pupil, Cancel)).Own, pupil, rig.Clock.GetUtcNow(), Cancel);
        DateTimeOffset start = rig.Clock.GetUtcNow();
        string released = await RequestAsync(rig);
        string withdrawn = await RequestAsync(rig);
        string waiting = await RequestAsync(rig);
        DateTimeOffset toldAt = rig.Clock.GetUtcNow();
        await new TableClient(storage, "Notices").UpdateEntityAsync(
            new TableEntity("disclosure", released) { ["SentToDov"] = toldAt }, ETag.All, TableUpdateMode.Merge, Cancel);
        rig.Clock.Advance(TimeSpan.FromDays(7));
        DateTimeOffset later = rig.Clock.GetUtcNow();
        await rig.Get<DisclosureRegister>().WithdrawAsync(withdrawn, "Niet meer nodig.", Staff, Cancel);
        Assert.IsType<DisclosureOutcome.Released>(
            await rig.Get<DisclosureReleaser>().ReleaseAsync(released, new StaffCaller(Staff, StaffRole.AccessControl, "vraag"), Cancel));

        Assert.Equal([released, withdrawn, waiting], await NumbersAsync(rig, new DateOnly(2026, 8, 31), new DateOnly(2026, 8, 31)));
        Assert.Equal([released, withdrawn], await NumbersAsync(rig, new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 30)));
        Assert.Empty(await NumbersAsync(rig, new DateOnly(2026, 9, 8), new DateOnly(2026, 9, 30)));
        SignedReport report = await rig.MakeAsync("2026-09-01", "2026-09-07");
        Assert.Equal(
            [
                new(released, "Uitgeverij Voorbeeld", "Scholengroep Voorbeeld vzw", 2, DisclosureState.Released, start.AddMinutes(1), toldAt, later, 1, null),
                new(withdrawn, "Uitgeverij Voorbeeld", "Scholengroep Voorbeeld vzw", 2, DisclosureState.Withdrawn, start.AddMinutes(2), null, null, null, later),
            ],
            report.Report.Disclosures);
        string html = (await rig.Get<EvidencePage>().RenderAsync(report)).Html;
        Assert.Contains("Mededelingen aan andere dienstenleveranciers", html, StringComparison.Ordinal);
        Assert.Contains("ingetrokken", html, StringComparison.Ordinal);
        Assert.DoesNotContain(Staff, report.Document, StringComparison.Ordinal);
    }

    private static async Task<string> RequestAsync(EvidenceRig rig)
    {
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        DisclosureOutcome outcome = await rig.Get<DisclosureRegister>().RequestAsync(DisclosureSamples.Request, Staff, Cancel);
        return Assert.IsType<DisclosureOutcome.Done>(outcome).Disclosure.Id;
    }

    private static async Task<IEnumerable<string>> NumbersAsync(EvidenceRig rig, DateOnly from, DateOnly until) =>
        (await rig.Get<DisclosuresEvidence>().ReadAsync(new EvidencePeriod(from, until), Cancel)).Select(disclosure => disclosure.Number);
}
