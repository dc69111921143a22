using LeerId.PrivacyLog;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions;

/// <summary>Each night: deletes the entries of the privacy log that are past their term.</summary>
public sealed class ExpirePrivacyLog(PrivacyLogExpiry expiry)
{
    [Function(nameof(ExpirePrivacyLog))]
    public Task RunAsync([TimerTrigger("%PrivacyLog:ExpirySchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        expiry.RunAsync(cancellationToken);
}
