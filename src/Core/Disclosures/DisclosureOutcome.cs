using System.Text.Json.Serialization;

namespace LeerId.Disclosures;

/// <summary>The outcome of a call about a disclosure.</summary>
public abstract record DisclosureOutcome
{
    private DisclosureOutcome()
    {
    }

    /// <summary>The disclosure is requested, or withdrawn.</summary>
    /// <param name="Disclosure">The current disclosure.</param>
    public sealed record Done(Disclosure Disclosure) : DisclosureOutcome;

    /// <summary>The disclosure is released.</summary>
    /// <param name="File">The uuids, which are given now and never again.</param>
    public sealed record Released(DisclosureFile File) : DisclosureOutcome;

    /// <summary>The request can't be granted. Nothing is stored.</summary>
    /// <param name="Conditions">All conditions that are not met.</param>
    public sealed record Invalid(IReadOnlyList<UnmetCondition> Conditions) : DisclosureOutcome;

    /// <summary>The current state of the disclosure and its schools doesn't allow it. Nothing is done.</summary>
    /// <param name="Conditions">All conditions that are not met.</param>
    public sealed record Unmet(IReadOnlyList<UnmetCondition> Conditions) : DisclosureOutcome;

    /// <summary>The idempotency key was used before for a different body. Nothing is done.</summary>
    public sealed record KeyReused : DisclosureOutcome;

    /// <summary>No disclosure has that number.</summary>
    public sealed record Unknown : DisclosureOutcome;
}

/// <summary>A disclosure, and the conditions that it must still meet before its release.</summary>
public sealed record DisclosureStatus
{
    /// <summary>The disclosure.</summary>
    public required Disclosure Disclosure { get; init; }

    /// <summary>The moment when DOV got the notice, UTC; null until then.</summary>
    public DateTimeOffset? DovNotifiedAt { get; init; }

    /// <summary>The moment when the provider's own officer got the notice, UTC; null until then. Not part of the JSON.</summary>
    [JsonIgnore]
    public DateTimeOffset? ProviderNotifiedAt { get; init; }

    /// <summary>The moment, UTC, before which nothing is released; null while DOV hasn't got the notice.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>All conditions that are not met now; empty if it can be released.</summary>
    public required IReadOnlyList<UnmetCondition> Unmet { get; init; }
}

/// <summary>A page of the register of disclosures, the newest first.</summary>
/// <param name="Disclosures">The disclosures, each with its unmet conditions.</param>
/// <param name="Number">The number of the page, counted from 1.</param>
/// <param name="Total">The number of disclosures on all pages.</param>
public sealed record DisclosurePage(IReadOnlyList<DisclosureStatus> Disclosures, int Number, int Total);
