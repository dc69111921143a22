using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Data.Tables;

namespace LeerId.PrivacyLog.Seals;

/// <summary>How often staff of a role did something.</summary>
/// <param name="Role">The role's name in a token; <see cref="StaffActions.Other"/> where the entry has none, or something that is no name.</param>
/// <param name="Action">The action of the entries, likewise.</param>
/// <param name="Count">How often.</param>
public readonly record struct StaffActionCount(string Role, string Action, long Count);

/// <summary>
/// Counts the entries of the privacy log that are of staff, by role and action (protocol, article 6). It says nothing of persons. What
/// somebody wrote into the table can't make it grow: only what looks like a name counts as one, and there is a most of them.
/// </summary>
internal sealed class StaffActions
{
    /// <summary>Stands for a role or an action without a proper name.</summary>
    public const string Other = "other";

    /// <summary>What of a row is needed.</summary>
    public static readonly string[] Columns = [nameof(PrivacyLogEntry.Actor), nameof(PrivacyLogEntry.Role), nameof(PrivacyLogEntry.Action)];

    private const int LongestName = 64;
    private const int MostKinds = 200;

    private readonly SortedDictionary<(string Role, string Action), long> _counts = [];

    /// <summary>Storage's filter for entries of staff.</summary>
    public static string Condition { get; } = TableClient.CreateQueryFilter($"Actor ne {PrivacyLogEntry.Pupil}");

    /// <summary>Counts a row of the privacy log, unless it is of a pupil.</summary>
    public void Add(TableEntity row)
    {
        if (Text(row, nameof(PrivacyLogEntry.Actor)) != PrivacyLogEntry.Pupil)
            Add(Name(Text(row, nameof(PrivacyLogEntry.Role))), Name(Text(row, nameof(PrivacyLogEntry.Action))), 1);
    }

    /// <summary>Adds counts made before.</summary>
    public void Add(IEnumerable<StaffActionCount> counts)
    {
        foreach (StaffActionCount count in counts)
            Add(count.Role, count.Action, count.Count);
    }

    /// <summary>The counts, by role and action.</summary>
    public IReadOnlyList<StaffActionCount> ToCounts() =>
        [.. _counts.Select(count => new StaffActionCount(count.Key.Role, count.Key.Action, count.Value))];

    /// <summary>The counts as a claim: an object of roles, each an object of actions.</summary>
    public static JsonElement ToClaim(IEnumerable<StaffActionCount> counts) => JsonSerializer.SerializeToElement(
        counts.GroupBy(count => count.Role).ToDictionary(role => role.Key, role => role.ToDictionary(count => count.Action, count => count.Count)));

    /// <summary>Reads such a claim.</summary>
    public static bool TryRead(JsonElement claim, [NotNullWhen(true)] out IReadOnlyList<StaffActionCount>? counts)
    {
        try
        {
            Dictionary<string, Dictionary<string, long>>? roles = claim.Deserialize<Dictionary<string, Dictionary<string, long>>>();
            counts = roles?.SelectMany(role => role.Value.Select(action => new StaffActionCount(role.Key, action.Key, action.Value))).ToArray();
        }
        catch (JsonException)
        {
            counts = null;
        }

        return counts is not null;
    }

    private void Add(string role, string action, long count)
    {
        (string, string) kind = _counts.ContainsKey((role, action)) || _counts.Count < MostKinds ? (role, action) : (Other, Other);
        _counts[kind] = _counts.GetValueOrDefault(kind) + count;
    }

    /// <summary>A column with text; null when it is absent or of another type.</summary>
    public static string? Text(TableEntity row, string column) => row.TryGetValue(column, out object? value) ? value as string : null;

    /// <summary>The text if it looks like a name, else <see cref="Other"/>.</summary>
    public static string Name(string? text) =>
        text is { Length: > 0 and <= LongestName } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? text : Other;
}
