using LeerId.Schools;
using LeerId.SignIn;
using Microsoft.Extensions.Logging;

namespace LeerId.Hosting;

/// <summary>Whether what a sign-in needs answers: the tables, the queues, and ACM's metadata.</summary>
public sealed partial class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SchoolStore _schools;
    private readonly StorageAccount _host;
    private readonly AcmMetadata _acm;
    private readonly ILogger<Readiness> _logger;

    internal Readiness(SchoolStore schools, StorageAccount host, AcmMetadata acm, ILogger<Readiness> logger)
    {
        _schools = schools;
        _host = host;
        _acm = acm;
        _logger = logger;
    }

    /// <summary>Asks all three, side by side, for five seconds at most. What is amiss is in the log and not in the answer.</summary>
    public async Task<bool> CheckAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        bool[] answers = await Task.WhenAll(
            AnswersAsync("tables", async token =>
            {
                await using IAsyncEnumerator<SchoolContract> schools = _schools.ListAsync(token).GetAsyncEnumerator(token);
                await schools.MoveNextAsync();
            }, limit.Token),
            AnswersAsync("queues", token => _host.Queues.GetPropertiesAsync(token), limit.Token),
            AnswersAsync("ACM", async token => await _acm.EndpointsAsync(token), limit.Token));
        return answers.All(answer => answer);
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
}
