using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Notices;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screens with which staff report faults in the data, changes and disclosures of data.</summary>
public sealed class NoticeReportScreenTests(ConsoleNoticesRig rig) : IClassFixture<ConsoleNoticesRig>
{
    private const string Quality = "meldingen/fout-melden";
    private const string Change = "meldingen/wijziging-melden";
    private const string Sharing = "meldingen/delen-melden";

    private static readonly Dictionary<string, string> QualityReport = new()
    {
        ["foundAt"] = "2026-09-01T07:30",
        ["data"] = "Instellingsnummer",
        ["problem"] = "Een vroeger nummer.",
        ["count"] = "14",
        ["source"] = "provider",
    };

    private static readonly Dictionary<string, string> ChangeReport = new()
    {
        ["subject"] = "legislation",
        ["description"] = "Een nieuw decreet.",
        ["impact"] = "Geen.",
        ["from"] = "2026-12-01",
    };

    private static readonly Dictionary<string, string> SharingReport = new()
    {
        ["receiver"] = "het parket van Gent",
        ["data"] = "naam",
        ["pupilCount"] = "1",
        ["legalGround"] = "een vordering",
        ["plannedAt"] = "2026-09-01T12:00",
    };

    [Theory]
    [InlineData(StaffRole.AccessControl)]
    [InlineData(StaffRole.Dpo)]
    [InlineData(StaffRole.Operator)]
    public async Task Admitted_role_reports_a_fault_in_the_data(StaffRole role)
    {
        (Notice notice, Answer _) = await ReportAsync(role, Quality, QualityReport, NoticeKind.Quality);
        Assert.Equal(
            new QualityContent
            {
                FoundAt = new DateTimeOffset(2026, 9, 1, 5, 30, 0, TimeSpan.Zero),
                Data = "Instellingsnummer",
                Problem = "Een vroeger nummer.",
                Count = 14,
                Source = QualitySource.Provider,
            },
            notice.Content);
        Assert.Equal([NoticeRecipient.Provider, NoticeRecipient.Dov], notice.SentAt.Keys.Order());
    }

    [Theory]
    [InlineData(StaffRole.AccessControl)]
    [InlineData(StaffRole.Dpo)]
    [InlineData(StaffRole.Operator)]
    public async Task Admitted_role_reports_a_change(StaffRole role)
    {
        (Notice notice, Answer _) = await ReportAsync(role, Change, ChangeReport, NoticeKind.Change);
        Assert.Equal(
            new ChangeContent
            {
                Subject = ChangeSubject.Legislation,
                Description = "Een nieuw decreet.",
                Impact = "Geen.",
                From = new DateOnly(2026, 12, 1),
            },
            notice.Content);
    }

    [Theory]
    [InlineData(StaffRole.AccessControl)]
    [InlineData(StaffRole.Dpo)]
    [InlineData(StaffRole.Privacy)]
    public async Task Admitted_role_reports_a_planned_disclosure(StaffRole role)
    {
        (Notice notice, Answer done) = await ReportAsync(role, Sharing, SharingReport, NoticeKind.Sharing);
        SharingContent content = Assert.IsType<SharingContent>(notice.Content);
        Assert.Equal(
            ("het parket van Gent", 1, new DateTimeOffset(2026, 9, 1, 10, 0, 0, TimeSpan.Zero)), (content.Receiver, content.PupilCount, content.PlannedAt));
        Assert.Equal([ProtocolDatum.Naam], content.Data!);
        // A person who may not read notices returns to the start of the screen.
        Assert.Equal(role == StaffRole.Dpo ? $"/beheer/meldingen/sharing/{notice.Reference.Number}" : "/beheer/meldingen", done.Address.AbsolutePath);
    }

