using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeerId.Core.Tests.Disclosures;
using LeerId.Core.Tests.PrivacyLog;
using LeerId.DataSubjects;
using LeerId.Disclosures;
using LeerId.Pages;
using LeerId.Pages.Documents;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.DataSubjects;

/// <summary>
/// The parts of the privacy log, of disclosures and of an erasure that a pupil may read, and the parts that only the provider may read.
/// </summary>
public sealed class StudentLogExtractTests(AzuriteFixture azurite)
{
    private const string Words = "nieuwsgierig naar het dossier";
    private const string DisclosureId = "01K4E8J1YZ3N5B6C7D8E9F0G1H";

    private static readonly Student Pupil = DataSubjectRig.Identified(1, 11, history: [12]);

    private static readonly (string, string)[] Processors =
    [
        ("Register:Processors:0:Name", "Voorbeeldwolk NV"), ("Register:Processors:0:Service", "opslag"), ("Register:Processors:0:Country", "BE"),
        ("Register:Processors:0:Agreement", "overeenkomst 7"), ("Register:Processors:0:Since", "2026-01-01"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dossier_has_the_role_and_chosen_reason_of_staff_but_never_the_person_or_their_words()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.SignInAsync(Pupil);
        await AppendAsync(rig, PrivacyLogRig.Entry(DataSubjectRig.Now, student: key));
        await AppendAsync(rig, PrivacyLogRig.Entry(DataSubjectRig.Now.AddMinutes(1), student: key) with
        {
            Action = "release",
            Outcome = "released",
            Application = "oefenapp",
        });
        await AppendAsync(rig, PrivacyLogEntry.Of(
            new StaffCaller("00000001-0000-0000-0000-000000000001", StaffRole.Helpdesk, Words) { PurposeKind = PurposeKind.SignInHelp },
            StudentLookup.Action, DataSubjectRig.Now.AddMinutes(2), key));
        await AppendAsync(rig, PrivacyLogRig.Entry(DataSubjectRig.Now.AddMinutes(3), student: await rig.SignInAsync(DataSubjectRig.Identified(2, 21))));
        rig.Clock.Advance(TimeSpan.FromHours(1));

        StudentDossier dossier = await rig.FoundAsync(DataSubjectRig.By(Pupil));
        string html = (await StudentDossierPage.RenderAsync(dossier)).Html();

        Assert.Equal(
            [
                ("1 september 2026 om 08.30 uur", "jij", "meldde je aan", null),
                ("1 september 2026 om 08.31 uur", "jij", "gaf je gegevens door aan de oefenapp, door je aan te melden", null),
                ("1 september 2026 om 08.32 uur", "een medewerker van de helpdesk", "bekeek welke gegevens we over jou bewaren",
                    "om te helpen bij het aanmelden"),
            ],
            dossier.Log.Lines.Select(line => (line.Moment, line.Who, line.What, line.Why)));
        Assert.True(dossier.Log.IsComplete);
        Assert.Equal("Dit zijn de regels sinds 1 augustus 2026.", dossier.Log.Reach);
        Assert.Contains("<td>om te helpen bij het aanmelden</td>", html, StringComparison.Ordinal);
        foreach (string kept in new[] { "00000001-0000", Words, key.ToString() })
            Assert.DoesNotContain(kept, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PurposeKind.DataSubjectRequest, "omdat jij of je ouders iets vroegen over je gegevens")]
    [InlineData(PurposeKind.WrongData, "omdat er misschien gegevens fout waren")]
    [InlineData(PurposeKind.OfficerCheck, "om na te kijken of alles juist gebeurt")]
    [InlineData(PurposeKind.SecurityIncident, "om een probleem met de veiligheid te onderzoeken")]
    [InlineData(PurposeKind.Other, "om een andere reden")]
    public async Task Every_chosen_reason_has_plain_words(PurposeKind kind, string why)
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.SignInAsync(Pupil);
        await AppendAsync(rig, PrivacyLogEntry.Of(DataSubjectRig.Officer with { PurposeKind = kind }, StudentErasure.Action, DataSubjectRig.Now, key));
        rig.Clock.Advance(TimeSpan.FromMinutes(1));

        // Only the role privacy may read that data were erased.
        StudentLookupOutcome outcome = await rig.Lookup.LookUpAsync(
            DataSubjectRig.By(Pupil), DataSubjectRig.Officer with { Role = StaffRole.Privacy }, TestContext.Current.CancellationToken);
        StudentLogLine line = Assert.Single(Assert.IsType<StudentLookupOutcome.Found>(outcome).Dossier.Log.Lines);

        Assert.Equal(("de functionaris voor gegevensbescherming", "wiste de gegevens die we over jou bewaarden", why), (line.Who, line.What, line.Why));
    }

