using LeerId.Core.Tests.Evidence;
using LeerId.Core.Tests.Notices;
using LeerId.Core.Tests.Requests;
using LeerId.Notices;
using LeerId.Overview;
using LeerId.Requests;
using LeerId.Schools;
using LeerId.Schools.Refusals;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Core.Tests.Overview;

/// <summary>The parts of the overview that each role sees.</summary>
public sealed class OverviewReaderTests(AzuriteFixture azurite)
{
    private const string Person = "00000001-0000-0000-0000-000000000001";
    private const string Now = "2026-09-10T08:00:00Z";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StaffRole.AccessControl, "Confidentiality Contracts Forgotten SignIns")]
    [InlineData(
        StaffRole.Dpo,
        "Breaches Confidentiality Contracts Documents Forgotten Jobs Nights Requests Restrictions SignIns Snapshots Undelivered")]
    [InlineData(StaffRole.Operator, "Breaches Confidentiality Contracts Jobs Nights SignIns Snapshots Undelivered")]
    [InlineData(StaffRole.Helpdesk, "Confidentiality SignIns")]
    [InlineData(StaffRole.Privacy, "Confidentiality Requests Restrictions SignIns")]
    public async Task Each_role_gets_its_parts(StaffRole role, string expected)
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), Now);
        OverviewReport report = await ReadAsync(rig, role);
        Assert.Equal(expected, string.Join(' ', Parts(report).Where(part => part.Value is not null).Select(part => part.Name).Order(StringComparer.Ordinal)));
        Assert.All(Parts(report), part => Assert.NotEqual("unreadable", part.Value));
    }

    [Fact]
    public async Task Roles_of_one_person_add_up()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), Now);
        OverviewReport report = await ReadAsync(rig, StaffRole.Privacy, StaffRole.AccessControl);
        Assert.NotNull(report.Requests);
        Assert.NotNull(report.Contracts);
        Assert.Null(report.Jobs);
    }

    [Fact]
    public async Task Part_that_storage_refuses_stops_no_other()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(await azurite.NewDeployedAccountAsync());
        using EvidenceRig rig = new(proxy.ConnectionString, Now);
        proxy.Intercept = request => request.StartsWith("GET Requests", StringComparison.Ordinal) || request.StartsWith("GET Seals", StringComparison.Ordinal)
            ? StorageProxy.Refuse : null;

        OverviewReport report = await ReadAsync(rig, StaffRole.Dpo);

        Assert.Equal(
            ["Nights", "Requests", "SignIns"],
            Parts(report).Where(part => part.Value == "unreadable").Select(part => part.Name).Order(StringComparer.Ordinal));
        Assert.Equal(3, rig.Logs.Entries.Count(entry => entry.EventId.Id == 9801));
    }

    [Fact]
    public async Task Each_part_is_read_once()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(await azurite.NewDeployedAccountAsync());
        using EvidenceRig rig = new(proxy.ConnectionString, Now);
        await ReadAsync(rig, StaffRole.Dpo);
        proxy.Requests.Clear();
        await ReadAsync(rig, StaffRole.Dpo);

        Dictionary<string, int> reads = proxy.Requests.GroupBy(request => request).ToDictionary(requests => requests.Key, requests => requests.Count());
        Assert.Equal((1, 1, 2), (reads["GET Requests()"], reads["GET Restrictions()"], reads["GET Notices()"]));
        // Two plots use the seals, and each job has its own partition of runs.
        Assert.Equal((2, 15), (reads["GET Seals()"], reads["GET Runs()"]));
        Assert.DoesNotContain(reads.Keys, request => request.Contains("Students", StringComparison.Ordinal));
        Assert.DoesNotContain(reads.Keys, request => request.Contains("PrivacyLog", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_breaches_show_their_remaining_time()
    {
        using BreachRig breaches = BreachRig.Start(await azurite.NewDeployedAccountAsync());
        string running = await breaches.ReportAsync();
        string notified = await breaches.ReportAsync(NoticeSamples.Breach with { KnownAt = NoticeSamples.KnownAt.AddMinutes(-10) });
        DateTimeOffset notifiedAt = NoticeSamples.KnownAt.AddHours(1);
        Assert.IsType<NoticeOutcome.Registered>(await breaches.ChangeAsync(
            notified, 0, new BreachContent { AuthorityNotifiedAt = notifiedAt }, "authorityNotifiedAt"));

        IReadOnlyList<OpenBreach> clocks = (await ReadAsync(breaches.Evidence, StaffRole.Operator)).Breaches!.Value!;

        Assert.Equal([notified, running], clocks.Select(clock => clock.Number));
        Assert.Equal((notifiedAt, false), (clocks[0].StoppedAt, clocks[0].IsRunning));
        Assert.Equal((null, true, NoticeSamples.KnownAt.AddHours(72)), (clocks[1].StoppedAt, clocks[1].IsRunning, clocks[1].Deadline));
        Assert.True(clocks[1].Missing > clocks[0].Missing);
    }

    [Fact]
    public async Task Notices_count_as_undelivered_after_an_hour()
    {
        using BreachRig breaches = BreachRig.Start(await azurite.NewDeployedAccountAsync());
        string number = await breaches.ReportAsync();
        breaches.Evidence.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Empty((await ReadAsync(breaches.Evidence, StaffRole.Operator)).Undelivered!.Value!);
        breaches.Evidence.Clock.Advance(TimeSpan.FromMinutes(1));
        UndeliveredNotice notice = Assert.Single((await ReadAsync(breaches.Evidence, StaffRole.Operator)).Undelivered!.Value!);
        Assert.Equal(number, notice.Reference.Number);
    }

    [Fact]
    public async Task Ending_contracts_are_counted_per_month_and_listed_if_they_end_soon()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), Now);
        await PutAsync(rig, "000001", "2020-09-01", "2026-09-09");
        await PutAsync(rig, "000002", "2020-09-01", "2026-09-10");
        await PutAsync(rig, "000003", "2020-09-01", "2026-11-09");
        await PutAsync(rig, "000004", "2020-09-01", "2026-11-10");
        await PutAsync(rig, "000005", "2020-09-01", "2027-08-31");
        await PutAsync(rig, "000006", "2020-09-01", "2027-09-01");
        await PutAsync(rig, "000007", "2020-09-01", until: null);
        await PutAsync(rig, "000008", "2027-01-01", "2027-06-30");

        ContractEndings endings = (await ReadAsync(rig, StaffRole.AccessControl)).Contracts!.Value!;

        Assert.Equal(["000002", "000003"], endings.Soon.Select(contract => contract.School));
        Assert.Equal(
            ["2026-09 1", "2026-11 2", "2027-06 1", "2027-08 1"],
            endings.Months.Where(month => month.Count > 0).Select(month => $"{month.Month:yyyy-MM} {month.Count}"));
        Assert.Equal((12, 6, 1), (endings.Months.Count, endings.InForce, endings.WithoutEnd));
    }

    [Fact]
    public async Task Overview_has_open_requests_and_forgotten_contracts()
    {
        using EvidenceRig rig = new(await azurite.NewDeployedAccountAsync(), Now, without: null, ("Requests:Mail", "privacy@provider.example"));
        await rig.Get<RequestRegister>().RegisterAsync(RequestSamples.Request(), Person, repeatable: null, Cancel);
        await rig.Get<RefusalCountingSwitch>().DecideAsync(isOn: true, Person, Cancel);
        for (int time = 0; time < 5; time++)
            await rig.Get<SchoolRefusalCounter>().AddAsync([SchoolNumber.Parse("012345")]);
        await rig.Get<SchoolRefusalCounter>().WriteAsync(Cancel);

        OverviewReport report = await ReadAsync(rig, StaffRole.Dpo);

        Assert.Equal(21, Assert.Single(report.Requests!.Value!).DaysLeft);
        Assert.Equal("012345", Assert.Single(report.Forgotten!.Value!.Schools).School.ToString());
    }

    private static Task<OverviewReport> ReadAsync(EvidenceRig rig, params StaffRole[] roles) => rig.Get<OverviewReader>().ReadAsync(Person, roles, Cancel);

    private static Task PutAsync(EvidenceRig rig, string number, string from, string? until) => rig.Get<SchoolStore>().PutAsync(
        new SchoolContract { Number = SchoolNumber.Parse(number), Name = number, From = Day(from), Until = until is null ? null : Day(until) }, Person, Cancel);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    // Each part by name: null if the person may not see it, and "unreadable" if it could not be read.
    private static IEnumerable<(string Name, string? Value)> Parts(OverviewReport report) =>
        from property in typeof(OverviewReport).GetProperties()
        where property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(OverviewPart<>)
        let part = property.GetValue(report)
        select (property.Name, part is null ? null : property.PropertyType.GetProperty("Value")!.GetValue(part) is null ? "unreadable" : "read");
}
