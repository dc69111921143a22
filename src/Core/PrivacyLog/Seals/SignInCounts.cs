using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Data.Tables;

namespace LeerId.PrivacyLog.Seals;

/// <summary>The number of sign-ins with one outcome.</summary>
/// <param name="Outcome">
/// <see cref="SignInCounts.Granted"/>, <see cref="SignInCounts.Released"/>, the reason of a refusal such as <c>no-contract</c>, or
/// <see cref="StaffActions.Other"/>.
/// </param>
/// <param name="Count">The number.</param>
public readonly record struct SignInCount(string Outcome, long Count);

/// <summary>
/// Counts the entries of pupils in the privacy log by their outcome, so that no page has to read the log again. As with <see cref="StaffActions"/>, the
/// number of outcomes is limited, so that rows that somebody added to the table can't make a seal grow.
/// </summary>
internal sealed class SignInCounts
{
    /// <summary>The pupil was let in.</summary>
    public const string Granted = "granted";

    /// <summary>An application received the pupil's data.</summary>
    public const string Released = "released";

    private const string Refused = "refused";

    // This reason is counted as another one, because readers of a seal must not learn that a pupil exercised a right.
    private const string Restricted = "restricted";

    private const int MaximumOutcomes = 100;

    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>The counts, by outcome.</summary>
    public IReadOnlyList<SignInCount> ToCounts() => [.. _counts.Select(count => new SignInCount(count.Key, count.Value))];

    /// <summary>Counts a row of the privacy log if it is of a pupil.</summary>
    public void Add(TableEntity row)
    {
        if (StaffActions.Text(row, nameof(PrivacyLogEntry.Actor)) == PrivacyLogEntry.Pupil)
            Add(OutcomeOf(row), 1);
    }

    /// <summary>Adds earlier counts.</summary>
    public void Add(IEnumerable<SignInCount> counts)
    {
        foreach (SignInCount count in counts)
            Add(count.Outcome, count.Count);
    }

    /// <summary>The counts as a claim: an object of outcomes.</summary>
    public static JsonElement ToClaim(IEnumerable<SignInCount> counts) =>
        JsonSerializer.SerializeToElement(counts.ToDictionary(count => count.Outcome, count => count.Count));

    /// <summary>Reads such a claim.</summary>
    public static bool TryRead(JsonElement claim, [NotNullWhen(true)] out IReadOnlyList<SignInCount>? counts)
    {
        try
        {
            counts = claim.Deserialize<Dictionary<string, long>>()?.Select(count => new SignInCount(count.Key, count.Value)).ToArray();
        }
        catch (JsonException)
        {
            counts = null;
        }

        return counts is not null;
    }

    private static string OutcomeOf(TableEntity row) => StaffActions.Text(row, nameof(PrivacyLogEntry.Outcome)) switch
    {
        Granted => Granted,
        Released => Released,
        Refused => StaffActions.Name(StaffActions.Text(row, nameof(PrivacyLogEntry.Reason))) switch
        {
            Granted or Released or Restricted => StaffActions.Other,
            string reason => reason,
        },
        _ => StaffActions.Other,
    };

    private void Add(string outcome, long count)
    {
        string counted = _counts.ContainsKey(outcome) || _counts.Count < MaximumOutcomes ? outcome : StaffActions.Other;
        _counts[counted] = _counts.GetValueOrDefault(counted) + count;
    }
}
