using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Data.Tables;

namespace LeerId.PrivacyLog.Seals;

/// <summary>The number of times that staff with a role did something.</summary>
/// <param name="Role">The role's name in a token; <see cref="StaffActions.Other"/> when the entry has none, or a text that is not a name.</param>
/// <param name="Action">The action of the entries; <see cref="StaffActions.Other"/> as for the role.</param>
/// <param name="Count">The number.</param>
public readonly record struct StaffActionCount(string Role, string Action, long Count);

/// <summary>
/// Counts the entries of staff in the privacy log, by role and action (protocol, article 6). The counts don't identify persons. Their number is limited and
/// only texts in the form of a name count as names, so that rows that somebody added to the table can't make a seal grow.
/// </summary>
internal sealed class StaffActions
{
    /// <summary>Replaces a role or an action that is not in the form of a name.</summary>
    public const string Other = "other";

    /// <summary>The columns that the counts need.</summary>
    public static readonly string[] Columns = [nameof(PrivacyLogEntry.Actor), nameof(PrivacyLogEntry.Role), nameof(PrivacyLogEntry.Action)];

    private const int MaximumNameLength = 64;
    private const int MaximumKinds = 200;

    private readonly SortedDictionary<(string Role, string Action), long> _counts = [];

    /// <summary>Storage's filter for entries of staff.</summary>
    public static string Condition { get; } = TableClient.CreateQueryFilter($"Actor ne {PrivacyLogEntry.Pupil}");

    /// <summary>Counts a row of the privacy log, unless it is of a pupil.</summary>
    public void Add(TableEntity row)
    {
        if (Text(row, nameof(PrivacyLogEntry.Actor)) != PrivacyLogEntry.Pupil)
            Add(Name(Text(row, nameof(PrivacyLogEntry.Role))), Name(Text(row, nameof(PrivacyLogEntry.Action))), 1);
    }

    /// <summary>Adds earlier counts.</summary>
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
        (string, string) kind = _counts.ContainsKey((role, action)) || _counts.Count < MaximumKinds ? (role, action) : (Other, Other);
        _counts[kind] = _counts.GetValueOrDefault(kind) + count;
    }

    /// <summary>The text in a column; null when the column is absent or of another type.</summary>
    public static string? Text(TableEntity row, string column) => row.TryGetValue(column, out object? value) ? value as string : null;

    /// <summary>The text if it has the form of a name, else <see cref="Other"/>.</summary>
    public static string Name(string? text) =>
        text is { Length: > 0 and <= MaximumNameLength } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? text : Other;
}
