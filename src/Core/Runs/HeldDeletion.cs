using Azure;
using LeerId.Storage;

namespace LeerId.Runs;

/// <summary>A deletion that exceeds <see cref="DeletionLimit"/> and waits until a member of staff confirms it. It has no personal data of pupils.</summary>
/// <param name="Id">The number of this deletion. A later run that is held has another one.</param>
/// <param name="Deletion">The deletion.</param>
/// <param name="Rows">The number of rows that would be deleted.</param>
/// <param name="Counted">The number of rows that the previous run counted; for a first run, the number that exist.</param>
/// <param name="Clock">The clocks of the instance and of storage when the run was held.</param>
public sealed record HeldDeletion(string Id, Deletion Deletion, long Rows, long Counted, ClockReading Clock)
{
    /// <summary>The lifetime of a confirmation. The next night's run can use it, even if one run fails.</summary>
    public static readonly TimeSpan ConfirmedFor = TimeSpan.FromDays(2);

    /// <summary>Whether <see cref="Rows"/> is a minimum, because there was no time to count all rows.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>The confirmation; null while there is none.</summary>
    public DeletionConfirmation? Confirmation { get; init; }

    /// <summary>The version of the row.</summary>
    internal ETag ETag { get; init; }

    /// <summary>Whether it is confirmed, and the confirmation is still valid.</summary>
    /// <param name="now">The current moment.</param>
    public bool IsConfirmed(DateTimeOffset now) => Confirmation is { } confirmation && now < confirmation.GoodUntil;
}

/// <summary>The confirmation that a held deletion may be done once.</summary>
/// <param name="By">The object id of the member of staff.</param>
/// <param name="At">The moment of the confirmation, UTC.</param>
/// <param name="GoodUntil">The moment when it expires, UTC.</param>
public sealed record DeletionConfirmation(string By, DateTimeOffset At, DateTimeOffset GoodUntil);

/// <summary>The outcome of a confirmation.</summary>
public abstract record HeldDeletionOutcome
{
    private HeldDeletionOutcome()
    {
    }

    /// <summary>The confirmation is stored. The next run deletes the rows.</summary>
    /// <param name="Held">The deletion.</param>
    public sealed record Confirmed(HeldDeletion Held) : HeldDeletionOutcome;

    /// <summary>Another member of staff confirmed it before.</summary>
    /// <param name="Held">The deletion.</param>
    public sealed record AlreadyConfirmed(HeldDeletion Held) : HeldDeletionOutcome;

    /// <summary>A later run held another deletion in its place.</summary>
    /// <param name="Held">The deletion as it is now.</param>
    public sealed record Changed(HeldDeletion Held) : HeldDeletionOutcome;

    /// <summary>No deletion of this table waits for a confirmation any more.</summary>
    public sealed record Gone : HeldDeletionOutcome;
}
