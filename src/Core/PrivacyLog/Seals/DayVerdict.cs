namespace LeerId.PrivacyLog.Seals;

/// <summary>What <see cref="SealVerifier"/> finds of a day.</summary>
public enum DayState
{
    /// <summary>The entries are those that were sealed.</summary>
    Whole,

    /// <summary>As many entries as were sealed, but not the same.</summary>
    Changed,

    /// <summary>Fewer entries than were sealed.</summary>
    LostEntries,

    /// <summary>More entries than were sealed, or entries from before the first seal.</summary>
    GainedEntries,

    /// <summary>The day is over and has no seal.</summary>
    SealMissing,

    /// <summary>The seal is not the one that was made: neither a usable key nor the seal after it says so.</summary>
    SealNotAuthentic,

    /// <summary>The entries are past their term and gone, or going; the seal is kept.</summary>
    Expired,

    /// <summary>The day isn't over, or has only just ended.</summary>
    NotYetSealed,

    /// <summary>The log began later.</summary>
    BeforeFirstSeal,

    /// <summary>There was no time to look at the entries. The seal, where the day has one, is authentic.</summary>
    NotCompared,
}

/// <summary>What was found of a day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="State">In what state it is.</param>
/// <param name="Sealed">How many entries were sealed; null without an authentic seal.</param>
/// <param name="Found">How many entries there are; null when there was no use in counting them.</param>
/// <param name="Root">The root that was sealed, base64url; null without an authentic seal.</param>
/// <param name="Staff">What staff did that day: as it was sealed, else as it was found; null when it is not known.</param>
/// <param name="People">Who of staff has entries that day, as they were found; null when the entries were not read or are going.</param>
public sealed record DayVerdict(
    DateOnly Day, DayState State, long? Sealed = null, long? Found = null, string? Root = null, IReadOnlyList<StaffActionCount>? Staff = null,
    IReadOnlyList<StaffPerson>? People = null)
{
    /// <summary>Whether somebody has to look into it.</summary>
    public bool IsFault => IsFaulty(State);

    internal static bool IsFaulty(DayState state) =>
        state is DayState.Changed or DayState.LostEntries or DayState.GainedEntries or DayState.SealMissing or DayState.SealNotAuthentic;
}
