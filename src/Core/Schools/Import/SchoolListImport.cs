using Microsoft.Extensions.Logging;

namespace LeerId.Schools.Import;

/// <summary>
/// Replaces the list of schools by the provider's own, from a CSV file or a workbook. If the file has any fault, nothing changes. A school that is not in
/// the file is removed. If the file has no column for the board, the former numbers or the municipality, every school keeps its current value.
/// </summary>
public sealed partial class SchoolListImport(SchoolStore store, SchoolListReplacement replacement, ILogger<SchoolListImport> logger)
{
    /// <summary>The maximum size of a file, in bytes: some ten times a list of all schools.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    /// <summary>Checks a file, and applies it unless it is a dry run.</summary>
    /// <param name="file">The whole file: a workbook (.xlsx), or CSV in UTF-8, UTF-16 or Windows-1252.</param>
    /// <param name="dryRun">Whether only to show what would change.</param>
    /// <param name="removes">
    /// The number of schools that the caller expects to be removed; null if it isn't stated. It is required if more than ten schools, and more than 5 % of
    /// the list, are removed.
    /// </param>
    /// <param name="revision">The revision of the list for which the caller saw the changes; null applies the file to any revision.</param>
    /// <param name="changedBy">The object id of the member of staff.</param>
    /// <param name="cancellationToken">Ends the work; the list is then the old or the new one.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; the list is the old one.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed. The list is the old or the new one.</exception>
    public async Task<SchoolImportOutcome> ImportAsync(
        ReadOnlyMemory<byte> file, bool dryRun, int? removes, long? revision, string changedBy, CancellationToken cancellationToken)
    {
        SchoolFileFaults faults = new();
        SchoolFileWarnings warnings = new();
        if (SchoolListFile.Read(file, faults, warnings) is not { } lines)
            return new SchoolImportOutcome.Unreadable(faults.First);
        SchoolList former = await store.ListAsync(cancellationToken);
        if (revision is not null && revision != former.Revision)
            return new SchoolImportOutcome.Overtaken();
        SchoolContract[] next = CheckTogether(lines, former.Contracts.ToDictionary(school => school.Number), faults);
        if (faults.Count > 0)
            return new SchoolImportOutcome.Faulty(faults.Count, faults.First);

        if (former.UnreadableRows > 0)
        {
            warnings.Add(
                SchoolFilePlace.File, $"The current list has rows that can't be read, which are removed: {former.UnreadableRows}.",
                $"de huidige lijst heeft rijen die niet gelezen kunnen worden en die verdwijnen: {former.UnreadableRows}");
        }

        SchoolListChanges changes = SchoolListChanges.Between(former, next, warnings, dryRun);
        if (!dryRun && !changes.IsStated(removes))
            return new SchoolImportOutcome.RemovalNotStated(changes.RemovedCount, former.Contracts.Count);
        bool isNeeded = !dryRun && !changes.IsEmpty;
        SchoolChange by = new(changedBy, SchoolChangeWay.Import);
        if (isNeeded && !await replacement.TryReplaceAsync(former, next, by, () => LogImported(changes, changedBy), cancellationToken))
            return new SchoolImportOutcome.Overtaken();
        return new SchoolImportOutcome.Accepted(changes);
    }

    internal static SchoolContract[] CheckTogether(
        IReadOnlyList<SchoolListLine> lines, IReadOnlyDictionary<SchoolNumber, SchoolContract> before, SchoolFileFaults faults)
    {
        Dictionary<SchoolNumber, SchoolListLine> first = [];
        List<SchoolContract> next = [];
        foreach (SchoolListLine line in lines)
        {
            SchoolContract school = line.Contract;
            if (!first.TryAdd(school.Number, line))
            {
                // A school has one contract on the list. With two, nobody could tell which one was meant.
                SchoolListLine other = first[school.Number];
                faults.Add(line.NumberAt, SchoolRules.Overlap(school, other.Contract)
                    ? new SchoolRuleFault(
                        $"{school.Number} is also {other.NumberAt.English}, and the periods overlap",
                        $"{school.Number} staat ook {other.NumberAt.Dutch}, en de periodes overlappen")
                    : new SchoolRuleFault(
                        $"{school.Number} is also {other.NumberAt.English}: give a school one line, from the first day to the last",
                        $"{school.Number} staat ook {other.NumberAt.Dutch}. Een school heeft één rij, van de eerste dag tot de laatste"));
                continue;
            }

            SchoolContract? known = before.GetValueOrDefault(school.Number);
            next.Add(school with
            {
                Board = line.HasBoard ? school.Board : known?.Board,
                FormerNumbers = line.HasFormerNumbers ? school.FormerNumbers : known?.FormerNumbers ?? [],
                Municipality = line.HasMunicipality ? school.Municipality : known?.Municipality,
            });
        }

        foreach (FormerNumberFault fault in SchoolRules.CheckFormerNumbers(next))
            faults.Add(first[fault.School].FormerNumbersAt, fault.Fault, fault.Dutch);
        return [.. next];
    }

    private void LogImported(SchoolListChanges changes, string changedBy) =>
        LogImported(changes.Added.Count, changes.Changed.Count, changes.Removed.Count, changes.Unchanged, changedBy);

    [LoggerMessage(EventId = 3012, Level = LogLevel.Information,
        Message = "The list of schools was imported by {ChangedBy}: {Added} added, {Changed} changed, {Removed} removed, {Unchanged} unchanged")]
    private partial void LogImported(int added, int changed, int removed, int unchanged, string changedBy);
}
