using Microsoft.Extensions.Logging;

namespace LeerId.Schools.Import;

/// <summary>
/// Undoes an import of the last 30 days, from the history: each school gets back the contract that it had before. Schools that were changed since are
/// shown, and staff choose whether they keep the later contract.
/// </summary>
public sealed partial class SchoolImportUndo(
    SchoolStore store, SchoolHistory history, SchoolListReplacement replacement, TimeProvider clock, ILogger<SchoolImportUndo> logger)
{
    /// <summary>The number of days in which an import can be undone.</summary>
    public const int Days = 30;

    /// <summary>Lists the imports that can be undone, newest first. An undo is an import too.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public Task<IReadOnlyList<SchoolImportRecord>> ListAsync(CancellationToken cancellationToken) =>
        history.ReadImportsAsync(clock.GetUtcNow().AddDays(-Days), cancellationToken);

    /// <summary>Undoes an import, or shows what that would change.</summary>
    /// <param name="import">The revision of the list that the import made.</param>
    /// <param name="order">The author, and the way to undo it.</param>
    /// <param name="cancellationToken">Ends the work; the list is then the old or the new one.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; the list is the old one.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed. The list is the old or the new one.</exception>
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
        // The undo would remove these rows from the list, and nobody could tell which schools they are.
        if (former.UnreadableRows > 0)
        {
            faults.Add(
                SchoolFilePlace.File, $"The current list has rows that can't be read: {former.UnreadableRows}.",
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
        // If a row could not be read before the import, there is no contract to restore.
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
        Message = "The import with revision {Import} of the list of schools was undone by {ChangedBy}: {Added} added, {Changed} changed, {Removed} removed")]
    private partial void LogUndone(long import, string changedBy, int added, int changed, int removed);
}

/// <summary>The request to undo an import.</summary>
/// <param name="By">The object id of the member of staff.</param>
public sealed record SchoolUndoOrder(string By)
{
    /// <summary>Whether only to show the changes.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether schools that were changed since the import also get back the contract from before it.</summary>
    public bool Overwrites { get; init; }

    /// <summary>The number of schools that the caller expects to be removed; null if the caller doesn't state it.</summary>
    public int? Removes { get; init; }

    /// <summary>The revision of the list for which the caller saw the changes; null undoes the import on any revision.</summary>
    public long? Revision { get; init; }
}

/// <summary>A school that was changed since an import.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Before">The contract before the import; null if it had none.</param>
/// <param name="After">The contract after the import; null if the import removed it from the list.</param>
/// <param name="Present">The current contract; null if it has none.</param>
public sealed record SchoolLaterChange(SchoolNumber Number, SchoolContract? Before, SchoolContract? After, SchoolContract? Present);

/// <summary>The outcome of undoing an import.</summary>
public abstract record SchoolUndoOutcome
{
    private SchoolUndoOutcome()
    {
    }

    /// <summary>The list is as it was before the import, or would be after a real run.</summary>
    /// <param name="Import">The import.</param>
    /// <param name="Changes">The changes.</param>
    /// <param name="Later">The schools that were changed since the import.</param>
    public sealed record Accepted(SchoolImportRecord Import, SchoolListChanges Changes, IReadOnlyList<SchoolLaterChange> Later) : SchoolUndoOutcome;

    /// <summary>The list would not be allowed, because of the current contracts of other schools. Nothing is changed.</summary>
    /// <param name="Import">The import.</param>
    /// <param name="Later">The schools that were changed since the import.</param>
    /// <param name="Faults">The faults that the list would have.</param>
    public sealed record Blocked(SchoolImportRecord Import, IReadOnlyList<SchoolLaterChange> Later, IReadOnlyList<SchoolFileFault> Faults) : SchoolUndoOutcome;

    /// <summary>The undo would remove schools, and the call states a different number, or none although it must. Nothing is changed.</summary>
    /// <param name="Removes">The number of schools that it would remove.</param>
    public sealed record RemovalNotStated(int Removes) : SchoolUndoOutcome;

    /// <summary>Somebody else changed the list after it was read. Nothing is changed.</summary>
    public sealed record Overtaken : SchoolUndoOutcome;

    /// <summary>No import of the last 30 days has that revision.</summary>
    public sealed record Unknown : SchoolUndoOutcome;
}
