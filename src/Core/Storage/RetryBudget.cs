namespace LeerId.Storage;

/// <summary>
/// Limits the retries to a tenth of the requests, and twenty at the beginning. An occasional failure is retried as usual. Without this limit, retries would
/// be most of the load when most requests fail.
/// </summary>
internal sealed class RetryBudget
{
    private const int RequestsPerRetry = 10;
    private const int MaximumRetries = 20;

    // The budget is counted in requests, so that it is a whole number.
    private int _saved = MaximumRetries * RequestsPerRetry;

    /// <summary>Counts a request that is sent for the first time.</summary>
    public void Add()
    {
        int saved;
        do
            saved = Volatile.Read(ref _saved);
        while (saved < MaximumRetries * RequestsPerRetry && Interlocked.CompareExchange(ref _saved, saved + 1, saved) != saved);
    }

    /// <summary>Uses one retry of the budget; false if none is left.</summary>
    public bool TryTake()
    {
        int saved;
        do
        {
            saved = Volatile.Read(ref _saved);
            if (saved < RequestsPerRetry)
                return false;
        }
        while (Interlocked.CompareExchange(ref _saved, saved - RequestsPerRetry, saved) != saved);
        return true;
    }
}
