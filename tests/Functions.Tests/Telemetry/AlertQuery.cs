using System.Text.RegularExpressions;
using LeerId.LocalServices;

namespace LeerId.Functions.Tests.Telemetry;

/// <summary>What the query of an alert reads: in each branch of its unions some tables, and conditions on their rows.</summary>
internal sealed partial class AlertQuery
{
    // What the worker sends. The host sends requests, and Azure's own services the rest.
    private static readonly string[] Sent = ["AppTraces", "AppExceptions", "AppDependencies"];

    // Spans are sampled, log lines are not.
    private static readonly string[] Sampled = ["AppDependencies"];

    private readonly List<Branch> _branches = [];

    private AlertQuery(string text)
    {
        foreach (string line in text.Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("//", StringComparison.Ordinal)))
            Add(line);
    }

    /// <summary>The queries of the alerts by their names.</summary>
    public static IReadOnlyDictionary<string, AlertQuery> All { get; } = Directory
        .EnumerateFiles(Path.Combine(RepositoryRoot.Find(), "infra", "bicep", "modules", "alerts"), "*.kql")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => new AlertQuery(File.ReadAllText(file)));

    public IEnumerable<int> EventIds => _branches.SelectMany(branch => branch.EventIds);

    public IEnumerable<string> Tables => _branches.SelectMany(branch => branch.Tables);

    public static AlertQuery Parse(string text) => new(text);

    /// <summary>What the query asks for and the app doesn't send in that form; empty if it would find everything that it names.</summary>
    public IEnumerable<string> Faults(IReadOnlyList<TelemetryRow> rows)
    {
        string[] unsent = [.. Tables.Except(Sent)];
        if (unsent.Length > 0)
            return [$"The worker sends nothing to {string.Join(", ", unsent)}."];
        return [
            .. Tables.Except(Sampled).Any() ? Array.Empty<string>() : ["Everything that it reads is sampled."],
            .. _branches.SelectMany(branch => branch.Faults(rows)),
        ];
    }

    private void Add(string line)
    {
        if (Table().Match(line) is { Success: true } table)
            _branches.Add(new Branch(table.Value));
        else if (UnionWith().Match(line) is { Success: true } union)
            _branches[^1].Tables.Add(union.Groups[1].Value);
        else if (_branches.Count > 0)
            _branches[^1].Text += line;
    }

    private sealed class Branch(string table)
    {
        public List<string> Tables { get; } = [table];

        public string Text { get; set; } = "";

        public IEnumerable<int> EventIds =>
            EventIdCondition().Matches(Text).SelectMany(match => Number().Matches(match.Value)).Select(match => int.Parse(match.Value, null));

        public IEnumerable<string> Faults(IReadOnlyList<TelemetryRow> rows)
        {
            int[] missing = [.. EventIds.Where(id => rows.All(row => row.EventId != id))];
            TelemetryRow[] wanted = [.. rows.Where(IsWanted)];
            return
            [
                .. missing.Select(id => $"Event {id} is not sent."),
                .. wanted.Where(row => !Tables.Contains(row.Table)).Select(row => $"Event {row.EventId} is sent to {row.Table}.").Distinct(),
                .. wanted.Length == 0 ? ["No row that it asks for is sent."] : Array.Empty<string>(),
                .. Property().Matches(Text).Select(match => match.Groups[1].Value).Distinct()
                    .Where(name => !wanted.Any(row => row.Properties.ContainsKey(name))).Select(name => $"Properties.{name} is not sent."),
            ];
        }

        private bool IsWanted(TelemetryRow row)
        {
            if (EventIds.Any())
                return row.EventId is { } id && EventIds.Contains(id);
            return Tables.Contains(row.Table)
                && (EventNameCondition().Match(Text) is not { Success: true } name || row.Properties.GetValueOrDefault("EventName") == name.Groups[1].Value)
                && (SuccessCondition().Match(Text) is not { Success: true } success || row.Success == bool.Parse(success.Groups[1].Value))
                && (NameCondition().Match(Text) is not { Success: true } start
                    || row.Name?.StartsWith(start.Groups[1].Value, StringComparison.Ordinal) == true);
        }
    }

    [GeneratedRegex("^[A-Z][A-Za-z]+$")]
    private static partial Regex Table();

    [GeneratedRegex(@"^\| union ([A-Z][A-Za-z]+)$")]
    private static partial Regex UnionWith();

    [GeneratedRegex(@"EventId\) (?:== \d+|in \([\d, ]+\))")]
    private static partial Regex EventIdCondition();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"Properties\.EventName\) == '(\w+)'")]
    private static partial Regex EventNameCondition();

    [GeneratedRegex("Success == (true|false)")]
    private static partial Regex SuccessCondition();

    [GeneratedRegex("Name startswith '([^']+)'")]
    private static partial Regex NameCondition();

    [GeneratedRegex(@"\bProperties\.(\w+)")]
    private static partial Regex Property();
}
