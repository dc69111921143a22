using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LeerId.Applications;
using LeerId.Secrets;
using Microsoft.Extensions.Logging;

namespace LeerId.Provider;

/// <summary>
/// Checks the client secrets of applications (RFC 6749, section 2.3.1). Each is a secret in the vault with two usable versions, so that it can be rotated
/// without an interruption. Wrong secrets are counted, and each further one within a minute is answered later. This makes guessing impractical, and does not
/// delay the application itself.
/// </summary>
public sealed partial class ClientSecrets(ISecretReader secrets, TimeProvider clock, ILogger<ClientSecrets> logger)
{
    // In milliseconds.
    private const int DelayStep = 100;
    private const int MaximumDelay = 2000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, SecretKey<byte[]>> _hashes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Failures> _failures = new(StringComparer.Ordinal);

    /// <summary>Whether a text is the secret of the application.</summary>
    /// <exception cref="SecretMissingException">The vault has no secret for it.</exception>
    public async ValueTask<bool> IsValidAsync(Application application, string secret, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(secret);
        SecretKey<byte[]> known = _hashes.GetOrAdd(application.SecretName!, name => new SecretKey<byte[]>(secrets, name, Hash, clock, logger));
        byte[] given = Hash(secret);
        bool isValid = false;
        foreach (byte[] hash in (await known.GetAsync(cancellationToken)).All)
            isValid |= CryptographicOperations.FixedTimeEquals(given, hash);
        return isValid;
    }

    /// <summary>Records that somebody failed to authenticate as an application, and waits before the answer.</summary>
    /// <param name="application">The application; null when the client id is unknown.</param>
    /// <param name="reason">The reason, without any value that was sent.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task FailAsync(Application? application, string reason, CancellationToken cancellationToken)
    {
        string clientId = application?.ClientId ?? "(unknown)";
        long now = clock.GetTimestamp();
        Failures failures = _failures.AddOrUpdate(
            clientId,
            _ => new Failures(now, 1),
            (_, known) => clock.GetElapsedTime(known.Since, now) < Window ? known with { Count = known.Count + 1 } : new Failures(now, 1));
        LogFailed(clientId, reason, failures.Count);
        // The delay uses real time, because with a test's clock nobody would get an answer.
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(failures.Count * DelayStep, MaximumDelay)), TimeProvider.System, cancellationToken);
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    [LoggerMessage(
        EventId = 1102, Level = LogLevel.Warning, Message = "Client authentication failed for application {ClientId}: {Reason}; {Count} times within a minute")]
    private partial void LogFailed(string clientId, string reason, int count);

    private readonly record struct Failures(long Since, int Count);
}
