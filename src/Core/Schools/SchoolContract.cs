namespace LeerId.Schools;

/// <summary>The contract of a school with the provider, and its period (protocol, article 2).</summary>
public sealed record SchoolContract
{
    /// <summary>The school's current number.</summary>
    public required SchoolNumber Number { get; init; }

    /// <summary>The school's name, for staff.</summary>
    public required string Name { get; init; }

    /// <summary>The first day of the contract, Brussels calendar.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day of the contract, inclusive, Brussels calendar; null if it has no end.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The school board's name; null if it isn't known.</summary>
    public string? Board { get; init; }

    /// <summary>The municipality of the school's main site, by which staff find the school; null if it isn't known.</summary>
    public string? Municipality { get; init; }

    /// <summary>The numbers that the school had before a merger or split. An enrolment under one of them counts as an enrolment here.</summary>
    public IReadOnlyList<SchoolNumber> FormerNumbers { get; init; } = [];

    /// <summary>Whether another contract has the same values. The order of former numbers doesn't matter.</summary>
    internal bool IsSameAs(SchoolContract other) =>
        this == other with { FormerNumbers = FormerNumbers } && FormerNumbers.ToHashSet().SetEquals(other.FormerNumbers);

    /// <summary>Whether the contract is in force on a day of the Brussels calendar.</summary>
    public bool IsInForceOn(DateOnly day) => From <= day && (Until is null || day <= Until);
}
