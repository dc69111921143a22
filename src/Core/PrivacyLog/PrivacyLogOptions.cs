using LeerId.Calendar;
using Microsoft.Extensions.Options;

namespace LeerId.PrivacyLog;

/// <summary>Settings <c>PrivacyLog:*</c>.</summary>
public sealed class PrivacyLogOptions
{
    internal const string Section = "PrivacyLog";

    /// <summary>How long an entry is kept, ISO 8601, in whole days: <c>P3Y</c>.</summary>
    public string Period { get; set; } = "P3Y";

    internal CalendarPeriod Term => CalendarPeriod.TryParse(Period, out CalendarPeriod term)
        ? term
        : throw new InvalidOperationException("PrivacyLog:Period is not validated.");
}

internal sealed class PrivacyLogOptionsValidator : IValidateOptions<PrivacyLogOptions>
{
    public ValidateOptionsResult Validate(string? name, PrivacyLogOptions options) => CalendarPeriod.TryParse(options.Period, out _)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("PrivacyLog:Period is not a period of whole days, such as P3Y.");
}
