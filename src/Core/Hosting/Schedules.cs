using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NCrontab;

namespace LeerId.Hosting;

/// <summary>
/// The schedules of the nightly and hourly jobs. The triggers read these settings themselves, and the Functions host starts without a function whose schedule
/// it can't read. Without this check nobody would notice that nothing is deleted or sealed any more.
/// </summary>
internal sealed class Schedules
{
    /// <summary>The settings, each an NCrontab expression of six fields, seconds first; UTC.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        "Retention:Schedule", "Retention:RecordsSchedule", "Agreement:Schedule", "PrivacyLog:SealSchedule", "PrivacyLog:ExpirySchedule",
        "Notices:RequeueSchedule", "Notices:DeadlineSchedule", "Requests:ReminderSchedule", "Archive:Schedule",
    ];
}

internal sealed class SchedulesValidator(IConfiguration configuration) : IValidateOptions<Schedules>
{
    private static readonly CrontabSchedule.ParseOptions SixFields = new() { IncludingSeconds = true };

    public ValidateOptionsResult Validate(string? name, Schedules options)
    {
        string[] faults = [.. Schedules.Settings.Select(Fault).OfType<string>()];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private string? Fault(string setting) => configuration[setting] is not { Length: > 0 } expression
        ? $"{setting} is not set."
        : CrontabSchedule.TryParse(expression, SixFields) is null ? $"{setting} must be an NCrontab expression of six fields, such as 0 30 2 * * *." : null;
}
