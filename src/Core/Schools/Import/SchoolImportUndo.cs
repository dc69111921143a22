using Microsoft.Extensions.Logging;

namespace LeerId.Schools.Import;

/// <summary>
/// Undoes an import of the last 30 days, from the history: each school gets back the contract that it had before. A school that was changed since is shown,
/// and staff choose whether it keeps the later contract.
/// </summary>
public sealed partial class SchoolImportUndo(
    SchoolStore store, SchoolHistory history, SchoolListReplacement replacement, TimeProvider clock, ILogger<SchoolImportUndo> logger)
{
    /// <summary>For how many days an import can be undone.</summary>
    public const int Days = 30;

    /// <summary>The imports that can be undone, newest first; an undoing is one too.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public Task<IReadOnlyList<SchoolImportRecord>> ListAsync(CancellationToken cancellationToken) =>
        history.ReadImportsAsync(clock.GetUtcNow().AddDays(-Days), cancellationToken);

    /// <summary>Undoes an import, or shows what that would change.</summary>
    /// <param name="import">The revision of the list that the import made.</param>
    /// <param name="order">The person, and how to undo it.</param>
    /// <param name="cancellationToken">Ends the work; the list is then the old or the new one.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; the list is the old one.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked; the list is the old or the new one.</exception>
    public async Task<SchoolUndoOutcome> UndoAsync(long import, SchoolUndoOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if ((await ListAsync(cancellationToken)).FirstOrDefault(record => record.Revision == import) is not { } record)
            return new SchoolUndoOutcome.Unknown();
        IReadOnlyList<SchoolHistoryEntry> entries = await history.ReadAsync(import, cancellationToken);
        SchoolList former = await store.ListAsync(cancellationToken);
        if (order.Revision is not null && order.Revision != former.Revision)
            return new SchoolUndoOutcome.Overtaken();

        Dictionary<SchoolNumber, SchoolContract> next = former.Contracts.ToDictionary(school => school.Number);
        List<SchoolLaterChange> later = [];
        foreach (SchoolHistoryEntry entry in entries)
            PutBack(entry, next, later, order.Overwrites);
        SchoolFileFaults faults = new();
        // The undoing would take these rows off the list, and nobody could tell which schools they are.
        if (former.UnreadableRows > 0)
        {
            faults.Add(
                SchoolFilePlace.File, $"Rows of the present list that can't be read: {former.UnreadableRows}.",
                $"kan niet: de huidige lijst heeft rijen die niet gelezen kunnen worden ({former.UnreadableRows})");
        }

        foreach (FormerNumberFault fault in SchoolRules.CheckFormerNumbers(next.Values))
        {
            faults.Add(new SchoolFileFault(null, $"{fault.School}", fault.Fault)
            {
                Where = $"School {fault.School}",
                Dutch = $"vroegere nummers {fault.Dutch}",
            });
        }

        if (faults.Count > 0)
            return new SchoolUndoOutcome.Blocked(record, later, faults.First);

        SchoolListChanges changes = SchoolListChanges.Between(former, next.Values, new SchoolFileWarnings(), order.DryRun);
        if (!order.DryRun && !changes.IsStated(order.Removes))
            return new SchoolUndoOutcome.RemovalNotStated(changes.RemovedCount);
        SchoolChange by = new(order.By, SchoolChangeWay.Undo);
        bool isNeeded = !order.DryRun && !changes.IsEmpty;
        if (isNeeded && !await replacement.TryReplaceAsync(
            former, next.Values, by, () => LogUndone(import, order.By, changes.Added.Count, changes.Changed.Count, changes.RemovedCount), cancellationToken))
        {
            return new SchoolUndoOutcome.Overtaken();
        }

        return new SchoolUndoOutcome.Accepted(record, changes, later);
    }

    private static void PutBack(
        SchoolHistoryEntry entry, Dictionary<SchoolNumber, SchoolContract> next, List<SchoolLaterChange> later, bool overwrites)
    {
        SchoolContract? present = next.GetValueOrDefault(entry.Number);
        // A row that could not be read before the import has no contract to put back.
        if (entry is { Before: null, After: null } || IsSame(present, entry.Before))
            return;
        if (!IsSame(present, entry.After))
        {
            later.Add(new SchoolLaterChange(entry.Number, entry.Before, entry.After, present));
            if (!overwrites)
                return;
        }

        if (entry.Before is { } before)
            next[entry.Number] = before;
        else
            next.Remove(entry.Number);
    }

    private static bool IsSame(SchoolContract? one, SchoolContract? other) => one is null || other is null ? one is null && other is null : one.IsSameAs(other);

    [LoggerMessage(EventId = 3019, Level = LogLevel.Information,
        Message = "The import with revision {Import} of the list of schools is undone by {ChangedBy}: {Added} added, {Changed} changed, {Removed} removed")]
    private partial void LogUndone(long import, string changedBy, int added, int changed, int removed);
}

/// <summary>The request to undo an import.</summary>
/// <param name="By">The object id of the member of staff.</param>
public sealed record SchoolUndoOrder(string By)
{
    /// <summary>Whether only to show what would change.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether schools that were changed since the import get back the contract from before it, too.</summary>
    public bool Overwrites { get; init; }

    /// <summary>How many schools the caller expects to be removed; null when that is not stated.</summary>
    public int? Removes { get; init; }

    /// <summary>The revision of the list that the caller saw the changes of; null to undo it whatever the list is now.</summary>
    public long? Revision { get; init; }
}

/// <summary>A school that was changed since an import.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Before">The contract before the import; null when it had none.</param>
/// <param name="After">The contract after the import; null when the import took it off the list.</param>
/// <param name="Present">The contract now; null when it has none.</param>
public sealed record SchoolLaterChange(SchoolNumber Number, SchoolContract? Before, SchoolContract? After, SchoolContract? Present);

/// <summary>How the undoing of an import ended.</summary>
public abstract record SchoolUndoOutcome
{
    private SchoolUndoOutcome()
    {
    }

    /// <summary>The list is as it was before the import, or would be after a dry run.</summary>
    /// <param name="Import">The import.</param>
    /// <param name="Changes">What changed.</param>
    /// <param name="Later">The schools that were changed since the import.</param>
    public sealed record Accepted(SchoolImportRecord Import, SchoolListChanges Changes, IReadOnlyList<SchoolLaterChange> Later) : SchoolUndoOutcome;

    /// <summary>With the present contracts of other schools the list would not be allowed. Nothing is changed.</summary>
    /// <param name="Import">The import.</param>
    /// <param name="Later">The schools that were changed since the import.</param>
    /// <param name="Faults">The faults that the list would have.</param>
    public sealed record Blocked(SchoolImportRecord Import, IReadOnlyList<SchoolLaterChange> Later, IReadOnlyList<SchoolFileFault> Faults) : SchoolUndoOutcome;

    /// <summary>The undoing removes schools, and the call states another number of them, or none although it must. Nothing is changed.</summary>
    /// <param name="Removes">How many schools it removes.</param>
    public sealed record RemovalNotStated(int Removes) : SchoolUndoOutcome;

    /// <summary>The list was changed by somebody else meanwhile. Nothing is changed.</summary>
    public sealed record Overtaken : SchoolUndoOutcome;

    /// <summary>There is no import of that revision in the last 30 days.</summary>
    public sealed record Unknown : SchoolUndoOutcome;
}
