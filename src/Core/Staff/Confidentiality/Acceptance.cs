using LeerId.Calendar;

namespace LeerId.Staff.Confidentiality;

/// <summary>The acceptance of the text on confidentiality by a member of staff.</summary>
/// <param name="ObjectId">The person's object id in the directory.</param>
/// <param name="Version">The version of the text.</param>
/// <param name="At">When, UTC. A second acceptance of that version on the same day (Brussels) is not recorded.</param>
public sealed record Acceptance(string ObjectId, string Version, DateTimeOffset At)
{
    /// <summary>The last day, Brussels calendar, on which the acceptance is valid: one year after the day of the acceptance.</summary>
    public DateOnly GoodUntil => ConfidentialityOptions.ValidityPeriod.AddTo(Day);

    /// <summary>The day of the acceptance, Brussels calendar.</summary>
    internal DateOnly Day => DateOnly.FromDateTime(BrusselsTime.Local(At).DateTime);
}

/// <summary>An acceptance as the register shows it.</summary>
/// <param name="Acceptance">The acceptance.</param>
/// <param name="IsValid">Whether the acceptance concerns the current version and is valid today.</param>
public sealed record RecordedAcceptance(Acceptance Acceptance, bool IsValid);

/// <summary>The text on confidentiality, and whether a member of staff accepted it.</summary>
/// <param name="Version">The current version.</param>
/// <param name="Text">The text, in Dutch.</param>
/// <param name="AcceptedAt">When the person last accepted this version, UTC; null if never.</param>
/// <param name="GoodUntil">The last day, Brussels calendar, on which that acceptance is valid; null if there is none.</param>
/// <param name="IsAccepted">Whether that acceptance is valid today. If not, the person sees no personal data.</param>
public sealed record ConfidentialityStatus(string Version, string Text, DateTimeOffset? AcceptedAt, DateOnly? GoodUntil, bool IsAccepted);

/// <summary>The request to accept a version of the text.</summary>
public sealed record AcceptanceRequest
{
    /// <summary>The version that the person read; required.</summary>
    public string? Version { get; init; }
}

/// <summary>The outcome of a request to accept the text.</summary>
public abstract record AcceptanceOutcome
{
    private AcceptanceOutcome()
    {
    }

    /// <summary>The acceptance is recorded.</summary>
    /// <param name="Status">The text, and until when the acceptance is valid.</param>
    public sealed record Accepted(ConfidentialityStatus Status) : AcceptanceOutcome;

    /// <summary>The request names no version. Nothing is recorded.</summary>
    public sealed record VersionMissing : AcceptanceOutcome;

    /// <summary>The request names another version than the current one. Nothing is recorded.</summary>
    /// <param name="Current">The current version.</param>
    public sealed record NotCurrent(string Current) : AcceptanceOutcome;
}
