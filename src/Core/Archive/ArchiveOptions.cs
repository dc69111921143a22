using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace LeerId.Archive;

/// <summary>The periods for which the archive keeps its files. Settings <c>Archive:*</c>; only the Functions host reads the schedule.</summary>
public sealed class ArchiveOptions
{
    internal const string Section = "Archive";

    private const string Days = "^[1-9][0-9]{0,4}$";

    /// <summary>
    /// The number of days, from 1 to 99999, that the container of the privacy log keeps a file unchanged before it is deleted: PrivacyLog:Period in days.
    /// Bicep gives the container and this setting the same value.
    /// </summary>
    [RegularExpression(Days, ErrorMessage = "Archive:LogDays must be a number of days from 1 to 99999.")]
    [Required(ErrorMessage = "Archive:LogDays is empty.")]
    public string LogDays { get; set; } = "1096";

    /// <summary>The number of days, from 1 to 99999, that the container of the records keeps a file unchanged: the longest Retention:Records in days.</summary>
    [RegularExpression(Days, ErrorMessage = "Archive:RecordDays must be a number of days from 1 to 99999.")]
    [Required(ErrorMessage = "Archive:RecordDays is empty.")]
    public string RecordDays { get; set; } = "1827";

    internal int LogDaysNumber => int.Parse(LogDays, NumberStyles.None, CultureInfo.InvariantCulture);

    internal int RecordDaysNumber => int.Parse(RecordDays, NumberStyles.None, CultureInfo.InvariantCulture);
}

[OptionsValidator]
internal sealed partial class ArchiveOptionsValidator : IValidateOptions<ArchiveOptions>;
