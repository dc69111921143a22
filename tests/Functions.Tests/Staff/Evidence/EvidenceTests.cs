using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Azure;
using Azure.Data.Tables;
using LeerId.AcmSimulator;
using LeerId.Functions.Tests.Notices;
using LeerId.Functions.Tests.SignIn;
using LeerId.Notices;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Evidence;

/// <summary>The report over HTTP, after real events that it must contain.</summary>
public sealed class EvidenceTests(AzuriteFixture azurite)
{
    private const string Swept = "gegevens van leerlingen waarvan de bewaartermijn voorbij is, of die door een latere aanmelding vervangen zijn";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_tells_what_happened_in_numbers_and_nothing_of_a_pupil()
    {
        await using ScriptedMailServer mail = await ScriptedMailServer.StartAsync();
        await using EvidenceRig rig = await EvidenceRig.StartAsync(azurite, mailPort: mail.Port);
        await PrivacyTests.SignInAllAsync(rig.Staff.Host);
        await rig.ReadLogAsync(StaffRole.Dpo);
        await rig.ReadLogAsync(StaffRole.AccessControl);
        await rig.ReadLogAsync(StaffRole.Dpo);
        await rig.FireAsync("DeleteExpired");
        NoticeReference breach = await rig.ReportAsync(NoticeRig.Breach(rig.Staff.Clock.GetUtcNow()));
        await Eventually.TrueAsync(
            "the breach is sent", async () => (await rig.Staff.Get<NoticeRegister>().FindAsync(breach, Cancel))!.State == NoticeState.Sent, Cancel);
        // In the night of 2 September the sweep does not run.
        rig.Staff.Clock.Advance(TimeSpan.FromHours(20));
        await rig.FireAsync("SealPrivacyLog");
        rig.Staff.Clock.Advance(TimeSpan.FromHours(24));
        await rig.FireAsync("SealPrivacyLog", "DeleteExpired", "ExpirePrivacyLog");

        JsonElement report = await rig.ReportAsync("2026-09-01", "2026-09-03");

        Assert.Equal(
            """[{"role":"access-control","action":"privacy-log-read","count":1},{"role":"dpo","action":"privacy-log-read","count":2}]""",
            report.GetProperty("staffAccess").GetProperty("actions").GetRawText());
        Assert.Equal(
            [
                ("access-control", StaffRig.ObjectIdOf(StaffRole.AccessControl), "standard-2", "2026-09-01T06:30:00+00:00", "2027-09-01"),
                ("dpo", StaffRig.ObjectIdOf(StaffRole.Dpo), "standard-2", "2026-09-01T06:30:00+00:00", "2027-09-01"),
            ],
            report.GetProperty("staffAccess").GetProperty("people").EnumerateArray().Select(person => (
                person.GetProperty("role").GetString()!, person.GetProperty("objectId").GetString()!, person.GetProperty("acceptedVersion").GetString()!,
                person.GetProperty("acceptedAt").GetString()!, person.GetProperty("goodUntil").GetString()!)));
        // Sixteen sign-ins, eleven of which let an application have the data, and three looks into the log.
        Assert.Equal(
            """
            [{"day":"2026-09-01","state":"Whole","sealed":30,"found":30},
            {"day":"2026-09-02","state":"Whole","sealed":0,"found":0},
            {"day":"2026-09-03","state":"NotYetSealed"}]
            """.ReplaceLineEndings(""),
            report.GetProperty("seals").GetProperty("days").GetRawText());
        JsonElement sweep = report.GetProperty("deletions")[0];
        Assert.Equal("DeleteExpired", sweep.GetProperty("job").GetString());
        Assert.Equal("""["2026-09-02"]""", sweep.GetProperty("nightsWithoutRun").GetRawText());
        Assert.Equal([("2026-09-01T06:30:00+00:00", 0L), ("2026-09-03T02:30:00+00:00", 0L)],
            sweep.GetProperty("runs").EnumerateArray().Select(run => (run.GetProperty("startedAt").GetString()!, run.GetProperty("deleted").GetInt64())));
        JsonElement notice = Assert.Single(report.GetProperty("notices").EnumerateArray(), notice => notice.GetProperty("kind").ValueEquals("Breach"));
        Assert.Equal(
            $$$"""
            {"reference":"breach/{{{breach.Number}}}","kind":"Breach","state":"Sent","registeredAt":"2026-09-01T06:30:00+00:00",
            "sentToProviderAt":"2026-09-01T06:30:00+00:00","sentToDovAt":"2026-09-01T06:30:00+00:00","isForDov":true,
            "breach":{"knownAt":"2026-09-01T06:30:00+00:00","source":"Own","risk":"Risk","term":"Running",
            "missing":["persons","authorityNotifiedAt","consultations"]}}
            """.ReplaceLineEndings(""),
            notice.GetRawText());

        StaffAnswer page = await rig.GetAsync("?from=2026-09-01&until=2026-09-03", "text/html");
        Assert.Contains("2 september 2026", Row(Parse(page), Swept), StringComparison.Ordinal);
        string[] personal = [.. Personas.All.SelectMany(PrivacyTests.PersonalValues).Distinct().Except([PrivacyTests.WithoutItsZero])];
        PrivacyTests.AssertClean("the report", report.GetRawText(), personal);
        PrivacyTests.AssertClean("the page", page.Text, personal);
        // The report contains the object ids of the staff who acted, and of nobody else.
        string[] told =
        [
            "Een bestand stond open.", "Onbevoegden konden", "Het bestand is afgesloten.",
            .. Enum.GetValues<StaffRole>().Except([StaffRole.Dpo, StaffRole.AccessControl]).Select(StaffRig.ObjectIdOf),
        ];
        PrivacyTests.AssertClean("the report", report.GetRawText() + page.Text, told);
    }

