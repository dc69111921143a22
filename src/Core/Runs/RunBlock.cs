namespace LeerId.Runs;

/// <summary>Why a run was stopped before it did its work.</summary>
public enum RunBlock
{
    /// <summary>The clock of the instance differed from that of storage by more than <see cref="Storage.ClockCheck.Tolerance"/>.</summary>
    WrongClock,

    /// <summary>The run would have deleted more than <see cref="DeletionLimit"/> allows, and no member of staff has confirmed it.</summary>
    TooManyRows,
}
