using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using LeerId.Core.Tests.PrivacyLog;
using LeerId.Evidence;
using LeerId.Pages.Documents;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Staff.Confidentiality;
using LeerId.Testing;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The whole report: its signature, its contents, and data that it must never contain.</summary>
public sealed class EvidenceReportTests(AzuriteFixture azurite)
{
    private const string First = "00000001-0000-0000-0000-000000000001";
    private const string Second = "00000002-0000-0000-0000-000000000001";
    private const string Third = "00000003-0000-0000-0000-000000000001";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_and_page_hold_no_secret()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync());
        SignedReport report = await rig.MakeAsync();
        string all = report.Document + Base64UrlEncoder.Decode(report.Jws.Split('.')[1]) + (await EvidencePage.RenderAsync(report)).Html();

        string[] secrets = [.. rig.Settings.Where(setting => setting.Key.StartsWith("Secrets:", StringComparison.Ordinal))
            .SelectMany(setting => Pieces(setting.Value!))];
        Assert.True(secrets.Length > 20);
        Assert.All(secrets, secret => Assert.False(all.Contains(secret, StringComparison.Ordinal), "A secret is in the report."));
        Assert.DoesNotContain("AccountKey", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payload_of_the_signature_is_the_report_to_the_byte()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync());
        SignedReport report = await rig.MakeAsync("2026-09-01", "2026-09-10");

        byte[] payload = Base64UrlEncoder.DecodeBytes(report.Jws.Split('.')[1]);
        Assert.Equal(Encoding.UTF8.GetString(payload), JsonElement.Parse(report.Document).GetProperty("report").GetRawText());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(payload)), report.Sha256);
        JsonElement json = JsonElement.Parse(payload);
        Assert.Equal(
            ("https://leerid.example", 1_789_027_200L, "2026-09-01", "2026-09-10"),
            (json.GetProperty("iss").GetString(), json.GetProperty("iat").GetInt64(),
                json.GetProperty("from").GetString(), json.GetProperty("until").GetString()));
        Assert.Equal("2026-09-10T08:00:00+00:00", json.GetProperty("madeAt").GetString());
        Assert.Equal(26, json.GetProperty("jti").GetString()!.Length);
    }

    [Fact]
    public async Task Signature_of_a_report_is_no_seal()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync());
        Assert.False(await rig.Get<SealKeys>().IsSignedAsync((await rig.MakeAsync()).Jws, Cancel));
    }

    [Fact]
    public async Task Days_that_are_not_sealed_are_counted_from_the_log_and_sealed_ones_from_their_seal()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        using EvidenceRig rig = new(storage, "2026-09-10T08:00:00Z");
        await ActAsync(rig, "student-lookup");
        await ActAsync(rig, "student-lookup");
        rig.Clock.Advance(TimeSpan.FromHours(18));
        await rig.Get<DailySeal>().RunAsync(Cancel);
        // One entry of the sealed day is deleted. Its seal still counts both.
        TableClient log = new TableServiceClient(storage).GetTableClient("PrivacyLog");
        TableEntity row = await log.QueryAsync<TableEntity>(cancellationToken: Cancel).FirstAsync(Cancel);
        await log.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, Cancel);
        rig.Clock.Advance(TimeSpan.FromHours(8));
        await ActAsync(rig, "privacy-log-read");

        EvidenceReport report = (await rig.MakeAsync("2026-09-09", "2026-09-11")).Report;

        Assert.Equal([new("dpo", "privacy-log-read", 1), new("dpo", "student-lookup", 2)], report.StaffAccess.Actions);
        Assert.Empty(report.StaffAccess.NotCounted);
        Assert.Equal([DayState.BeforeFirstSeal, DayState.LostEntries, DayState.NotYetSealed], report.Seals.Days.Select(day => day.State));
        Assert.Equal((1, 0), (report.Seals.Faults, report.Seals.NotCompared));
        Assert.Equal("The privacy log of 2026-09-10 must be investigated: LostEntries", Message(rig, 9203));
    }

    [Fact]
    public async Task Log_that_can_not_be_read_in_time_is_reported_as_not_compared_and_not_counted()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(await azurite.NewDeployedAccountAsync());
        using EvidenceRig rig = new(proxy.ConnectionString, "2026-09-10T08:00:00Z");
        await ActAsync(rig, "student-lookup");
        rig.Clock.Advance(TimeSpan.FromHours(18));
        await rig.Get<DailySeal>().RunAsync(Cancel);
        // Each read of the log takes two minutes.
        proxy.Before = request =>
        {
            if (request == "GET PrivacyLog()")
                rig.Clock.Advance(TimeSpan.FromMinutes(2));
            return Task.CompletedTask;
        };

        SignedReport report = await rig.MakeAsync("2026-09-10", "2026-09-11");

        Assert.Equal([DayState.NotCompared, DayState.NotYetSealed], report.Report.Seals.Days.Select(day => day.State));
        Assert.Equal((1L, (long?)null), (report.Report.Seals.Days[0].Sealed, report.Report.Seals.Days[0].Found));
        Assert.Equal([new DateOnly(2026, 9, 11)], report.Report.StaffAccess.NotCounted);
        Assert.Empty(report.Report.StaffAccess.People);
        Assert.Equal([new DateOnly(2026, 9, 10), new DateOnly(2026, 9, 11)], report.Report.StaffAccess.PeopleNotRead);
        Assert.Equal([new("dpo", "student-lookup", 1)], report.Report.StaffAccess.Actions);
        Assert.EndsWith("there was no time to compare 1 days with their seals", Message(rig, 9202), StringComparison.Ordinal);
        string html = (await EvidencePage.RenderAsync(report)).Html();
        Assert.Contains("alleen het zegel nagegaan: het is echt", html, StringComparison.Ordinal);
        Assert.Contains("Niet meegeteld: 11 september 2026.", html, StringComparison.Ordinal);
        Assert.Contains(
            "Van deze dagen is niet bekend welke medewerkers iets deden: 10 september 2026 tot en met 11 september 2026.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_lists_the_persons_of_each_role_with_their_last_acceptance()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-09T08:00:00Z");
        await AcceptAsync(rig, First);
        rig.Clock.Advance(TimeSpan.FromDays(1));
        await ActAsync(rig, "student-lookup", First, "privacy");
        await ActAsync(rig, "student-lookup", First, "privacy");
        await ActAsync(rig, "student-lookup", Second, "privacy");
        await ActAsync(rig, "privacy-log-read", First, "dpo");
        rig.Clock.Advance(TimeSpan.FromHours(18));
        await rig.Get<DailySeal>().RunAsync(Cancel);
        // This moment is after the requested period.
        rig.Clock.Advance(TimeSpan.FromDays(1));
        await AcceptAsync(rig, First);
        await AcceptAsync(rig, Second);
        await ActAsync(rig, "student-lookup", Third, "privacy");

        SignedReport report = await rig.MakeAsync("2026-09-10", "2026-09-10");

        DateTimeOffset accepted = new(2026, 9, 9, 8, 0, 0, TimeSpan.Zero);
        DateOnly goodUntil = new(2027, 9, 9);
        Assert.Equal(
            [
                new("dpo", First, "standard-2", accepted, goodUntil), new("privacy", First, "standard-2", accepted, goodUntil),
                new("privacy", Second, null, null, null),
            ],
            report.Report.StaffAccess.People);
        Assert.Empty(report.Report.StaffAccess.PeopleNotRead);
        string html = (await EvidencePage.RenderAsync(report)).Html();
        Assert.Contains("9 september 2026 om 10.00 uur", html, StringComparison.Ordinal);
        Assert.Contains("niet aanvaard", html, StringComparison.Ordinal);
        Assert.Contains("Medewerkers staan er met hun nummer in de personeelsgids", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_report_is_made_while_storage_is_unavailable()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(await azurite.NewDeployedAccountAsync());
        using EvidenceRig rig = new(proxy.ConnectionString);
        proxy.Intercept = request => request == "GET Notices()" ? StorageProxy.Refuse : null;
        await Assert.ThrowsAnyAsync<Exception>(() => rig.MakeAsync());
        Assert.DoesNotContain(rig.Logs.Entries, entry => entry.EventId.Id == 9201);
    }

    private static string Message(EvidenceRig rig, int eventId) => Assert.Single(rig.Logs.Entries, entry => entry.EventId.Id == eventId).Message;

    private static async Task ActAsync(EvidenceRig rig, string action, string person = Second, string role = "dpo")
    {
        PrivacyLogEntry entry = PrivacyLogRig.Entry(rig.Clock.GetUtcNow(), actor: person);
        await rig.Get<PrivacyLogStore>().AppendAsync(entry with { Role = role, Action = action }, Cancel);
    }

    private static async Task AcceptAsync(EvidenceRig rig, string person) => Assert.IsType<AcceptanceOutcome.Accepted>(
        await rig.Get<StaffConfidentiality>().AcceptAsync(new AcceptanceRequest { Version = "standard-2" }, person, Cancel));

    // The search is for the whole key and for parts of it, so that it also finds a private key without its first and last line.
    private static IEnumerable<string> Pieces(string secret) =>
        secret.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("-----", StringComparison.Ordinal))
        .SelectMany(line => line.Length > 32 ? line.Chunk(32).Where(chunk => chunk.Length == 32).Select(chunk => new string(chunk)) : [line]);
}