    [Fact]
    public async Task Day_that_was_tampered_with_is_named()
    {
        string storage = azurite.NewAccount();
        await using EvidenceRig rig = await EvidenceRig.StartAsync(azurite, storage);
        await rig.ReadLogAsync(StaffRole.Dpo);
        rig.Staff.Clock.Advance(TimeSpan.FromHours(20));
        await rig.FireAsync("SealPrivacyLog");
        TableClient log = new(storage, "PrivacyLog");
        TableEntity row = await log.QueryAsync<TableEntity>(cancellationToken: Cancel).SingleAsync(Cancel);
        row["Purpose"] = "iets anders";
        await log.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);

        JsonElement seals = (await rig.ReportAsync("2026-09-01", "2026-09-01")).GetProperty("seals");

        Assert.Equal("""{"days":[{"day":"2026-09-01","state":"Changed","sealed":1,"found":1}],"faults":1,"notCompared":0}""", seals.GetRawText());
        IHtmlDocument page = Parse(await rig.GetAsync("?from=2026-09-01&until=2026-09-01", "text/html"));
        // The nightly jobs never ran here, so they are marked as well.
        Assert.Contains("1 september 2026", page.QuerySelectorAll("tr.attention th[scope=row]:has(+ td)").Select(head => head.TextContent));
        Assert.Contains("Er moet nagekeken worden: 1 dag.", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_is_well_formed_Dutch_with_headed_tables()
    {
        await using EvidenceRig rig = await EvidenceRig.StartAsync(azurite, settings: ("Register:Provider:Name", "Uitgeverij <b>Één & Twee</b>"));
        StaffAnswer answer = await rig.GetAsync(accept: "text/html");

        Assert.Equal("text/html; charset=utf-8", answer.Headers["Content-Type"]);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Contains("default-src 'none'; style-src 'sha256-", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        IHtmlDocument page = Parse(answer);
        Assert.Equal("nl", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Verantwoording LeerID, 1 juni 2026 tot en met 1 september 2026", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Equal(page.QuerySelector("h1")!.TextContent, page.Title);
        Assert.Equal(
            [
                "Over dit verslag", "Register van verwerkingsactiviteiten (AVG, artikel 30)", "Protocol, adviezen en beoordelingen",
                "Persoonsgegevens en hoe lang ze blijven", "Verwerkers", "Verwerkers van DOV", "Maatregelen en hun waarden nu", "Sleutels",
                "Wissen van gegevens",
                "Archief van de privacylog en de registers", "Privacylog: vergeleken met de zegels", "Toegang door medewerkers", "Meldingen",
                "Mededelingen aan andere dienstenleveranciers", "Handtekening",
            ],
            page.QuerySelectorAll("h2").Select(heading => heading.TextContent));
        Assert.Empty(page.QuerySelectorAll("script, img, link, b"));
        Assert.Contains("Uitgeverij <b>Één & Twee</b>, Voorbeeldstraat 1", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("table").Cast<IHtmlTableElement>(), table =>
        {
            Assert.NotEmpty(table.Caption!.TextContent);
            int columns = table.QuerySelectorAll("thead th[scope=col]").Length;
            Assert.InRange(columns, 2, 8);
            Assert.NotEmpty(table.Bodies[0].Rows);
            Assert.All(table.Bodies[0].Rows, row => Assert.Equal((columns, "row"), (row.Cells.Length, row.Cells[0].GetAttribute("scope"))));
        });
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/html", "text/html; charset=utf-8")]
    [InlineData("text/html;charset=utf-8;q=0.9, application/json;q=0.8", "text/html; charset=utf-8")]
    [InlineData("text/html;q=0.4", "text/html; charset=utf-8")]
    public async Task Answer_is_JSON_unless_a_page_is_asked_for(string? accept, string contentType)
    {
        await using EvidenceRig rig = await EvidenceRig.StartAsync(azurite);
        Assert.StartsWith(contentType, (await rig.GetAsync("?from=2026-09-01", accept, StaffRole.Operator)).Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?from=2026-09-02", "until before from")]
    [InlineData("?until=2026-09-02", "future")]
    [InlineData("?from=yesterday", "no day")]
    [InlineData("?from=2025-01-01", "too long")]
    [InlineData("?from=", "empty")]
    public async Task Invalid_period_is_a_problem_with_its_reason(string query, string why)
    {
        await using EvidenceRig rig = await EvidenceRig.StartAsync(azurite);
        StaffAnswer answer = await rig.GetAsync(query);
        Assert.True(answer is { Status: 422, Problem: "period-invalid" }, why);
        JsonElement fault = Assert.Single(answer.Json.GetProperty("faults").EnumerateArray());
        Assert.NotEmpty(fault.GetProperty("fault").GetString()!);
        Assert.Contains(fault.GetProperty("field").GetString(), (string[])["from", "until"]);
    }

    [Fact]
    public async Task Unavailable_storage_is_503_without_a_report()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        await using EvidenceRig rig = await EvidenceRig.StartAsync(azurite, proxy.ConnectionString);
        proxy.Intercept = request => request == "GET Runs()" ? StorageProxy.Refuse : null;

        StaffAnswer answer = await rig.GetAsync("?from=2026-09-01");

        Assert.True(answer is { Status: 503, Problem: "unavailable" }, answer.ToString());
        Assert.DoesNotContain("jws", answer.Text, StringComparison.Ordinal);
    }

    // In strict mode the parser throws if the document is not well formed.
    private static IHtmlDocument Parse(StaffAnswer answer) => new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(answer.Text);

    private static string Row(IHtmlDocument page, string head) =>
        page.QuerySelectorAll("th[scope=row]").Single(cell => cell.TextContent == head).ParentElement!.TextContent;
}
