using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeerId.Core.Tests.Evidence;
using LeerId.Evidence;
using LeerId.Hosting;
using LeerId.Overview;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Staff;
using LeerId.Storage;
using LeerId.Testing;

namespace LeerId.Core.Tests.Hosting;

/// <summary>The state of the app as the operator sees it.</summary>
public sealed class OperationReaderTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Last_run_of_each_timer_is_described_and_an_overdue_one_is_marked()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-08T02:30:00Z");
        await RunAsync(rig, "DeleteExpired", run => run with { Examined = 1200, Deleted = 4, Wiped = 1 });
        await RunAsync(rig, "PruneRecords", run => run with { Failed = 2 });
        rig.Clock.Advance(TimeSpan.FromHours(23));
        await RunAsync(rig, "PruneRecords", run => run);
        await RunAsync(rig, "SealPrivacyLog", run => run with { ToBeContinued = true });
        await rig.Get<RunStore>().StartAsync("WriteArchive", null, null, Cancel);
        rig.Clock.Advance(TimeSpan.FromMinutes(11));
        await rig.Get<RunStore>().StartAsync("RequeueNotices", null, null, Cancel);
        // The nightly sweep of 2.30 is overdue by half an hour and one second.
        rig.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 9, 3, 0, 1, TimeSpan.Zero));

        DocumentSection jobs = await SectionAsync(rig, "Taken");

        Assert.Equal(
            [
                "DeleteExpired: geslaagd; de volgende uitvoering is te laat; 1.200 bekeken, 4 gewist, 1 gebruikersnamen gewist (!)",
                "CountSnapshots: nog nooit uitgevoerd;  (!)",
                "ReviewRestrictions: nog nooit uitgevoerd;  (!)",
                "CheckSecrets: nog nooit uitgevoerd;  (!)",
                "PruneRecords: geslaagd; ",
                "PruneSchoolRefusals: nog nooit uitgevoerd;  (!)",
                "SealPrivacyLog: geslaagd; de volgende uitvoering gaat verder; ",
                "ExpirePrivacyLog: nog nooit uitgevoerd;  (!)",
                "WriteArchive: afgebroken;  (!)",
                "RequeueNotices: afgebroken; de volgende uitvoering is te laat;  (!)",
                "RemindOfDeadlines: nog nooit uitgevoerd;  (!)",
                "RemindOfRequests: nog nooit uitgevoerd;  (!)",
                "EndAgreement: niet uitgevoerd: het protocol loopt; ",
            ],
            jobs.Tables[0].Rows.Select(row => $"{row.Head}: {row.Cells[4]}; {row.Cells[5]}{(row.NeedsAttention ? " (!)" : "")}"));
        Assert.Equal("elke dag om 02.30 uur UTC (0 30 2 * * *)", jobs.Tables[0].Rows[0].Cells[1]);
        Assert.Equal(
            ["9 september 2026 om 03.41 uur: RequeueNotices afgebroken", "9 september 2026 om 03.30 uur: WriteArchive afgebroken",
                "8 september 2026 om 04.30 uur: PruneRecords mislukt op 2 plaatsen"],
            jobs.Tables[1].Rows.Select(row => $"{row.Head}: {row.Cells[0]} {row.Cells[1]}"));
    }

    [Fact]
    public async Task Run_with_a_wrong_clock_is_told_with_both_times()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), "2026-09-08T02:30:00Z");
        DateTimeOffset now = rig.Clock.GetUtcNow();
        await rig.Get<RunStore>().AddWithWrongClockAsync("DeleteExpired", ground: null, new ClockReading(now.AddYears(4), now), Cancel);

        DocumentSection jobs = await SectionAsync(rig, "Taken");

        Assert.Equal(
            "tegengehouden: de klok van de app stond op 8 september 2030 om 04.30 uur, en die van de opslag op 8 september 2026 om 04.30 uur",
            jobs.Tables[0].Rows[0].Cells[4]);
        Assert.True(jobs.Tables[0].Rows[0].NeedsAttention);
    }

    [Fact]
    public void Every_timer_of_the_schedules_is_a_job() =>
        Assert.Equal(Schedules.Settings.Order(StringComparer.Ordinal), TimerJob.All.Select(job => job.Schedule).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Days_without_a_seal_are_named()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        using EvidenceRig rig = new(storage, "2026-09-01T08:00:00Z");
        Assert.Equal(["Er is nog geen enkel zegel."], (await SectionAsync(rig, "Zegels van de privacylog")).Texts);
        await rig.Get<PrivacyLogReader>().ReadAsync(
            PrivacyLogQuery.Between(rig.Clock.GetUtcNow().AddHours(-1), rig.Clock.GetUtcNow()), new StaffCaller("persoon", StaffRole.Dpo, "nazicht"),
            pageSize: 10, continuation: null, Cancel);
        rig.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 5, 1, 0, 0, TimeSpan.Zero));
        await rig.Get<DailySeal>().RunAsync(Cancel);
        Assert.Equal(["4 september 2026", "geen", "geen", "geen"], await SealsAsync(rig));

        // The fifth day has waited for its seal for more than a day, and the sixth for two hours.
        rig.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 7, 2, 0, 0, TimeSpan.Zero));
        TableClient seals = new(storage, "Seals");
        await seals.DeleteEntityAsync("2026", "20260902", ETag.All, Cancel);
        TableEntity row = await seals.GetEntityAsync<TableEntity>("2026", "20260903", cancellationToken: Cancel);
        row["Root"] = "iets anders";
        await seals.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);

        Assert.Equal(
            ["4 september 2026", "2 dagen, van 5 september 2026 tot en met 6 september 2026 (!)", "2 september 2026 (!)", "3 september 2026 (!)"],
            await SealsAsync(rig));
    }

    [Theory]
    [InlineData("2026-09-06T02:59:00Z", "5 september 2026")]
    [InlineData("2026-09-06T03:01:00Z", "5 september 2026 (!)")]
    public void Day_that_waits_for_its_seal_is_marked_after_three_hours(string now, string expected)
    {
        DateTimeOffset moment = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        DocumentSection section = OperationText.Seals("Zegels", [new SealedDay(new(2026, 9, 4), "", Seal: null)], new(2026, 9, 5), moment);
        Assert.Equal(expected, Cells(section).ElementAt(1));
    }

    [Fact]
    public void Secret_that_expires_within_60_days_is_marked_and_so_is_one_that_is_missing()
    {
        DateTimeOffset now = new(2026, 9, 10, 8, 0, 0, TimeSpan.Zero), made = now.AddDays(-10);
        DocumentSection section = OperationText.Secrets(
            "Geheimen",
            [
                new("a", "iets", new(made, now.AddDays(60))), new("b", "iets", new(made, now.AddDays(60).AddSeconds(-1))),
                new("c", "iets", new(made, now.AddSeconds(-1))), new("d", "iets", new(made, null)), new("e", "iets", null),
            ],
            certificate: now.AddDays(1), now);

        Assert.Equal(
            [
                "9 november 2026 om 09.00 uur", "9 november 2026 om 08.59 uur (!)", "vervallen op 10 september 2026 om 09.59 uur (!)", "geen vervaldatum",
                "er is geen geheim (!)", "11 september 2026 om 10.00 uur (!)",
            ],
            section.Tables[0].Rows.Select(row => $"{row.Cells[2]}{(row.NeedsAttention ? " (!)" : "")}"));
        Assert.Contains("Aangeduid is wat ontbreekt", section.Texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_of_the_settings_and_the_applications_are_there_without_a_value()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync());

        DocumentSection secrets = await SectionAsync(rig, "Geheimen en wanneer ze vervallen"), applications = await SectionAsync(rig, "Toepassingen");

        Assert.Equal("De geheimen staan hier in de instellingen, en niet in een kluis: daar vervallen ze niet.", secrets.Texts[0]);
        Assert.All(secrets.Tables[0].Rows.SkipLast(1), row => Assert.Equal("geen vervaldatum", row.Cells[2]));
        Assert.Equal(
            [
                "Oefenapp", "oefenapp", "https://application.example/callback", "", "ClientSecretBasic (application-oefenapp-secret)", "RS256",
                "openid profile leerid", "ja",
            ],
            [applications.Tables[0].Rows[0].Head, .. applications.Tables[0].Rows[0].Cells]);
        string all = string.Join('\n', secrets.Tables[0].Rows.Concat(applications.Tables[0].Rows).SelectMany(row => row.Cells));
        Assert.DoesNotContain("secret of the application", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_that_does_not_answer_leaves_the_other_parts_readable()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(await azurite.NewDeployedAccountAsync());
        using EvidenceRig rig = new(proxy.ConnectionString);
        proxy.Intercept = _ => StorageProxy.Refuse;

        IReadOnlyList<DocumentSection> sections = await rig.Get<OperationReader>().ReadAsync(Cancel);

        Assert.Equal(
            [
                "Wissen dat op een bevestiging wacht", "Kunnen leerlingen nu aanmelden?", "Taken", "Zegels van de privacylog",
                "Geheimen en wanneer ze vervallen", "Toepassingen",
            ],
            sections.Select(section => section.Title));
        Assert.StartsWith("Nee, of niet zeker", sections[1].Texts[0], StringComparison.Ordinal);
        Assert.Equal(
            [("de geheimen van de app", false), ("de tabellen in de opslag", true)],
            sections[1].Tables[0].Rows.Where(row => row.Head is "de geheimen van de app" or "de tabellen in de opslag")
                .Select(row => (row.Head, row.NeedsAttention)));
        Assert.All(
            [sections[0], sections[2], sections[3]],
            section => Assert.StartsWith("Dit deel kon niet gelezen worden", section.Texts[0], StringComparison.Ordinal));
        Assert.NotEmpty(sections[4].Tables);
        Assert.Empty(await rig.Get<OperationReader>().ReadHeldAsync(Cancel));
    }

    private static async Task<DocumentSection> SectionAsync(EvidenceRig rig, string title) =>
        (await rig.Get<OperationReader>().ReadAsync(Cancel)).Single(section => section.Title == title);

    private static async Task<IEnumerable<string>> SealsAsync(EvidenceRig rig) => Cells(await SectionAsync(rig, "Zegels van de privacylog"));

    private static IEnumerable<string> Cells(DocumentSection section) =>
        section.Tables[0].Rows.Select(row => $"{row.Cells[0]}{(row.NeedsAttention ? " (!)" : "")}");

    private static async Task RunAsync(EvidenceRig rig, string job, Func<RunRecord, RunRecord> counts)
    {
        RunStore runs = rig.Get<RunStore>();
        await runs.EndAsync(await runs.StartAsync(job, null, null, Cancel), counts, Cancel);
    }
}
