namespace LeerId.Notices;

/// <summary>Notices that come due without anybody reporting them; the hourly requeue has them registered.</summary>
public interface IDueNotices
{
    /// <summary>Registers those that are due; what does not succeed is left for the next run.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    Task RegisterAsync(CancellationToken cancellationToken);
}
