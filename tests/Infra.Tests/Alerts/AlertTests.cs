using System.Text.RegularExpressions;
using LeerId.Infra.Tests.Bicep;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Infra.Tests.Alerts;

/// <summary>The queries of the alerts match the events that the software logs.</summary>
public sealed partial class AlertTests(BicepServers bicep)
{
    private static readonly Dictionary<string, string> Queries = Directory
        .EnumerateFiles(Path.Combine(BicepFolder.InRepository, "modules", "alerts"), "*.kql")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);

    public static IEnumerable<TheoryDataRow<string>> Names => Queries.Keys.Order(StringComparer.Ordinal).Select(name => new TheoryDataRow<string>(name));

    [Fact]
    public async Task Every_query_is_an_alert() => Assert.Equal(
        Queries.Values.Order(StringComparer.Ordinal),
        (await bicep.DeploymentAsync("prod")).Of("Microsoft.Insights/scheduledQueryRules")
            .Select(rule => rule.Node["properties"]!["criteria"]!["allOf"]![0]!["query"]!.ToString()).Order(StringComparer.Ordinal));

    // A mail shows the name of the rule. The portal shows the title.
    [Fact]
    public async Task Guide_has_the_title_and_the_key_of_each_alert()
    {
        string guide = File.ReadAllText(Path.Combine(BicepFolder.Repository, "docs", "operations.md"));
        DeployedResource[] rules = [.. (await bicep.DeploymentAsync("prod")).Of("Microsoft.Insights/scheduledQueryRules")];
        Assert.Equal(Queries.Count, rules.Length);
        Assert.All(rules, rule => Assert.Contains(
            $"| {rule["properties.displayName"]} (`{rule.Name.Split("-leerid")[0]["alert-".Length..]}`) |", guide, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("timer-failed", "PT1H")]
    [InlineData("clock-wrong", "P2D")]
    [InlineData("deletion-held", "PT1H")]
    [InlineData("poison-queue", "PT1H")]
    [InlineData("undelivered-notice", "PT1H")]
    [InlineData("breach-deadline", "PT6H")]
    [InlineData("request-overdue", "PT6H")]
    [InlineData("agreement-end", "PT1H")]
    [InlineData("sign-in-faults", "PT15M")]
    [InlineData("pupils-waiting", "PT15M")]
    [InlineData("client-rejected", "PT15M")]
    [InlineData("secrets-guessed", "PT15M")]
    [InlineData("seal-missing", "P2D")]
    [InlineData("archive-missing", "P2D")]
    [InlineData("seal-not-authentic", "PT1H")]
    [InlineData("secret-expiry", "P2D")]
    [InlineData("secret-check", "P1D")]
    [InlineData("officer-certificate", "P1D")]
    [InlineData("restriction-attention", "P1D")]
    [InlineData("not-ready", "PT15M")]
    [InlineData("no-schools", "PT1H")]
    [InlineData("review-overdue", "P2D")]
    [InlineData("software-fault", "PT1H")]
    public async Task Alert_has_the_expected_lookback_period(string name, string window)
    {
        DeployedResource rule = Assert.Single(
            (await bicep.DeploymentAsync("prod")).Of("Microsoft.Insights/scheduledQueryRules"),
            rule => rule.Name.StartsWith($"alert-{name}-leerid", StringComparison.Ordinal));
        Assert.Equal(window, rule["properties.windowSize"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_events_of_a_query_are_logged(string name)
    {
        HashSet<int> logged = [.. CodeOfTheApp().SelectMany(text => EventId().Matches(text)).Select(match => int.Parse(match.Groups[1].Value, null))];
        Assert.All(Events(Queries[name]), id => Assert.Contains(id, logged));
    }

    [Fact]
    public void The_queries_ask_for_the_events_that_the_alerts_are_about() => Assert.Equal(
        [
            1002, 1013, 1015, 1022, 1102, 1103, 3035, 4001, 4005, 4007, 4009, 4012, 4030, 4031, 5020, 5021, 5022, 5023, 6001, 6002, 7002, 7003, 7004, 7010,
            7011, 7012, 7013, 7014, 7015, 7020, 7021, 7030, 7040, 7041, 7045, 8001, 8002, 8010, 8011, 8012, 8101, 8102, 9004, 9111, 9210, 9504, 9505, 9506,
            9701, 9702, 9704, 9707,
        ],
        Queries.Values.SelectMany(Events).Distinct().Order());

    [Fact]
    public void Every_timer_is_watched() => Assert.Equal(
        FunctionsOfCode.All.Where(function => function.Trigger is TimerTriggerAttribute).Select(function => function.Name).Order(StringComparer.Ordinal),
        FunctionsIn(Queries["timer-failed"]));

    // The function of the poison queue logs one of two events per run: either the notice is undelivered, or the message names no notice.
    [Fact]
    public void Every_poison_queue_is_watched()
    {
        Assert.Equal(
            ["GiveUpNotice"],
            FunctionsOfCode.All
                .Where(function => function.Trigger is QueueTriggerAttribute queue && queue.QueueName.EndsWith("-poison", StringComparison.Ordinal))
                .Select(function => function.Name));
        Assert.Equal([4005, 4012], Events(Queries["poison-queue"]));
    }

    // During a deployment, Azure checks a query only if it begins with a table.
    [Theory]
    [MemberData(nameof(Names))]
    public void Query_begins_with_a_table(string name)
    {
        string first = Queries[name].Split('\n').First(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));
        Assert.True(first.Trim() is "AppTraces" or "AppExceptions" or "AZKVAuditLogs", first);
    }

    [Fact]
    public async Task Azure_checks_each_query_when_it_is_deployed() => Assert.All(
        (await bicep.DeploymentAsync("prod")).Of("Microsoft.Insights/scheduledQueryRules"),
        rule => Assert.Equal("false", rule["properties.skipQueryValidation"]));

    [Fact]
    public void Failing_sign_ins_are_added_up_from_the_counts_of_the_instances_alone()
    {
        string query = Queries["sign-in-faults"];
        Assert.Equal([1013], Events(query));
        // Anybody can cause requests and refusals, in any number.
        Assert.DoesNotContain("AppRequests", query, StringComparison.Ordinal);
        string message = Assert.Single(CodeOfTheApp().SelectMany(text => CountOfSignIns().Matches(text)).Select(match => match.Groups[1].Value));
        string[] counts = [.. Property().Matches(query).Select(match => match.Groups[1].Value).Where(name => name != "EventId").Order()];
        Assert.Equal(["Ended", "Failed"], counts);
        Assert.All(counts, name => Assert.Contains($"{{{name}}}", message, StringComparison.Ordinal));
    }

    private static IEnumerable<int> Events(string query) => query.Split('\n')
        .Where(line => line.Contains("EventId) ==", StringComparison.Ordinal)
            || line.Contains("EventId) in (", StringComparison.Ordinal))
        .SelectMany(line => Number().Matches(line)).Select(match => int.Parse(match.Value, null));

    private static IEnumerable<string> FunctionsIn(string query) =>
        Function().Matches(query).Select(match => match.Groups[1].Value).Where(name => name != "InvocationError").Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> CodeOfTheApp() => Directory
        .EnumerateFiles(Path.Combine(BicepFolder.Repository, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    [GeneratedRegex(@"EventId = (\d+)")]
    private static partial Regex EventId();

    [GeneratedRegex(@"\b\d{4}\b")]
    private static partial Regex Number();

    [GeneratedRegex("'([A-Z][A-Za-z]+)'")]
    private static partial Regex Function();

    [GeneratedRegex(@"\bProperties\.([A-Za-z]+)")]
    private static partial Regex Property();

    [GeneratedRegex(@"EventId = 1013,[^""]*Message = ""([^""]*)""")]
    private static partial Regex CountOfSignIns();
}
