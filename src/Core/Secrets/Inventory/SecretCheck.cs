using LeerId.Notices;
using LeerId.Runs;
using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.Secrets.Inventory;

/// <summary>
/// Checks every night for secrets that are missing, expire within 30 days or have expired, and for an expiring certificate of DOV's officer. Each event
/// raises an alert.
/// </summary>
public sealed partial class SecretCheck(
    SecretInventory inventory, SecretExpiries expiries, OfficerCertificateWatch certificate, JobRunner jobs, TimeProvider clock, ILogger<SecretCheck> logger)
{
    /// <summary>The job's name in the runs.</summary>
    public const string Job = "CheckSecrets";

    /// <summary>The time before the expiry of a secret when it is reported. The vault's own event has the same term.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromDays(30);

    /// <summary>Runs once and records the run. Its number of examined rows is the number of secrets in use.</summary>
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

    [LoggerMessage(EventId = 5020, Level = LogLevel.Warning, Message = "The secret {Name} expires at {End}. Add a new version")]
    private partial void LogExpires(string name, LoggedMoment end);

    [LoggerMessage(EventId = 5021, Level = LogLevel.Error, Message = "The secret {Name} expired at {End}. Add a new version at once")]
    private partial void LogExpired(string name, LoggedMoment end);

    [LoggerMessage(EventId = 5022, Level = LogLevel.Error, Message = "The vault has no enabled version of the secret {Name}. Add one")]
    private partial void LogMissing(string name);

    [LoggerMessage(EventId = 5023, Level = LogLevel.Error, Message = "The expiry of the secret {Name} could not be checked; the next run retries it")]
    private partial void LogFailed(string name, Exception exception);
}