    [Theory]
    [InlineData(StaffRole.Helpdesk, "", "fout-melden", "wijziging-melden", "delen-melden", "fout-afhandelen", "leerling", "verwerkers-dov", "register.csv")]
    [InlineData(StaffRole.Privacy, "fout-melden", "wijziging-melden", "verwerkers-dov", "register.csv")]
    [InlineData(StaffRole.AccessControl, "verwerkers-dov", "register.csv")]
    [InlineData(StaffRole.Operator, "delen-melden", "fout-afhandelen", "leerling", "register.csv")]
    [InlineData(StaffRole.Dpo, "fout-afhandelen", "leerling")]
    public async Task Screens_of_other_roles_are_hidden_and_forbidden(StaffRole role, params string[] forbidden)
    {
        string[] all = ["", "fout-melden", "wijziging-melden", "delen-melden", "fout-afhandelen", "leerling", "verwerkers-dov", "register.csv"];
        using ConsoleBrowser browser = await rig.SignInAsync(role);
        Answer start = await browser.GetAsync("meldingen");
        Assert.Equal(!forbidden.Contains(""), start.Menu().Contains("Meldingen"));
        foreach (string screen in all)
        {
            bool isAllowed = !forbidden.Contains(screen);
            Answer page = await browser.GetAsync($"meldingen/{screen}".TrimEnd('/'));
            Assert.True(isAllowed == (page.Status == HttpStatusCode.OK), $"{role}: {screen} {page.Status}");
            if (screen.Length > 0)
                Assert.Equal(isAllowed, start.Document.QuerySelector($"main a[href='/beheer/meldingen/{screen}']") is not null);
            if (!isAllowed)
                Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        }
    }

    [Fact]
    public async Task Faults_are_in_Dutch_at_their_fields()
    {
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Dpo);
        Assert.Equal(
            ["Vastgesteld ontbreekt", "Gegevens ontbreekt", "Wat er mis is ontbreekt"],
            (await browser.SubmitAsync(await browser.GetAsync(Quality), Quality)).Faults());
        Assert.Equal(
            ["Wat verandert er? ontbreekt", "Wijziging ontbreekt", "Gevolgen voor de verwerking ontbreekt"],
            (await browser.SubmitAsync(await browser.GetAsync(Change), Change)).Faults());
        Assert.Equal(
            [
                "Ontvanger ontbreekt", "Gegevens moet minstens één gegeven van artikel 3 noemen", "Aantal leerlingen ontbreekt", "Rechtsgrond ontbreekt",
                "Gepland tijdstip ontbreekt",
            ],
            (await browser.SubmitAsync(await browser.GetAsync(Sharing), Sharing)).Faults());
        Answer past = await browser.SubmitAsync(
            await browser.GetAsync(Sharing), Sharing,
            new Dictionary<string, string>(SharingReport) { ["plannedAt"] = "2026-09-01T08:30", ["data"] = "schoenmaat" });
        Assert.Equal(
            [
                "Gegevens moet minstens één gegeven van artikel 3 noemen",
                "Gepland tijdstip ligt niet in de toekomst: DOV moet het weten voordat u de gegevens geeft",
            ],
            past.Faults());
        Assert.Equal("het parket van Gent", past.Field("receiver"));
    }

    [Fact]
    public async Task Form_sent_twice_is_one_notice()
    {
        using ConsoleBrowser browser = await rig.SignInAsync(StaffRole.Dpo);
        Answer page = await browser.GetAsync(Change);
        Dictionary<string, string> report = new(ChangeReport) { ["description"] = "Twee keer verstuurd." };

        Answer first = await browser.SubmitAsync(page, Change, report), second = await browser.SubmitAsync(page, Change, report);

        Assert.Equal(first.Address, second.Address);
        Assert.StartsWith("/beheer/meldingen/change/", first.Address.AbsolutePath, StringComparison.Ordinal);
    }

    private async Task<(Notice Notice, Answer Done)> ReportAsync(StaffRole role, string path, Dictionary<string, string> values, NoticeKind kind)
    {
        using ConsoleBrowser browser = await rig.SignInAsync(role);
        Answer done = await browser.SubmitAsync(await browser.GetAsync(path), path, values);
        Assert.StartsWith("Uw melding is geregistreerd, met het nummer ", done.Message(), StringComparison.Ordinal);
        string number = done.Message()!.Split(' ')[7].TrimEnd('.');
        Notice notice = Assert.Single(await rig.FindAsync(kind.ToString().ToLowerInvariant(), number));
        Assert.Equal(StaffRig.ObjectIdOf(role), notice.ReportedBy);
        return (notice, done);
    }
}
