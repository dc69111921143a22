using LeerId.Calendar;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools.Import;

/// <summary>
/// Gives the schools on the list the names, boards and municipalities in the open data file of all schools, and warns of numbers on the list that are
/// boards, closed or unknown there. Adds and removes no school. If the file has any fault, nothing changes.
/// </summary>
public sealed partial class OpenSchoolData(SchoolStore store, SchoolListReplacement replacement, TimeProvider clock, ILogger<OpenSchoolData> logger)
{
    /// <summary>The maximum size of a file, in bytes: several times its usual size.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    /// <summary>Checks a file, and applies it unless it is a dry run.</summary>
    /// <param name="file">The whole file: a workbook (.xlsx), or CSV in UTF-8, UTF-16 or Windows-1252.</param>
    /// <param name="dryRun">Whether only to show what would change.</param>
    /// <param name="revision">The revision of the list for which the caller saw the changes; null applies the file to any revision.</param>
    /// <param name="changedBy">The object id of the member of staff.</param>
    /// <param name="cancellationToken">Ends the work; the list is then the old or the new one.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; the list is the old one.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed. The list is the old or the new one.</exception>
    public async Task<SchoolImportOutcome> ImportAsync(
        ReadOnlyMemory<byte> file, bool dryRun, long? revision, string changedBy, CancellationToken cancellationToken)
    {
        SchoolFileFaults faults = new();
        SchoolFileWarnings warnings = new();
        SchoolList former = await store.ListAsync(cancellationToken);
        if (revision is not null && revision != former.Revision)
            return new SchoolImportOutcome.Overtaken();
        HashSet<SchoolNumber> asked = [.. former.Contracts.Select(school => school.Number)];
        if (OpenSchoolFile.Read(file, asked, BrusselsTime.Today(clock), faults, warnings) is not { } open)
            return new SchoolImportOutcome.Unreadable(faults.First);
        // The replacement would remove these rows from the list, and this import may remove nothing.
        if (former.UnreadableRows > 0)
        {
            faults.Add(
                SchoolFilePlace.File, $"The current list has rows that can't be read: {former.UnreadableRows}. Import your list first.",
                $"kan nog niet ingevoerd worden: de lijst heeft rijen die niet gelezen kunnen worden ({former.UnreadableRows}). Voer eerst uw lijst in");
        }

        if (faults.Count > 0)
            return new SchoolImportOutcome.Faulty(faults.Count, faults.First);

        SchoolContract[] next = [.. former.Contracts.Select(school => Filled(school, open.GetValueOrDefault(school.Number), warnings))];
        SchoolListChanges changes = SchoolListChanges.Between(former, next, warnings, dryRun);
        SchoolChange by = new(changedBy, SchoolChangeWay.OpenData);
        bool isNeeded = !dryRun && !changes.IsEmpty;
        if (isNeeded && !await replacement.TryReplaceAsync(
            former, next, by, () => LogFilled(changes.Changed.Count, changes.Unchanged, changedBy), cancellationToken))
        {
            return new SchoolImportOutcome.Overtaken();
        }

        return new SchoolImportOutcome.Accepted(changes);
    }

    private static SchoolContract Filled(SchoolContract school, OpenSchool? open, SchoolFileWarnings warnings)
    {
        SchoolRuleFault? doubt = open switch
        {
            null => new("is not in the open data", "staat niet in de open data"),
            { IsBoard: true } => new("is a school board: no pupil is enrolled there", "is een schoolbestuur: daar is geen leerling ingeschreven"),
            { IsOpen: false } => new("is closed, or not recognised", "is gesloten of niet erkend"),
            _ => null,
        };
        if (doubt is not null)
            warnings.Add(school.Number, doubt.English, doubt.Dutch);
        return open is null ? school : school with
        {
            Name = open.Name,
            Board = open.Board ?? school.Board,
            Municipality = open.Municipality ?? school.Municipality,
        };
    }

    [LoggerMessage(EventId = 3013, Level = LogLevel.Information,
        Message = "Names and boards of schools were filled in from the open data by {ChangedBy}: {Changed} changed, {Unchanged} unchanged")]
    private partial void LogFilled(int changed, int unchanged, string changedBy);
}
