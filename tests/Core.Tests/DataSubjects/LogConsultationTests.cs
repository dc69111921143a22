using System.Text;
using LeerId.DataSubjects;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.DataSubjects;

/// <summary>The officer searches, reads and downloads the privacy log.</summary>
public sealed class LogConsultationTests(AzuriteFixture azurite)
{
    private const string Helper = "0a0b0c0d-0000-0000-0000-000000000001";

    private static readonly StaffCaller Officer = DataSubjectRig.Officer with { PurposeKind = PurposeKind.OfficerCheck };
    private static readonly Student Pupil = DataSubjectRig.Identified(1, 11);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("pupil", 2)]
    [InlineData("account", 2)]
    [InlineData("actor", 1)]
    [InlineData("code", 1)]
    [InlineData("period", 3)]
    public async Task Each_kind_of_search_finds_its_entries_and_adds_an_entry(string way, int found)
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        (StudentKey key, SupportCode code) = await FillAsync(rig);

        LogPage page = await ReadAsync(rig, way switch
        {
            "pupil" => new LogQuestion { LeerIdUuid = Pupil.LeerIdUuid.ToString() },
            "account" => new LogQuestion { AccountUuid = Pupil.AccountUuid.ToString() },
            "actor" => new LogQuestion { Actor = Helper.ToUpperInvariant() },
            "code" => new LogQuestion { Code = code.ToString() },
            _ => new LogQuestion { From = DataSubjectRig.Now.AddDays(-1) },
        });

        Assert.Equal(found, page.Lines.Count);
        Assert.Null(page.Continuation);
        PrivacyLogEntry[] looks = [.. await rig.EntriesAsync("privacy-log-read")];
        Assert.All(looks, look => Assert.Equal((way == "account" ? "by-pupil" : $"by-{way}", Officer.Purpose, "officer-check"),
            (look.Reason, look.Purpose, look.PurposeKind)));
        Assert.Contains(looks, look => look.Student == key);
    }

    [Fact]
    public async Task Entry_is_described_in_Dutch()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        (StudentKey key, SupportCode code) = await FillAsync(rig);

        LogLine[] lines = [.. (await ReadAsync(rig, new LogQuestion { From = DataSubjectRig.Now.AddDays(-1) })).Lines.OrderBy(line => line.At)];

        Assert.Equal(
            [
                (null, "leerling", "Aanmelding", "geweigerd", "Geen van de scholen van de leerling heeft vandaag een contract.", "", code.ToString(), ""),
                (null, "leerling", "Gegevens gegeven aan een toepassing", "gegeven", "", "", "", "de oefenapp"),
                (Helper, "helpdesk", "Leerling opgezocht", "toegestaan", "er was niets bewaard", "Een leerling helpen die zich niet kan aanmelden", "", ""),
            ],
            lines.Select(line => (
                line.Actor, line.Role, line.Action, line.Outcome, line.Reason, line.PurposeKind, line.SupportCode, line.Application)));
        Assert.Equal("1 september 2026 om 08.30 uur", lines[0].Moment);
        Assert.Equal(key.ToString(), lines[2].Student);
    }

    [Fact]
    public async Task Invalid_search_has_Dutch_faults_at_its_fields_and_adds_no_entry()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        SupportCode unrecorded = SupportCode.NewUnrecorded(new DateOnly(2026, 9, 1), 1);
        (LogQuestion Question, string Field)[] questions =
        [
            (new() { LeerIdUuid = "x" }, "leerIdUuid"), (new() { AccountUuid = "" }, "accountUuid"), (new() { Actor = " " }, "actor"),
            (new() { Code = "x" }, "code"), (new() { Code = unrecorded.ToString() }, "code"), (new() { Actor = Helper, Code = "x" }, "code"),
            (new() { LeerIdUuid = Pupil.LeerIdUuid.ToString(), AccountUuid = Pupil.AccountUuid.ToString() }, "accountUuid"),
            (new() { From = DataSubjectRig.Now, Until = DataSubjectRig.Now }, "until"), (new() { Continuation = "x" }, "continuation"),
        ];

        foreach ((LogQuestion question, string field) in questions)
        {
            LogOutcome.Invalid invalid = Assert.IsType<LogOutcome.Invalid>(await Consultation(rig).ReadAsync(question, Officer, Cancel));
            Text.FieldFault fault = Assert.Single(invalid.Faults);
            Assert.Equal(field, fault.Field);
            Assert.NotEmpty(fault.Dutch);
        }

        Assert.Empty(await rig.EntriesAsync("privacy-log-read"));
    }

    [Fact]
    public async Task Long_search_shows_its_progress_and_continues()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using DataSubjectRig rig = new(proxy.ConnectionString);
        (_, SupportCode _) = await FillAsync(rig);
        proxy.Intercept = request =>
        {
            if (request == "GET PrivacyLog()")
                rig.Clock.Advance(TimeSpan.FromSeconds(3));
            return null;
        };
        LogQuestion question = new() { Actor = Helper, From = DataSubjectRig.Now.AddDays(-20), Until = DataSubjectRig.Now.AddDays(1) };

        LogPage first = await ReadAsync(rig, question);
        Assert.Empty(first.Lines);
        Assert.InRange(first.Reached!.Value, new DateOnly(2026, 8, 12), new DateOnly(2026, 8, 31));
        List<LogLine> lines = [];
        int pages = 1;
        LogPage page = first;
        while (page.Continuation is { } next)
        {
            page = await ReadAsync(rig, new LogQuestion { Actor = Helper, From = question.From, Until = question.Until, Continuation = next });
            lines.AddRange(page.Lines);
            pages++;
        }

        Assert.Single(lines);
        Assert.Null(page.Reached);
        Assert.Equal(pages, (await rig.EntriesAsync("privacy-log-read")).Count(look => look.Student is null));
    }

    [Fact]
    public async Task Download_is_complete_logged_first_and_without_formulas()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        (StudentKey key, _) = await FillAsync(rig, purpose: "=cmd|' /C calc'!A0");

        LogOutcome outcome = await Consultation(rig).DownloadAsync(new LogQuestion { From = DataSubjectRig.Now.AddDays(-1), PageSize = 1 }, Officer, Cancel);
        byte[] file = LogFile.Write(Assert.IsType<LogOutcome.Read>(outcome).Page).ToArray();

        Assert.Equal(Encoding.UTF8.GetPreamble(), file[..3]);
        string[] lines = Encoding.UTF8.GetString(file[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("Nummer;Wanneer (UTC);Wanneer (Brussel);Wie;Rol;Wat;Uitkomst;", lines[0], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
        Assert.Single(lines, line => line.Contains(";'=cmd|", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(";=", StringComparison.Ordinal));
        List<PrivacyLogEntry> downloads = await rig.EntriesAsync("privacy-log-download");
        Assert.Equal([key, null], downloads.Select(download => download.Student).OrderBy(student => student is null));
        Assert.All(downloads, download => Assert.Equal(("by-period", "dpo"), (download.Reason, download.Role)));
    }

    [Fact]
    public void File_says_when_it_is_not_complete()
    {
        string text = Encoding.UTF8.GetString(LogFile.Write(new LogPage([], "next", new DateOnly(2026, 9, 4), unreadable: 2)).Span);

        Assert.Contains("Niet volledig: er is gezocht tot 4 september 2026.", text, StringComparison.Ordinal);
        Assert.Contains("Niet leesbaar: 2 regels.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_returned_while_the_log_can_not_be_written()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using DataSubjectRig rig = new(proxy.ConnectionString);
        await FillAsync(rig);
        proxy.Intercept = request => request.StartsWith("POST PrivacyLog", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        int before = proxy.Requests.Count(request => request == "GET PrivacyLog()");

        await Assert.ThrowsAnyAsync<Exception>(() => Consultation(rig).ReadAsync(new LogQuestion { Actor = Helper }, Officer, Cancel));
        await Assert.ThrowsAnyAsync<Exception>(() => Consultation(rig).DownloadAsync(new LogQuestion { Actor = Helper }, Officer, Cancel));

        Assert.Equal(before, proxy.Requests.Count(request => request == "GET PrivacyLog()"));
    }

    private static LogConsultation Consultation(DataSubjectRig rig) => rig.Get<LogConsultation>();

    private static async Task<LogPage> ReadAsync(DataSubjectRig rig, LogQuestion question) =>
        Assert.IsType<LogOutcome.Read>(await Consultation(rig).ReadAsync(question, Officer, Cancel)).Page;

    // Adds a refused sign-in, a release and a consultation, each one minute after the other. Then an hour passes.
    private static async Task<(StudentKey Key, SupportCode Code)> FillAsync(DataSubjectRig rig, string purpose = "hulp aan de klas")
    {
        StudentKey key = await rig.SignInAsync(Pupil);
        PrivacyLogPartition partition = PrivacyLogPartition.For(DataSubjectRig.Now, key);
        SupportCode code = SupportCode.New(partition.Day, partition.Shard);
        PrivacyLogStore log = rig.Get<PrivacyLogStore>();
        await log.AppendAsync(PrivacyLog.PrivacyLogRig.Entry(DataSubjectRig.Now, student: key, code: code), Cancel);
        await log.AppendAsync(
            PrivacyLog.PrivacyLogRig.Entry(DataSubjectRig.Now.AddMinutes(1)) with { Action = "release", Outcome = "released", Application = "oefenapp" },
            Cancel);
        await log.AppendAsync(
            PrivacyLogEntry.Of(
                new StaffCaller(Helper, StaffRole.Helpdesk, purpose) { PurposeKind = PurposeKind.SignInHelp }, StudentLookup.Action,
                DataSubjectRig.Now.AddMinutes(2), key) with
            { Reason = "nothing-kept" },
            Cancel);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        return (key, code);
    }
}
