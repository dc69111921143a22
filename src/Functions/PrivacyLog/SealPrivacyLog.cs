using LeerId.PrivacyLog.Seals;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.PrivacyLog;

/// <summary>Seals the finished days of the privacy log. It runs every hour, so that a day that one run can't read to its end is sealed soon.</summary>
public sealed class SealPrivacyLog(DailySeal seal)
{
    [Function(nameof(SealPrivacyLog))]
    public Task RunAsync([TimerTrigger("%PrivacyLog:SealSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        seal.RunAsync(cancellationToken);
}
