using System.Text.Json.Serialization;

namespace LeerId.Disclosures;

/// <summary>What became of a call about a disclosure.</summary>
public abstract record DisclosureOutcome
{
    private DisclosureOutcome()
    {
    }

    /// <summary>It is requested, or withdrawn.</summary>
    /// <param name="Disclosure">As it is now.</param>
    public sealed record Done(Disclosure Disclosure) : DisclosureOutcome;

    /// <summary>It is released.</summary>
    /// <param name="File">The uuids, to be given now and never again.</param>
    public sealed record Released(DisclosureFile File) : DisclosureOutcome;

    /// <summary>The request is not one that can be granted: nothing is done.</summary>
    /// <param name="Conditions">Every condition that is not met.</param>
    public sealed record Invalid(IReadOnlyList<UnmetCondition> Conditions) : DisclosureOutcome;

    /// <summary>It can't be done now, as the disclosure and its schools are: nothing is done.</summary>
    /// <param name="Conditions">Every condition that is not met.</param>
    public sealed record Unmet(IReadOnlyList<UnmetCondition> Conditions) : DisclosureOutcome;

    /// <summary>The key of the request was used for another body before. Nothing is done.</summary>
    public sealed record KeyReused : DisclosureOutcome;

    /// <summary>There is no disclosure of that number.</summary>
    public sealed record Unknown : DisclosureOutcome;
}

/// <summary>A disclosure, and how far it is from its release.</summary>
public sealed record DisclosureStatus
{
    /// <summary>The disclosure.</summary>
    public required Disclosure Disclosure { get; init; }

    /// <summary>When DOV got the notice, UTC; null while it did not.</summary>
    public DateTimeOffset? DovNotifiedAt { get; init; }

    /// <summary>When the provider's own officer got the notice, UTC; null until then. It is not in the JSON.</summary>
    [JsonIgnore]
    public DateTimeOffset? ProviderNotifiedAt { get; init; }

    /// <summary>The moment, UTC, before which nothing is released; null while DOV did not get the notice.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>Every condition that is not met now; empty when it can be released.</summary>
    public required IReadOnlyList<UnmetCondition> Unmet { get; init; }
}

/// <summary>A page of the register of disclosures, the newest first.</summary>
/// <param name="Disclosures">The disclosures, each with its unmet conditions.</param>
/// <param name="Number">The number of the page, from 1.</param>
/// <param name="Total">The number of disclosures on all pages.</param>
public sealed record DisclosurePage(IReadOnlyList<DisclosureStatus> Disclosures, int Number, int Total);
