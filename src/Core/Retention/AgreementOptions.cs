using System.ComponentModel.DataAnnotations;
using System.Globalization;
using LeerId.Calendar;
using LeerId.Settings;
using Microsoft.Extensions.Options;

namespace LeerId.Retention;

/// <summary>The agreement with DOV. Settings <c>Agreement:*</c>; the schedule is read by the Functions host alone.</summary>
public sealed class AgreementOptions : IValidatableObject
{
    internal const string Section = "Agreement";
    private const string Yes = "true";
    private const string No = "false";

    /// <summary>The first day, Brussels calendar, on which the agreement is over (protocol, article 11); null or empty while it has no end.</summary>
    public string? EndDate { get; set; }

    /// <summary>
    /// How long the officers are told every day, from <see cref="EndDate"/>, before the data of all pupils are destroyed: an ISO 8601 duration in calendar
    /// units. Two persons can confirm the destruction before that.
    /// </summary>
    public string GracePeriod { get; set; } = "P1W";

    /// <summary>The maximum number of snapshots that one run of the destruction takes, so that it ends well before the host would end it: 1 or more.</summary>
    public string SnapshotsPerRun { get; set; } = "100000";

    /// <summary>Whether sign-ins are suspended: <c>true</c> or <c>false</c>. Nothing is destroyed because of it.</summary>
    [AllowedValues(Yes, No, ErrorMessage = "Agreement:Suspended must be true or false.")]
    public string Suspended { get; set; } = No;

    /// <summary>The day in <see cref="EndDate"/>; null when there is none.</summary>
    internal DateOnly? EndsOn => SettingDay.Parse(EndDate);

    /// <summary>The period in <see cref="GracePeriod"/>; null only before validation.</summary>
    internal CalendarPeriod? Grace => CalendarPeriod.Parse(GracePeriod);

    /// <summary>The number in <see cref="SnapshotsPerRun"/>; null only before validation.</summary>
    internal int? SnapshotLimit =>
        int.TryParse(SnapshotsPerRun, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit > 0 ? limit : null;

    internal bool IsSuspended => Suspended == Yes;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(EndDate) && EndsOn is null)
            yield return new ValidationResult("Agreement:EndDate is not a day in the form 2028-01-01.");
        if (Grace is null)
            yield return new ValidationResult("Agreement:GracePeriod is not an ISO 8601 duration in years, months, weeks or days, such as P1W.");
        if (SnapshotLimit is null)
            yield return new ValidationResult("Agreement:SnapshotsPerRun is not a number of 1 or more.");
    }
}

[OptionsValidator]
internal sealed partial class AgreementOptionsValidator : IValidateOptions<AgreementOptions>;
