using LeerId.PrivacyLog.Seals;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.PrivacyLog;

/// <summary>Seals the past days of the privacy log every night.</summary>
public sealed class SealPrivacyLog(DailySeal seal)
{
    [Function(nameof(SealPrivacyLog))]
    public Task RunAsync([TimerTrigger("%PrivacyLog:SealSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        seal.RunAsync(cancellationToken);
}
