using System.Reflection;
using System.Text.RegularExpressions;
using LeerId.Infra.Tests.Bicep;
using LeerId.Storage;

namespace LeerId.Infra.Tests.Security;

/// <summary>The tables and queues that the code uses, found in the code.</summary>
internal static partial class StorageOfCode
{
    /// <summary>A table is asked for with this type, so there are no others.</summary>
    public static IEnumerable<string> Tables => Enum.GetNames<TableName>();

    /// <summary>The queues that Core names, those that functions are triggered by, and the poison queue that the host has for each trigger.</summary>
    public static IEnumerable<string> Queues =>
        Named.Values.Concat(Triggers).Concat(Triggers.Where(queue => !IsPoison(queue)).Select(queue => queue + PoisonSuffix)).Distinct();

    private const string PoisonSuffix = "-poison";

    private static Dictionary<string, string> Named { get; } = typeof(QueueNames).GetFields(BindingFlags.Static | BindingFlags.Public)
        .ToDictionary(field => $"{nameof(QueueNames)}.{field.Name}", field => (string)field.GetRawConstantValue()!);

    // Each is one of the names, or else the text itself, which Bicep then lacks.
    private static string[] Triggers { get; } = [.. Directory
        .EnumerateFiles(Path.Combine(BicepFolder.Repository, "src", "Functions"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(file => QueueOfTrigger().Matches(File.ReadAllText(file)))
        .Select(match => Named.GetValueOrDefault(match.Groups[1].Value, match.Groups[1].Value))];

    private static bool IsPoison(string queue) => queue.EndsWith(PoisonSuffix, StringComparison.Ordinal);

    [GeneratedRegex(@"QueueTrigger\(([^),]+)")]
    private static partial Regex QueueOfTrigger();
}
