namespace LeerId.Notices;

/// <summary>Notices that become due without a report. The hourly requeue calls this to register them.</summary>
public interface IDueNotices
{
    /// <summary>Registers the notices that are due. If one fails, the next run retries it.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    Task RegisterAsync(CancellationToken cancellationToken);
}
