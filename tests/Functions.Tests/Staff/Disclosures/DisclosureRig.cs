using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using LeerId.Functions.Notices;
using LeerId.Functions.Tests.Notices;
using LeerId.Notices;
using LeerId.PrivacyLog;
using LeerId.Schools;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.Staff.Disclosures;

/// <summary>The functions on their own storage account with a real mail server, on Tuesday 1 September 2026 at 8.30 in Brussels.</summary>
public sealed class DisclosureRig : IAsyncDisposable
{
    public const string Board = "Scholengroep Voorbeeld vzw";

    /// <summary>The first moment after two whole working days following the day of delivery: Friday 4 September, midnight in Brussels.</summary>
    public static readonly DateTimeOffset OpensAt = new(2026, 9, 3, 22, 0, 0, TimeSpan.Zero);

    private const string Never = "0 0 0 1 1 *";

    private DisclosureRig(StaffRig staff, ScriptedMailServer mail, string storage)
    {
        (Staff, Mail) = (staff, mail);
        TableServiceClient tables = new(storage);
        Disclosures = tables.GetTableClient("Disclosures");
        Notices = tables.GetTableClient("Notices");
        PrivacyLog = tables.GetTableClient("PrivacyLog");
        Students = tables.GetTableClient("Students");
    }

    public StaffRig Staff { get; }

    public ScriptedMailServer Mail { get; }

    public TableClient Disclosures { get; }

    public TableClient Notices { get; }

    public TableClient PrivacyLog { get; }

    public TableClient Students { get; }

    public FakeTimeProvider Clock => Staff.Clock;

    public LogCapture Logs => Staff.Host.Logs;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="azurite">The emulator.</param>
    /// <param name="storage">The connection string of the account.</param>
    /// <param name="proxy">The proxy between the software and the account; null for none.</param>
    /// <param name="settings">Additional settings.</param>
    public static async Task<DisclosureRig> StartAsync(
        AzuriteFixture azurite, string storage, StorageProxy? proxy = null, params (string Name, string Value)[] settings)
    {
        ScriptedMailServer mail = await ScriptedMailServer.StartAsync();
        Dictionary<string, string?> all = new(NoticeRig.Settings("127.0.0.1", mail.Port))
        {
            ["Notices:RequeueSchedule"] = Never,
            ["Notices:DeadlineSchedule"] = Never,
            ["Retention:Schedule"] = Never,
            ["PrivacyLog:SealSchedule"] = Never,
            ["PrivacyLog:ExpirySchedule"] = Never,
            ["Archive:Schedule"] = Never,
            ["Requests:ReminderSchedule"] = Never,
        };
        foreach ((string name, string value) in settings)
            all[name] = value;
        DisclosureRig rig = new(await StaffRig.StartAsync(azurite, proxy?.ConnectionString ?? storage, settings: all), mail, storage);
        await rig.AddSchoolAsync("012345", formerNumbers: ["022222", "033333"]);
        await rig.AddSchoolAsync("030569");
        await rig.AddSchoolAsync("055555", "Andere vzw", formerNumbers: "033333");
        foreach (TableClient table in new[] { rig.Disclosures, rig.Notices, rig.PrivacyLog, rig.Students })
            await table.CreateIfNotExistsAsync(Cancel);
        return rig;
    }

    public static JsonObject Body() => new()
    {
        ["receiver"] = new JsonObject
        {
            ["key"] = "uitgeverij-voorbeeld",
            ["name"] = "Uitgeverij Voorbeeld",
            ["connectedToLeerId"] = true,
            ["protocolReference"] = "LEERID/2025/17",
            ["protocolDate"] = "2025-03-01",
        },
        ["purpose"] = "Dezelfde leerling herkennen in beide leermiddelen.",
        ["compatibility"] = "Het is dezelfde identificatie, voor dezelfde school.",
        ["board"] = new JsonObject { ["name"] = Board, ["requestReference"] = "brief 12", ["requestDate"] = "2026-08-20" },
        ["schools"] = new JsonArray("012345", "030569"),
    };

    public Task AddSchoolAsync(string number, string? board = Board, DateOnly? until = null, params string[] formerNumbers) => Staff.Host.Schools.PutAsync(
        new SchoolContract
        {
            Number = SchoolNumber.Parse(number),
            Name = $"Basisschool {number}",
            From = new DateOnly(2025, 9, 1),
            Until = until,
            Board = board,
            FormerNumbers = [.. formerNumbers.Select(SchoolNumber.Parse)],
        },
        "test", Cancel);

    /// <summary>Stores a pupil's snapshot. A pupil with a temporary account has no identification.</summary>
    public async Task AddPupilAsync(int pupil, string schools, bool identified = true, string history = "", DateTimeOffset? signedInAt = null)
    {
        Student student = new()
        {
            LeerIdUuid = identified ? ScriptedAcm.LeerId(pupil) : null,
            AccountUuid = Account(pupil),
        };
        StudentKey key = (await Staff.Host.Keys.ForAsync(student, Cancel)).Own;
        await Students.UpsertEntityAsync(
            new TableEntity(key.ToString(), "snapshot")
            {
                ["LeerIdUuid"] = student.LeerIdUuid?.ToString("D"),
                ["AccountUuid"] = student.AccountUuid?.ToString("D"),
                ["HistoriekAccountUuid"] = history,
                ["Voornaam"] = "Proefvoornaam",
                ["Naam"] = "Proefnaam",
                ["Gebruikersnaam"] = "proef.gebruiker",
                ["Instellingsnummers"] = schools,
                ["SignedInAt"] = signedInAt ?? Clock.GetUtcNow().AddDays(-3),
            },
            cancellationToken: Cancel);
    }

