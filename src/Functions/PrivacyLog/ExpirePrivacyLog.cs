using LeerId.PrivacyLog;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.PrivacyLog;

/// <summary>Deletes the expired days of the privacy log every night.</summary>
public sealed class ExpirePrivacyLog(PrivacyLogExpiry expiry)
{
    [Function(nameof(ExpirePrivacyLog))]
    public Task RunAsync([TimerTrigger("%PrivacyLog:ExpirySchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        expiry.RunAsync(cancellationToken);
}
