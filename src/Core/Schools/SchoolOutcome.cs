using LeerId.Text;

namespace LeerId.Schools;

/// <summary>The member of staff who changes a school, and the contract that this person saw.</summary>
/// <param name="ObjectId">The object id of the member of staff.</param>
/// <param name="Revision">
/// The <see cref="SchoolRevision"/> of the contract that the editor saw. If the school has another one, nothing is changed. Null changes the contract
/// whatever its revision is.
/// </param>
public sealed record SchoolEditor(string ObjectId, string? Revision = null);

/// <summary>The outcome of a change of one school.</summary>
public abstract record SchoolOutcome
{
    private SchoolOutcome()
    {
    }

    /// <summary>The contract is on the list.</summary>
    /// <param name="Contract">The stored contract.</param>
    /// <param name="IsNew">Whether the school had no contract before.</param>
    public sealed record Stored(SchoolContract Contract, bool IsNew) : SchoolOutcome;

    /// <summary>The school is removed from the list.</summary>
    public sealed record Removed : SchoolOutcome;

    /// <summary>The contract has values that are not allowed. Nothing is changed.</summary>
    /// <param name="Faults">All faults.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : SchoolOutcome;

    /// <summary>Somebody changed the school since the editor read it. Nothing is changed.</summary>
    /// <param name="Present">The current contract; null if the school is no longer on the list.</param>
    public sealed record Changed(SchoolContract? Present) : SchoolOutcome;

    /// <summary>The school is not on the list. Nothing is changed.</summary>
    public sealed record NotOnList : SchoolOutcome;
}
