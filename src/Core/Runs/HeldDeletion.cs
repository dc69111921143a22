using Azure;
using LeerId.Storage;

namespace LeerId.Runs;

/// <summary>A deletion that exceeds <see cref="DeletionLimit"/> and waits until a member of staff confirms it. No personal data of pupils.</summary>
/// <param name="Id">The number of this deletion. A later run that is held has another one.</param>
/// <param name="Deletion">The deletion.</param>
/// <param name="Rows">How many rows would be deleted.</param>
/// <param name="Counted">How many rows there were when the previous run counted them; for a first run, how many there are.</param>
/// <param name="Clock">The clocks of the instance and of storage when the run was held.</param>
public sealed record HeldDeletion(string Id, Deletion Deletion, long Rows, long Counted, ClockReading Clock)
{
    /// <summary>How long a confirmation is good for: so long that the next night's run has it, even if one run fails.</summary>
    public static readonly TimeSpan ConfirmedFor = TimeSpan.FromDays(2);

    /// <summary>Whether more rows may be concerned, because there was no time to count them all.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>The confirmation; null while there is none.</summary>
    public DeletionConfirmation? Confirmation { get; init; }

    /// <summary>The version of the row.</summary>
    internal ETag ETag { get; init; }

    /// <summary>Whether it is confirmed, and the confirmation is still good.</summary>
    /// <param name="now">The present moment.</param>
    public bool IsConfirmed(DateTimeOffset now) => Confirmation is { } confirmation && now < confirmation.GoodUntil;
}

/// <summary>The confirmation that a held deletion may be done once.</summary>
/// <param name="By">The object id of the member of staff.</param>
/// <param name="At">When, UTC.</param>
/// <param name="GoodUntil">When it expires, UTC.</param>
public sealed record DeletionConfirmation(string By, DateTimeOffset At, DateTimeOffset GoodUntil);

/// <summary>The outcome of a confirmation.</summary>
public abstract record HeldDeletionOutcome
{
    private HeldDeletionOutcome()
    {
    }

    /// <summary>The confirmation is stored: the next run deletes.</summary>
    /// <param name="Held">The deletion.</param>
    public sealed record Confirmed(HeldDeletion Held) : HeldDeletionOutcome;

    /// <summary>Another member of staff confirmed it before.</summary>
    /// <param name="Held">The deletion.</param>
    public sealed record AlreadyConfirmed(HeldDeletion Held) : HeldDeletionOutcome;

    /// <summary>A later run found other numbers.</summary>
    /// <param name="Held">The deletion as it is now.</param>
    public sealed record Changed(HeldDeletion Held) : HeldDeletionOutcome;

    /// <summary>Nothing waits any more.</summary>
    public sealed record Gone : HeldDeletionOutcome;
}
