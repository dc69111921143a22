namespace LeerId.PrivacyLog.Seals;

/// <summary>The state of a day, as <see cref="SealVerifier"/> finds it.</summary>
public enum DayState
{
    /// <summary>The entries are those that were sealed.</summary>
    Whole,

    /// <summary>The number of entries is as sealed, but their content differs.</summary>
    Changed,

    /// <summary>There are fewer entries than were sealed.</summary>
    LostEntries,

    /// <summary>There are more entries than were sealed, or entries from before the first seal.</summary>
    GainedEntries,

    /// <summary>The day is over and has no seal.</summary>
    SealMissing,

    /// <summary>The seal can't be authenticated, neither by a usable key nor by the seal after it.</summary>
    SealNotAuthentic,

    /// <summary>The retention period has ended: the entries are deleted or about to be deleted. The seal is kept.</summary>
    Expired,

    /// <summary>The day isn't over, or ended less than a quarter of an hour ago.</summary>
    NotYetSealed,

    /// <summary>The log began later.</summary>
    BeforeFirstSeal,

    /// <summary>There was no time to read the entries. If the day has a seal, the seal is authentic.</summary>
    NotCompared,
}

/// <summary>The result of verifying a day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="State">The state of the day.</param>
/// <param name="Sealed">The number of entries that were sealed; null without an authentic seal.</param>
/// <param name="Found">The number of entries that exist; null when they were not counted.</param>
/// <param name="Root">The root that was sealed, base64url; null without an authentic seal.</param>
/// <param name="Staff">The counts of what staff did that day, from the seal or else from the entries; null when they are unknown.</param>
/// <param name="People">The members of staff with entries that day; null when the entries were not read or are being deleted.</param>
public sealed record DayVerdict(
    DateOnly Day, DayState State, long? Sealed = null, long? Found = null, string? Root = null, IReadOnlyList<StaffActionCount>? Staff = null,
    IReadOnlyList<StaffPerson>? People = null)
{
    /// <summary>Whether somebody must investigate the day.</summary>
    public bool IsFault => IsFaulty(State);

    internal static bool IsFaulty(DayState state) =>
        state is DayState.Changed or DayState.LostEntries or DayState.GainedEntries or DayState.SealMissing or DayState.SealNotAuthentic;
}
