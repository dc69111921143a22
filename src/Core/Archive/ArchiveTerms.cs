using Microsoft.Extensions.Options;

namespace LeerId.Archive;

/// <summary>Until when the archive keeps its files. Nobody can delete them earlier.</summary>
public sealed class ArchiveTerms(IOptions<ArchiveOptions> options)
{
    /// <summary>
    /// How many days after its term a file of the records is deleted, at the earliest. infra/bicep/modules/archive-storage.bicep has the same number.
    /// </summary>
    public const int RecordGraceDays = 35;

    // A day is archived the night after it, or some days later when sealing or archiving failed; then Azure's rule takes a day or two to delete.
    private const int MarginDays = 14;

    // A record that is closed is deleted from its table when its term is over. One that is still there a week later is in force, and archived again
    // before the file with it is deleted.
    private const int RenewalMarginDays = 7;

    private readonly ArchiveOptions _options = options.Value;

    /// <summary>The last day, at the latest, on which the archive has the privacy log's entries of a day (GDPR, articles 13(2)(a) and 15(1)(d)).</summary>
    /// <param name="day">The entries' day, UTC.</param>
    public DateOnly LogKeptUntil(DateOnly day) => day.AddDays(_options.LogDaysNumber + MarginDays);

    /// <summary>After how long a row that did not change is archived again.</summary>
    internal TimeSpan Renewal => TimeSpan.FromDays(_options.RecordDaysNumber + RenewalMarginDays);
}
