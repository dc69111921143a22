using LeerId.Notices;
using LeerId.Runs;
using Microsoft.Extensions.Logging;

namespace LeerId.Secrets.Inventory;

/// <summary>
/// Looks every night for secrets that are missing, expire within 30 days or have expired, and for a certificate of DOV's officer that expires. An alert
/// watches each of the events.
/// </summary>
public sealed partial class SecretCheck(
    SecretInventory inventory, SecretExpiries expiries, OfficerCertificateWatch certificate, JobRunner jobs, TimeProvider clock, ILogger<SecretCheck> logger)
{
    /// <summary>The name of its runs.</summary>
    public const string Job = "CheckSecrets";

    /// <summary>From how long before its end a secret is told. The vault's own event has the same term.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromDays(30);

    /// <summary>Runs once and leaves a record: examined is the secrets in use.</summary>
    /// <exception cref="RunFailedException">A secret could not be checked; the next run repeats it.</exception>
    /// <exception cref="Azure.RequestFailedException">The run's record could not be written.</exception>
    public Task<RunRecord> RunAsync(CancellationToken cancellationToken) => jobs.RunAsync(
        Job, cutOff: null, ground: null,
        async (counts, token) =>
        {
            certificate.Check();
            foreach (UsedSecret secret in inventory.All)
            {
                counts.AddExamined();
                await counts.TryAsync(
                    async () => Report(await expiries.ReadAsync(secret, token)), exception => LogFailed(secret.Name, exception), token);
            }
        },
        cancellationToken);

    private void Report(SecretExpiry secret)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (secret.Newest is null)
            LogMissing(secret.Name);
        else if (secret.Newest.ExpiresAt is { } end && end <= now)
            LogExpired(secret.Name, end);
        else if (secret.Newest.ExpiresAt is { } soon && soon - now <= Warning)
            LogExpires(secret.Name, soon);
    }

    [LoggerMessage(EventId = 5020, Level = LogLevel.Warning, Message = "The secret {Name} expires at {End:u}. Put in a new version")]
    private partial void LogExpires(string name, DateTimeOffset end);

    [LoggerMessage(EventId = 5021, Level = LogLevel.Error, Message = "The secret {Name} expired at {End:u}. Put in a new version at once")]
    private partial void LogExpired(string name, DateTimeOffset end);

    [LoggerMessage(EventId = 5022, Level = LogLevel.Error, Message = "The vault has no enabled version of the secret {Name}. Put one in")]
    private partial void LogMissing(string name);

    [LoggerMessage(EventId = 5023, Level = LogLevel.Error, Message = "The expiry of the secret {Name} could not be checked; the next night's run repeats it")]
    private partial void LogFailed(string name, Exception exception);
}
