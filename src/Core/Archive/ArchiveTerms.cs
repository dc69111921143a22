using Microsoft.Extensions.Options;

namespace LeerId.Archive;

/// <summary>The terms until which the archive keeps its files. Nobody can delete them earlier.</summary>
public sealed class ArchiveTerms(IOptions<ArchiveOptions> options)
{
    /// <summary>
    /// The minimum number of days after its term at which a file of the records is deleted. infra/bicep/modules/archive-storage.bicep has the same number.
    /// </summary>
    public const int RecordGraceDays = 35;

    // A day is archived the next night, or some days later if sealing or archiving failed. Azure's rule then takes a day or two to delete the file.
    private const int MarginDays = 14;

    // A closed record is deleted from its table when its term is over. A record that still exists a week later is in force, and is archived again before
    // the file that contains it is deleted.
    private const int RenewalMarginDays = 7;

    private readonly ArchiveOptions _options = options.Value;

    /// <summary>
    /// Returns the last possible day on which the archive contains the privacy log's entries of a day (GDPR, articles 13(2)(a) and 15(1)(d)).
    /// </summary>
    /// <param name="day">The entries' day, UTC.</param>
    public DateOnly LogKeptUntil(DateOnly day) => day.AddDays(_options.LogDaysNumber + MarginDays);

    /// <summary>The age at which an unchanged row is archived again.</summary>
    internal TimeSpan Renewal => TimeSpan.FromDays(_options.RecordDaysNumber + RenewalMarginDays);
}
