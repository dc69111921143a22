using Azure.Storage.Queues.Models;
using LeerId.Caching;
using LeerId.OpenIdConnect;
using LeerId.Schools;
using LeerId.SignIn;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Hosting;

/// <summary>Whether what a sign-in needs answers: the tables, the queues, the secrets, and ACM's metadata.</summary>
public sealed partial class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Anybody may ask: this bounds what asking costs storage and ACM.
    private static readonly TimeSpan VerdictLife = TimeSpan.FromSeconds(5);

    private readonly SchoolStore _schools;
    private readonly StorageAccount _host;
    private readonly ProviderMetadata _acm;
    private readonly SignInSecrets _secrets;
    private readonly ILogger<Readiness> _logger;
    private readonly RefreshingValue<Verdict> _verdict;

    /// <summary>Asks nothing yet.</summary>
    public Readiness(
        SchoolStore schools, [FromKeyedServices(StorageAccount.Host)] StorageAccount host, SignInSecrets secrets,
        [FromKeyedServices(AcmOptions.Provider)] ProviderMetadata acm, TimeProvider clock, ILogger<Readiness> logger)
    {
        _schools = schools;
        _host = host;
        _acm = acm;
        _secrets = secrets;
        _logger = logger;
        _verdict = new RefreshingValue<Verdict>(AskAsync, clock);
    }

    /// <summary>
    /// Asks them all, side by side, for five seconds at most; who asks within a few seconds gets the same answer. What is
    /// amiss is in the log and not in the answer.
    /// </summary>
    public async Task<bool> CheckAsync(CancellationToken cancellationToken) => (await _verdict.GetAsync(cancellationToken)).IsReady;

    private async Task<Loaded<Verdict>> AskAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        bool[] answers = await Task.WhenAll(
            AnswersAsync("tables", _schools.PingAsync, limit.Token),
            AnswersAsync("queues", async token =>
            {
                // The least an identity may do that may send and take messages; the service's properties are not in that role.
                await using IAsyncEnumerator<QueueItem> queues = _host.Queues.GetQueuesAsync(cancellationToken: token).GetAsyncEnumerator(token);
                await queues.MoveNextAsync();
            }, limit.Token),
            AnswersAsync("secrets", async token =>
            {
                foreach (Func<CancellationToken, ValueTask> read in _secrets.Reads)
                    await read(token);
            }, limit.Token),
            AnswersAsync("ACM", async token => await _acm.ReloadEndpointsAsync(token), limit.Token));
        return new(new Verdict(answers.All(answer => answer)), VerdictLife, VerdictLife, VerdictLife);
    }

    private async Task<bool> AnswersAsync(string what, Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        try
        {
            await ask(cancellationToken);
            return true;
        }
        catch (Exception exception)
        {
            string fault = exception.GetType().Name;
            LogNotReady(what, fault);
            return false;
        }
    }

    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "Not ready: {What} did not answer ({Fault})")]
    private partial void LogNotReady(string what, string fault);

    private sealed record Verdict(bool IsReady);
}
