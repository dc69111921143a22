using LeerId.Secrets.Inventory;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Secrets;

/// <summary>Looks every night for secrets and certificates that are missing, expire soon or have expired.</summary>
public sealed class CheckSecrets(SecretCheck check)
{
    // With the other nightly reviews. None of them waits for another.
    [Function(nameof(CheckSecrets))]
    public Task RunAsync([TimerTrigger("%Retention:Schedule%")] TimerInfo timer, CancellationToken cancellationToken) => check.RunAsync(cancellationToken);
}
