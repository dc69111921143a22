using Azure;

namespace LeerId.Disclosures;

/// <summary>
/// A request that members of staff are still writing, step by step. Nobody is told of it, and it is no disclosure: conditions may be unmet.
/// </summary>
public sealed record DisclosureDraft
{
    /// <summary>Its number, a ULID; the disclosure that it becomes has another.</summary>
    public required string Id { get; init; }

    /// <summary>What is written so far.</summary>
    public required DisclosureRequest Request { get; init; }

    /// <summary>Who began it: the object id of a member of staff.</summary>
    public required string BegunBy { get; init; }

    /// <summary>Who changed it last: the object id of a member of staff.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>When it was changed last, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The version, which a change must give.</summary>
    public string Revision => ETag.ToString();

    internal ETag ETag { get; init; }
}

/// <summary>What became of a change of a draft.</summary>
public abstract record DraftOutcome
{
    private DraftOutcome()
    {
    }

    /// <summary>It is stored.</summary>
    /// <param name="Draft">As it is now.</param>
    public sealed record Stored(DisclosureDraft Draft) : DraftOutcome;

    /// <summary>A value is not allowed, whatever else is written. Nothing is stored.</summary>
    /// <param name="Conditions">What is wrong, each with its field.</param>
    public sealed record Invalid(IReadOnlyList<UnmetCondition> Conditions) : DraftOutcome;

    /// <summary>Somebody else changed it meanwhile. Nothing is stored.</summary>
    /// <param name="Present">As it is now.</param>
    public sealed record Changed(DisclosureDraft Present) : DraftOutcome;

    /// <summary>There is no draft of that number: it was sent or discarded.</summary>
    public sealed record Unknown : DraftOutcome;
}
