using System.ComponentModel.DataAnnotations;
using LeerId.Calendar;
using LeerId.Settings;
using Microsoft.Extensions.Options;

namespace LeerId.Retention;

/// <summary>How long pupil data are kept. Settings <c>Retention:*</c>; the schedule is read by the Functions host alone.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    internal const string Section = "Retention";

    /// <summary>How long a snapshot is kept after the last sign-in: an ISO 8601 duration in calendar units.</summary>
    public string Period { get; set; } = "P3Y";

    /// <summary>The first day, Brussels calendar, on which usernames are neither read nor stored (protocol, article 5).</summary>
    public string UsernameUntil { get; set; } = "2028-01-01";

    /// <summary>
    /// How long the workspace keeps the lines of the application logs: an ISO 8601 duration in calendar units, for the register of processing activities.
    /// Empty when nobody said. The workspace itself applies the period.
    /// </summary>
    public string Logs { get; set; } = "";

    /// <summary>The period in <see cref="Period"/>; null only before validation.</summary>
    internal CalendarPeriod? Term => CalendarPeriod.Parse(Period);

    /// <summary>The period in <see cref="Logs"/>; null when there is none.</summary>
    internal CalendarPeriod? LogTerm => CalendarPeriod.Parse(Logs);

    /// <summary>The day in <see cref="UsernameUntil"/>; null only before validation.</summary>
    internal DateOnly? UsernamesEndOn => SettingDay.Parse(UsernameUntil);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Term is null)
            yield return new ValidationResult("Retention:Period is not an ISO 8601 duration in years, months, weeks or days, such as P3Y.");
        if (UsernamesEndOn is null)
            yield return new ValidationResult("Retention:UsernameUntil is not a day in the form 2028-01-01.");
        if (Logs.Length > 0 && LogTerm is null)
            yield return new ValidationResult("Retention:Logs is not an ISO 8601 duration in years, months, weeks or days, such as P365D.");
    }
}

[OptionsValidator]
internal sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
