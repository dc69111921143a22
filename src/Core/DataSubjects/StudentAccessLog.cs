using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Students;

namespace LeerId.DataSubjects;

/// <summary>Puts what staff do with a pupil's data into the privacy log, before it is done.</summary>
public sealed class StudentAccessLog(PrivacyLogStore log, TimeProvider clock)
{
    /// <summary>Records it.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="student">With whose data.</param>
    /// <param name="caller">The person, the role and the purpose.</param>
    /// <param name="reason">What there is to say of how it ends; null for nothing.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <param name="outcome">How it ends: <c>granted</c> or <c>refused</c>.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused: then nothing is to be shown or done.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<PrivacyLogEntry> RecordAsync(
        string action, StudentKey student, StaffCaller caller, string? reason, CancellationToken cancellationToken, string outcome = "granted")
    {
        PrivacyLogEntry entry = PrivacyLogEntry.Of(caller, action, clock.GetUtcNow(), student) with { Outcome = outcome, Reason = reason };
        await log.AppendAsync(entry, cancellationToken);
        return entry;
    }
}
