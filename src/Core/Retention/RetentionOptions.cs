using System.ComponentModel.DataAnnotations;
using LeerId.Hosting;
using Microsoft.Extensions.Options;

namespace LeerId.Retention;

/// <summary>How long pupil data are kept. Settings <c>Retention:*</c>; the schedule is read by the Functions host alone.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    internal const string Section = "Retention";

    /// <summary>How long a snapshot is kept after the last sign-in: an ISO 8601 duration in calendar units.</summary>
    public string Period { get; set; } = "P3Y";

    /// <summary>The first day, Brussels calendar, on which usernames are neither read nor stored (protocol, article 5).</summary>
    public DateOnly UsernameUntil { get; set; } = new(2028, 1, 1);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!CalendarPeriod.TryParse(Period, out _))
            yield return new ValidationResult("Retention:Period is not an ISO 8601 duration in years, months, weeks or days, such as P3Y.");
    }
}

/// <summary>The agreement with DOV. Settings <c>Agreement:*</c>.</summary>
public sealed class AgreementOptions
{
    internal const string Section = "Agreement";

    /// <summary>The first day, Brussels calendar, on which the agreement is over (protocol, article 11); null while it has no end.</summary>
    public DateOnly? EndDate { get; set; }
}

[OptionsValidator]
internal sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