    [Fact]
    public async Task Refused_lookup_is_not_shown_as_a_lookup()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.SignInAsync(Pupil);
        await AppendAsync(rig, PrivacyLogEntry.Of(DataSubjectRig.Officer, StudentLookup.Action, DataSubjectRig.Now, key) with { Outcome = "refused" });
        rig.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(
            "wilde iets doen met je gegevens, en dat mocht niet", Assert.Single((await rig.FoundAsync(DataSubjectRig.By(Pupil))).Log.Lines).What);
    }

    [Fact]
    public async Task Introduction_says_what_the_extract_contains_and_where_to_ask_for_the_rest()
    {
        using DataSubjectRig rig = new(azurite.NewAccount(), [.. Processors.Select(setting => (setting.Item1, (string?)setting.Item2))]);
        await rig.SignInAsync(Pupil);

        StudentDossier dossier = await rig.FoundAsync(DataSubjectRig.By(Pupil));

        Assert.DoesNotContain("Dit is alles", dossier.Introduction, StringComparison.Ordinal);
        Assert.Contains("Wat de oefenapp zelf over jou bewaart, zoals je resultaten, staat hier niet: dat vraag je daar.", dossier.Introduction,
            StringComparison.Ordinal);
        Assert.Contains("Voorbeeldwolk NV (België): opslag.", TextsOf(dossier));
        Assert.Contains("De toepassing waarbij je je aanmeldt: de oefenapp.", TextsOf(dossier));
        Assert.Contains("Nee, niet sinds 1 augustus 2026. Verder gaat ons logboek niet terug.", TextsOf(dossier));
    }

    [Fact]
    public async Task Disclosure_that_contained_the_pupil_is_shown_and_an_interrupted_one_is_not()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.SignInAsync(Pupil);
        StudentKey other = await rig.SignInAsync(DataSubjectRig.Identified(2, 21));
        DateTimeOffset brokenOffAt = DataSubjectRig.Now, releasedAt = DataSubjectRig.Now.AddMinutes(10);
        await ReleaseAsync(rig, releasedAt);
        await AppendAsync(rig, GivenEntry(brokenOffAt, other));
        await AppendAsync(rig, GivenEntry(releasedAt, key));
        rig.Clock.Advance(TimeSpan.FromHours(1));

        string[] texts = TextsOf(await rig.FoundAsync(DataSubjectRig.By(Pupil)));
        string[] textsToOther = TextsOf(await rig.FoundAsync(new StudentRequest { LeerIdUuid = DataSubjectRig.LeerId(2).ToString() }));

        Assert.Contains(
            "Op 1 september 2026 om 08.40 uur kreeg Uitgeverij Voorbeeld je nummers van LeerID, op vraag van Scholengroep Voorbeeld vzw. "
                + "Waarvoor: Dezelfde leerling herkennen in beide leermiddelen.",
            texts);
        Assert.DoesNotContain(textsToOther, text => text.Contains("Uitgeverij Voorbeeld", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_of_a_pupil_without_data_still_has_the_log()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = (await rig.Get<StudentKeys>().ForAsync(Pupil, Cancel)).Own;
        await AppendAsync(rig, PrivacyLogRig.Entry(DataSubjectRig.Now, student: key) with { Outcome = "refused", Reason = "no-contract" });
        rig.Clock.Advance(TimeSpan.FromMinutes(1));

        StudentDossier dossier = Assert.IsType<StudentLookupOutcome.NothingKept>(await rig.LookUpAsync(DataSubjectRig.By(Pupil))).Dossier;
        Page page = await StudentDossierPage.RenderAsync(dossier, 404);

        IHtmlDocument document = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(page.Html());
        Assert.Equal(404, page.Status);
        Assert.Equal("We bewaren geen gegevens over jou", document.QuerySelector("h1")!.TextContent);
        Assert.Equal(["Ons logboek over jou", "Wat dit betekent", "Of een andere aanbieder je nummers kreeg", "Wat je mag vragen", "Waar je kunt klagen"],
            document.QuerySelectorAll("h2").Select(heading => heading.TextContent));
        Assert.Equal("wilde je aanmelden, en dat lukte niet", Assert.Single(dossier.Log.Lines).What);
        Assert.DoesNotContain("no-contract", page.Html(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_to_print_is_a_reading_and_has_the_period_that_was_asked_for()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.SignInAsync(Pupil);
        for (int day = 0; day < 3; day++)
            await AppendAsync(rig, PrivacyLogRig.Entry(DataSubjectRig.Now.AddDays(day), student: key));
        rig.Clock.Advance(TimeSpan.FromDays(5));

        StudentLogOutcome outcome = await rig.Get<StudentPrivacyLog>().PrintAsync(
            new StudentPrivacyLogRequest
            {
                LeerIdUuid = Pupil.LeerIdUuid.ToString(),
                From = DataSubjectRig.Now.AddDays(1),
                Until = DataSubjectRig.Now.AddDays(2),
            },
            DataSubjectRig.Officer, Cancel);

        StudentDossier log = Assert.IsType<StudentLogOutcome.Drawn>(outcome).Dossier;
        Assert.Equal("Wat in ons logboek over jou staat", log.Title);
        Assert.Empty(log.Kept);
        Assert.Equal(DataSubjectRig.Now.AddDays(1), Assert.Single(log.Log.Lines).At);
        PrivacyLogEntry reading = Assert.Single(await rig.EntriesAsync("privacy-log-read"));
        Assert.Equal((key, "by-pupil", "dossier 2026-114"), (reading.Student, reading.Reason, reading.Purpose));
    }

    [Fact]
    public async Task Extract_has_all_entries_even_if_they_exceed_one_page()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.SignInAsync(Pupil);
        await rig.Get<PrivacyLogStore>().AppendAllAsync(
            [.. Enumerable.Range(0, 1201).Select(second => PrivacyLogRig.Entry(DataSubjectRig.Now.AddSeconds(second), student: key))], Cancel);
        rig.Clock.Advance(TimeSpan.FromHours(1));

        StudentLogExtract log = (await rig.FoundAsync(DataSubjectRig.By(Pupil))).Log;

        Assert.Equal((1201, true), (log.Lines.Count, log.IsComplete));
        Assert.Equal(log.Lines.Select(line => line.At).Order(), log.Lines.Select(line => line.At));
    }

    [Fact]
    public async Task Tampered_entry_makes_the_extract_incomplete()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.SignInAsync(Pupil);
        PrivacyLogEntry entry = PrivacyLogRig.Entry(DataSubjectRig.Now, student: key);
        await AppendAsync(rig, entry);
        await rig.Table("PrivacyLog").UpdateEntityAsync(
            new Azure.Data.Tables.TableEntity(PrivacyLogRow.PartitionOf(entry).ToString(), entry.Id.ToString()) { ["Outcome"] = 7 },
            Azure.ETag.All, Azure.Data.Tables.TableUpdateMode.Merge, Cancel);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));

        StudentDossier dossier = await rig.FoundAsync(DataSubjectRig.By(Pupil));

        Assert.False(dossier.Log.IsComplete);
        Assert.EndsWith("Niet alles kon gelezen worden: vraag het later nog eens.", dossier.Log.Reach, StringComparison.Ordinal);
        Assert.Contains(TextsOf(dossier), text => text.StartsWith("Niet het hele logboek kon gelezen worden.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Erasure_names_the_recipients_to_inform_and_what_stays_and_until_when(bool byAccount)
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        StudentKey key = await rig.SignInAsync(Pupil);
        DateTimeOffset releasedAt = DataSubjectRig.Now.AddMinutes(10);
        await ReleaseAsync(rig, releasedAt);
        await AppendAsync(rig, GivenEntry(releasedAt, key));
        rig.Clock.Advance(TimeSpan.FromHours(1));

        ErasureProof proof = await rig.EraseAsync(byAccount ? DataSubjectRig.ByAccount(12) : DataSubjectRig.By(Pupil));
        Page page = await ErasurePage.RenderAsync(proof);

        Assert.Equal(new ErasureRecipient("Uitgeverij Voorbeeld", DisclosureId, releasedAt), Assert.Single(proof.Recipients));
        Assert.Equal(
            "Deze dienstenleveranciers kregen eerder uuid's van deze leerling. Breng ze op de hoogte van de wissing (AVG, artikel 19).",
            proof.RecipientsExplanation);
        // The retention period of the log is a month in this rig. The archive keeps the entry of the erasure of 1 September for three years and two
        // weeks.
        Assert.Equal(new DateOnly(2029, 9, 16), proof.RemainingUntil);
        foreach (string texts in new[] { "punt b", "punt e", "niet je naam, maar een code", "archief", "16 september 2029" })
            Assert.Contains(texts, proof.Remaining, StringComparison.Ordinal);
        IHtmlDocument document = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(page.Html());
        Assert.Equal("Uitgeverij Voorbeeld, mededeling 01K4E8J1YZ3N5B6C7D8E9F0G1H van 1 september 2026 om 08.40 uur",
            document.QuerySelector("li")!.TextContent);
        Assert.Equal(proof.Proof, document.QuerySelector("pre")!.TextContent);
        Assert.Contains(proof.Remaining, document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(proof.Explanation, document.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
        Assert.DoesNotContain(DataSubjectRig.LeerId(1).ToString(), page.Html(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasure_of_a_pupil_who_was_in_no_disclosure_says_so()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        await rig.SignInAsync(Pupil);

        ErasureProof proof = await rig.EraseAsync(DataSubjectRig.By(Pupil));

        Assert.Empty(proof.Recipients);
        Assert.Equal("Volgens de privacylog kreeg geen andere dienstenleverancier uuid's van deze leerling.", proof.RecipientsExplanation);
    }

    private static string[] TextsOf(StudentDossier dossier) => [.. dossier.Sections.SelectMany(section => section.Texts.Concat(section.Items))];

    private static Task AppendAsync(DataSubjectRig rig, PrivacyLogEntry entry) => rig.Get<PrivacyLogStore>().AppendAsync(entry, Cancel);

    private static PrivacyLogEntry GivenEntry(DateTimeOffset at, StudentKey student) =>
        PrivacyLogEntry.Of(DataSubjectRig.Officer, DisclosureReleaser.Action, at, student) with { Purpose = $"disclosure {DisclosureId}: {Words}" };

    private static async Task ReleaseAsync(DataSubjectRig rig, DateTimeOffset at)
    {
        DisclosureRequest request = DisclosureSamples.Request;
        Disclosure disclosure = await rig.Get<DisclosureRows>().AddAsync(
            new Disclosure
            {
                Id = DisclosureId,
                State = DisclosureState.Requested,
                Terms = new DisclosureTerms
                {
                    Receiver = request.Receiver!,
                    Purpose = request.Purpose!,
                    Compatibility = request.Compatibility!,
                    Board = request.Board!,
                    Schools = [new DisclosureSchool("012345", "Basisschool De Linde")],
                },
                RequestedAt = at.AddDays(-3),
                RequestedBy = "00000001-0000-0000-0000-000000000001",
            },
            Cancel);
        DisclosureRelease release = new(at, "00000001-0000-0000-0000-000000000001", Words, 1, new string('a', 64), []);
        Assert.NotNull(await rig.Get<DisclosureRows>().TryMergeAsync(disclosure, DisclosureRow.Released(release), Cancel));
    }
}
