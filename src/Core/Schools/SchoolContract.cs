namespace LeerId.Schools;

/// <summary>A school that has a contract with the provider, and when (protocol, article 2).</summary>
public sealed record SchoolContract
{
    /// <summary>The school's present number.</summary>
    public required SchoolNumber Number { get; init; }

    /// <summary>The school's name, for staff.</summary>
    public required string Name { get; init; }

    /// <summary>The first day of the contract, Brussels calendar.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day of the contract, that day included, Brussels calendar; null when it has no end.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The school board's name; null when not known.</summary>
    public string? Board { get; init; }

    /// <summary>The municipality of the school's main site, by which staff find the school; null when not known.</summary>
    public string? Municipality { get; init; }

    /// <summary>Numbers the school had before a merger or split; an enrolment under one of them counts as one here.</summary>
    public IReadOnlyList<SchoolNumber> FormerNumbers { get; init; } = [];

    /// <summary>Whether another contract says the same. The order of former numbers doesn't count.</summary>
    internal bool IsSameAs(SchoolContract other) =>
        this == other with { FormerNumbers = FormerNumbers } && FormerNumbers.ToHashSet().SetEquals(other.FormerNumbers);

    /// <summary>Whether the contract is in force on a day of the Brussels calendar.</summary>
    public bool IsInForceOn(DateOnly day) => From <= day && (Until is null || day <= Until);
}
