using Azure;

namespace LeerId.Disclosures;

/// <summary>
/// A request that staff are still writing, step by step. It is not a disclosure yet: nobody is notified of it, and conditions may be unmet.
/// </summary>
public sealed record DisclosureDraft
{
    /// <summary>Its number, a ULID; the disclosure made from it gets another number.</summary>
    public required string Id { get; init; }

    /// <summary>The request so far.</summary>
    public required DisclosureRequest Request { get; init; }

    /// <summary>The object id of the member of staff who began it.</summary>
    public required string BegunBy { get; init; }

    /// <summary>The object id of the member of staff who changed it last.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>The moment of the last change, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The version, which a change must send.</summary>
    public string Revision => ETag.ToString();

    internal ETag ETag { get; init; }
}

/// <summary>The outcome of a change of a draft.</summary>
public abstract record DraftOutcome
{
    private DraftOutcome()
    {
    }

    /// <summary>The draft is stored.</summary>
    /// <param name="Draft">The draft as it is now.</param>
    public sealed record Stored(DisclosureDraft Draft) : DraftOutcome;

    /// <summary>A value is not allowed, whatever the other values are. Nothing is stored.</summary>
    /// <param name="Conditions">The faults, each with its field.</param>
    public sealed record Invalid(IReadOnlyList<UnmetCondition> Conditions) : DraftOutcome;

    /// <summary>Somebody else has changed the draft. Nothing is stored.</summary>
    /// <param name="Present">The draft as it is now.</param>
    public sealed record Changed(DisclosureDraft Present) : DraftOutcome;

    /// <summary>No draft has that number: it was sent or discarded.</summary>
    public sealed record Unknown : DraftOutcome;
}
