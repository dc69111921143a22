using LeerId.Calendar;
using Microsoft.Extensions.Options;

namespace LeerId.PrivacyLog;

/// <summary>Settings <c>PrivacyLog:*</c>.</summary>
public sealed class PrivacyLogOptions
{
    internal const string Section = "PrivacyLog";

    /// <summary>The retention period of an entry, ISO 8601, in whole days: <c>P3Y</c>.</summary>
    public string Period { get; set; } = "P3Y";

    /// <summary>The period in <see cref="Period"/>; null only before validation.</summary>
    internal CalendarPeriod? Term => CalendarPeriod.Parse(Period);
}

internal sealed class PrivacyLogOptionsValidator : IValidateOptions<PrivacyLogOptions>
{
    public ValidateOptionsResult Validate(string? name, PrivacyLogOptions options) => options.Term is not null
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("PrivacyLog:Period must be a period of whole days, such as P3Y.");
}
