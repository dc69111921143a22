using Microsoft.Extensions.Logging;

namespace LeerId.Schools.Import;

/// <summary>
/// Replaces the list of schools by the provider's own, from a CSV file: all of it, or nothing when anything in it is wrong. A school that
/// is not in the file goes. What the file says nothing of, for want of a column, stays as it is: the board, the former numbers and the
/// municipality.
/// </summary>
public sealed partial class SchoolListImport(SchoolStore store, SchoolListReplacement replacement, ILogger<SchoolListImport> logger)
{
    /// <summary>How long a file may be, in bytes: some ten times a list of every school there is.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    // A list that is cut short must not keep the pupils of the schools past the cut out: from here on the number of schools that go must be stated.
    private const int FewRemovals = 10;
    private const int SmallShare = 20;

    /// <summary>Checks a file, and applies it unless it is a dry run.</summary>
    /// <param name="file">All of it: CSV in UTF-8, UTF-16 or Windows-1252.</param>
    /// <param name="dryRun">Whether only to show what would change.</param>
    /// <param name="removes">
    /// How many schools the caller expects to go; null when that is not stated. It must be stated for more than ten schools that are more than 5 % of the list.
    /// </param>
    /// <param name="changedBy">The object id of the member of staff.</param>
    /// <param name="cancellationToken">Ends the work; the list is then the old or the new one.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; the list is the old one.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked; the list is the old or the new one.</exception>
    public async Task<SchoolImportOutcome> ImportAsync(
        ReadOnlyMemory<byte> file, bool dryRun, int? removes, string changedBy, CancellationToken cancellationToken)
    {
        SchoolFileFaults faults = new();
        SchoolFileWarnings warnings = new();
        if (SchoolListFile.Read(file, faults, warnings) is not { } lines)
            return new SchoolImportOutcome.Unreadable(faults.First);
        SchoolList former = await store.ListAsync(cancellationToken);
        SchoolContract[] next = CheckTogether(lines, former, faults);
        if (faults.Count > 0)
            return new SchoolImportOutcome.Faulty(faults.Count, faults.First);

        if (former.UnreadableRows > 0)
            warnings.Add($"Rows of the present list that can't be read, and go: {former.UnreadableRows}.");
        SchoolListChanges changes = SchoolListChanges.Between(former.Contracts, next, warnings, dryRun);
        int removed = changes.RemovedCount;
        changes = changes with { MustStateRemoves = removed > FewRemovals && removed * SmallShare > former.Contracts.Count };
        if (!dryRun && (removes is null ? changes.MustStateRemoves : removes != removed))
            return new SchoolImportOutcome.RemovalNotStated(removed, former.Contracts.Count);
        bool isNeeded = !dryRun && (!changes.IsEmpty || former.UnreadableRows > 0 || !former.IsCounted);
        SchoolChange by = new(changedBy, SchoolChangeWay.Import);
        if (isNeeded && !await replacement.TryReplaceAsync(former, next, by, () => LogImported(changes, changedBy), cancellationToken))
            return new SchoolImportOutcome.Overtaken();
        return new SchoolImportOutcome.Accepted(changes);
    }

    private static SchoolContract[] CheckTogether(IReadOnlyList<SchoolListLine> lines, SchoolList former, SchoolFileFaults faults)
    {
        Dictionary<SchoolNumber, SchoolContract> before = former.Contracts.ToDictionary(school => school.Number);
        Dictionary<SchoolNumber, SchoolListLine> first = [];
        List<SchoolContract> next = [];
        foreach (SchoolListLine line in lines)
        {
            SchoolContract school = line.Contract;
            if (!first.TryAdd(school.Number, line))
            {
                // A school has one contract on the list: of two, nobody could tell which one was meant.
                SchoolListLine other = first[school.Number];
                faults.Add(line.Line, SchoolListFile.Number.Name, SchoolRules.Overlap(school, other.Contract)
                    ? $"{school.Number} is on line {other.Line} too, and the periods overlap"
                    : $"{school.Number} is on line {other.Line} too: a school has one line, from the first day to the last");
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
            faults.Add(first[fault.School].Line, SchoolListFile.FormerNumbers.Name, fault.Fault);
        return [.. next];
    }

    private void LogImported(SchoolListChanges changes, string changedBy) =>
        LogImported(changes.Added.Count, changes.Changed.Count, changes.Removed.Count, changes.Unchanged, changedBy);

    [LoggerMessage(EventId = 3012, Level = LogLevel.Information,
        Message = "The list of schools is imported by {ChangedBy}: {Added} added, {Changed} changed, {Removed} removed, {Unchanged} unchanged")]
    private partial void LogImported(int added, int changed, int removed, int unchanged, string changedBy);
}
