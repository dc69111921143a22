using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Students;

namespace LeerId.DataSubjects;

/// <summary>Records in the privacy log each action of staff on a pupil's data, before the action.</summary>
public sealed class StudentAccessLog(PrivacyLogStore log, TimeProvider clock)
{
    /// <summary>Records an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="student">The pupil whose data are used.</param>
    /// <param name="caller">The person, the role and the purpose.</param>
    /// <param name="reason">The reason of the outcome; null if there is none.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <param name="outcome">The outcome: <c>granted</c> or <c>refused</c>.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused. The caller must then show and do nothing.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<PrivacyLogEntry> RecordAsync(
        string action, StudentKey student, StaffCaller caller, string? reason, CancellationToken cancellationToken, string outcome = "granted")
    {
        PrivacyLogEntry entry = PrivacyLogEntry.Of(caller, action, clock.GetUtcNow(), student) with { Outcome = outcome, Reason = reason };
        await log.AppendAsync(entry, cancellationToken);
        return entry;
    }
}
