using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions;

/// <summary>Each night: seals the days of the privacy log that are over.</summary>
public sealed class DailySeal(PrivacyLog.Seals.DailySeal seal)
{
    [Function(nameof(DailySeal))]
    public Task RunAsync([TimerTrigger("%PrivacyLog:SealSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        seal.RunAsync(cancellationToken);
}