    public static Guid Account(int pupil) => Guid.ParseExact($"5c21acc0-0000-4000-8000-{pupil.ToString("D12", CultureInfo.InvariantCulture)}", "D");

    public async Task<string> RequestAsync(JsonObject? body = null)
    {
        StaffAnswer answer = await PostAsync(StaffRole.AccessControl, "staff/disclosures", body ?? Body());
        Assert.True(answer.Status == 201, answer.ToString());
        return answer.Json.GetProperty("id").GetString()!;
    }

    /// <summary>Requests a disclosure, and waits until DOV has received the notice and the waiting period has ended.</summary>
    public async Task<string> RequestAndWaitAsync()
    {
        string id = await RequestAsync();
        await UntilDeliveredAsync(id);
        Clock.SetUtcNow((await GetAsync(id)).GetProperty("opensAt").GetDateTimeOffset());
        return id;
    }

    public Task UntilDeliveredAsync(string id) => Eventually.TrueAsync(
        "DOV has the notice",
        async () =>
        {
            Notice? notice = await NoticeAsync(id);
            // On a busy machine all retries can fail, because they follow at once here. The requeue then sends the notice, as in production.
            if (notice?.State == NoticeState.Undelivered)
                await Staff.Host.Host.FireTimerAsync(nameof(RequeueNotices), Cancel);
            return notice?.SentAt[NoticeRecipient.Dov] is not null;
        },
        Cancel);

    public Task<Notice?> NoticeAsync(string id) =>
        Staff.Get<NoticeRegister>().FindAsync(new NoticeReference(NoticeKind.Disclosure, id), Cancel);

    public Task<StaffAnswer> PostAsync(StaffRole role, string path, JsonObject body) =>
        Staff.SendAsync(role, "POST", path, StaffRig.Json(body.ToJsonString()), purpose: null);

    public Task<StaffAnswer> WithdrawAsync(string id, string reason = "Niet meer nodig.") =>
        PostAsync(StaffRole.Dpo, $"staff/disclosures/{id}/withdraw", new JsonObject { ["reason"] = reason });

    public Task<StaffAnswer> ReleaseAsync(string id) =>
        Staff.SendAsync(StaffRole.AccessControl, "POST", $"staff/disclosures/{id}/release", purpose: "Vraag van het schoolbestuur");

    public async Task<JsonElement> GetAsync(string id)
    {
        StaffAnswer answer = await Staff.SendAsync(StaffRole.Dpo, "GET", $"staff/disclosures/{id}", purpose: null);
        Assert.True(answer.Status == 200, answer.ToString());
        return answer.Json;
    }

    public async Task<string> StateAsync(string id) => (await GetAsync(id)).GetProperty("disclosure").GetProperty("state").GetString()!;

    /// <summary>The entries in the privacy log about the release of a disclosure.</summary>
    public async Task<List<PrivacyLogEntry>> EntriesAsync(string id) =>
        await PrivacyLog.QueryAsync<TableEntity>("Action eq 'disclosure'", cancellationToken: Cancel)
        .Select(PrivacyLogRow.FromEntity).Where(entry => entry.Purpose.Contains(id, StringComparison.Ordinal)).ToListAsync(Cancel);

    /// <summary>Changes columns of a disclosure directly in the table.</summary>
    public async Task ChangeAsync(string id, params (string Name, object Value)[] changes)
    {
        TableEntity entity = await Disclosures.QueryAsync<TableEntity>($"RowKey eq '{id}'", cancellationToken: Cancel).SingleAsync(Cancel);
        TableEntity merged = new(entity.PartitionKey, entity.RowKey);
        foreach ((string name, object value) in changes)
            merged[name] = value;
        await Disclosures.UpdateEntityAsync(merged, ETag.All, TableUpdateMode.Merge, Cancel);
    }

    /// <summary>The unmet conditions in a problem, such as <c>school-not-of-board 012345</c>.</summary>
    public static string[] Unmet(StaffAnswer answer)
    {
        Assert.True(answer.Problem == "conditions-not-met", answer.ToString());
        return [.. answer.Json.GetProperty("faults").EnumerateArray().Select(Text)];
    }

    public static string Text(JsonElement unmet) => string.Join(' ', unmet.EnumerateObject().Select(member => member.Value.GetString()));

    /// <summary>The lines of the file, without the header.</summary>
    public static string[] Lines(StaffAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.ToString());
        string[] lines = answer.Text.Split("\r\n");
        Assert.Equal("Leer_id_uuid,Account_uuid,Historiek_account_uuid", lines[0]);
        Assert.Equal("", lines[^1]);
        return lines[1..^1];
    }

    public async ValueTask DisposeAsync()
    {
        await Staff.DisposeAsync();
        await Mail.DisposeAsync();
    }
}
