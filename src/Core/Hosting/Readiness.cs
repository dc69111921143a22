using Azure;
using LeerId.Caching;
using LeerId.Load;
using LeerId.Notices;
using LeerId.OpenIdConnect;
using LeerId.PrivacyLog;
using LeerId.Restrictions;
using LeerId.Schools;
using LeerId.Secrets;
using LeerId.SignIn;
using LeerId.Students;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Hosting;

/// <summary>Checks whether pupils can sign in: ACM's metadata and keys, the secrets, the tables, the queue, and the list of schools.</summary>
public sealed partial class Readiness
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    // Anybody may ask, so this limits the load on storage and ACM.
    private static readonly TimeSpan ReportLife = TimeSpan.FromSeconds(5);

    private static readonly ReadinessReport ShuttingDown = new([new ReadinessCheck("shutdown", ReadinessState.Unavailable)]);

    private readonly ProviderMetadata _acm;
    private readonly SignInSecrets _secrets;
    private readonly SchoolWhitelist _schools;
    private readonly ILogger<Readiness> _logger;
    private readonly RefreshingValue<ReadinessReport> _report;
    private readonly Shutdown _shutdown;
    private readonly (string Table, Func<CancellationToken, Task> Ping)[] _tables;
    private readonly NoticeQueue _queue;

    /// <summary>Prepares the checks, without running any.</summary>
    public Readiness(
        [FromKeyedServices(AcmOptions.Provider)] ProviderMetadata acm, SignInSecrets secrets, SchoolWhitelist schools, SchoolStore schoolStore,
        StudentStore students, PrivacyLogStore privacyLog, RestrictionRows restrictions, NoticeQueue queue, Shutdown shutdown, TimeProvider clock,
        ILogger<Readiness> logger)
    {
        _acm = acm;
        _secrets = secrets;
        _schools = schools;
        _tables =
        [
            ("Schools", schoolStore.PingAsync), ("Students", students.PingAsync), ("PrivacyLog", privacyLog.PingAsync),
            ("Restrictions", restrictions.PingAsync),
        ];
        _queue = queue;
        _shutdown = shutdown;
        _logger = logger;
        _report = new RefreshingValue<ReadinessReport>(AskAsync, clock);
    }

    /// <summary>
    /// Runs all checks in parallel, for at most five seconds. Calls within the next five seconds get the same report. The log names each check that failed,
    /// with what it found. An instance that is shutting down is unavailable at once, and checks nothing.
    /// </summary>
    public ValueTask<ReadinessReport> CheckAsync(CancellationToken cancellationToken) =>
        _shutdown.HasBegun ? new(ShuttingDown) : _report.GetAsync(cancellationToken);

    private async Task<Loaded<ReadinessReport>> AskAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        ReadinessCheck[] checks = await Task.WhenAll(
            CheckAsync("metadata", async token => await _acm.ReloadEndpointsAsync(token), limit.Token),
            CheckAsync("keys", CheckKeysAsync, limit.Token),
            CheckAsync("secrets", CheckSecretsAsync, limit.Token),
            CheckAsync("tables", CheckTablesAsync, limit.Token),
            CheckAsync("queue", _queue.PingAsync, limit.Token),
            CheckSchoolsAsync(limit.Token));
        return new(new ReadinessReport(checks), ReportLife, ReportLife, ReportLife);
    }

    private async Task<ReadinessCheck> CheckAsync(string name, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        try
        {
            await check(cancellationToken);
            return new ReadinessCheck(name, ReadinessState.Ok);
        }
        catch (Exception exception)
        {
            string finding = Finding(exception);
            LogNotReady(name, finding);
            return new ReadinessCheck(name, ReadinessState.Unavailable);
        }
    }

    private async Task CheckKeysAsync(CancellationToken cancellationToken)
    {
        ProviderKeySet keys = await _acm.ReloadKeysAsync(cancellationToken);
        if (keys.Usable == 0)
            throw new CheckFailedException($"none of the {keys.Published} published keys can be used");
    }

    private async Task CheckSecretsAsync(CancellationToken cancellationToken)
    {
        // All secrets are checked before a fault is reported, because during a first deployment several can be missing.
        string?[] findings = await Task.WhenAll(_secrets.Reads.Select(async secret =>
        {
            try
            {
                await secret.Read(cancellationToken);
                return null;
            }
            catch (Exception exception)
            {
                return $"{secret.Name}: {Finding(exception)}";
            }
        }));
        string found = string.Join("; ", findings.OfType<string>());
        if (found.Length > 0)
            throw new CheckFailedException(found);
    }

    private async Task CheckTablesAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(_tables.Select(table => CheckNamedAsync(table.Table, table.Ping, cancellationToken)));

    // A first deployment must succeed while the list is still empty. The state says so, and the event raises an alert.
    private async Task<ReadinessCheck> CheckSchoolsAsync(CancellationToken cancellationToken)
    {
        bool isEmpty = false;
        ReadinessCheck check = await CheckAsync("schools", async token => isEmpty = await _schools.IsEmptyAsync(token), cancellationToken);
        if (!isEmpty)
            return check;

        LogNoSchools();
        return check with { State = ReadinessState.Degraded };
    }

    private static async Task CheckNamedAsync(string name, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        try
        {
            await check(cancellationToken);
        }
        catch (Exception exception)
        {
            throw new CheckFailedException($"{name}: {Finding(exception)}");
        }
    }

    // Only exceptions of this software have their message logged. The messages of others might quote personal data.
    private static string Finding(Exception exception) => exception switch
    {
        ProviderUnavailableException provider => $"{provider.Fault}, {provider.Finding}",
        RequestFailedException refused => $"status {refused.Status} {refused.ErrorCode}".TrimEnd(),
        CheckFailedException or SecretMissingException or SecretMalformedException => exception.Message,
        OperationCanceledException => "no answer in time",
        AggregateException => "no answer after all retries",
        _ => exception.GetType().Name,
    };

    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "Not ready: the check of the {Check} failed; found: {Finding}")]
    private partial void LogNotReady(string check, string finding);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Warning, Message = "The list of schools is empty, so every pupil is refused. Import it")]
    private partial void LogNoSchools();

    private sealed class CheckFailedException(string finding) : Exception(finding);
}
