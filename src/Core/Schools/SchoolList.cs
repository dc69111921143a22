namespace LeerId.Schools;

/// <summary>The whole list of schools with a contract, at one moment.</summary>
public sealed class SchoolList
{
    private readonly HashSet<string> _rowKeys;

    internal SchoolList(SchoolListPointer pointer, IEnumerable<SchoolContract> contracts, IEnumerable<string> rowKeys)
    {
        Pointer = pointer;
        _rowKeys = [.. rowKeys];
        Contracts = [.. contracts.OrderBy(contract => contract.Number)];
    }

    /// <summary>All contracts, past and future ones included, by number.</summary>
    public IReadOnlyList<SchoolContract> Contracts { get; }

    /// <summary>The revision, which increases by one with each change; 0 for a list that was made by hand in the table and never changed since.</summary>
    public long Revision => Pointer.Revision;

    internal SchoolListPointer Pointer { get; }

    internal int UnreadableRows => _rowKeys.Count - Contracts.Count;

    /// <summary>The schools whose row can't be read.</summary>
    internal IEnumerable<SchoolNumber> UnreadableNumbers => _rowKeys.Select(key => SchoolRows.NumberIn(Pointer.ListId, key)).OfType<SchoolNumber>()
        .Except(Contracts.Select(contract => contract.Number));

    /// <summary>Whether the list has the expected number of rows; false if somebody added or removed rows by hand.</summary>
    internal bool IsCounted => !Pointer.Exists || _rowKeys.Count == Pointer.Count;

    /// <summary>Whether a school has a row, even one that can't be read.</summary>
    internal bool HasRow(SchoolNumber number) => _rowKeys.Contains(SchoolRows.Key(Pointer.ListId, number));
}
