using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Students;

/// <summary>
/// Finds the identified pupil who has or had an account. This searches all snapshots, because a sign-in writes no index
/// (docs/adr/0009). Storage filters the rows, and returns only matches.
/// </summary>
public sealed partial class StudentAccountSearch(
    [FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, StudentKeys keys, TimeProvider clock, ILogger<StudentAccountSearch> logger)
{
    /// <summary>The maximum duration of a search.</summary>
    // An erasure needs two searches, before and after it. Both fit into the 230 seconds that Azure allows for an answer.
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);

    private readonly StorageTable _table = storage.Table(TableName.Students);

    /// <summary>Searches all key ranges in parallel, and stops at the first match.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<AccountSearchResult> FindAsync(Guid account, CancellationToken cancellationToken)
    {
        string has = string.Join(" or ", (await keys.ForAsync(new Student { AccountUuid = account }, cancellationToken)).Present
            .Select(key => $"{StudentStore.AccountColumn}{key} eq true"));
        TableClient table = await _table.GetAsync(cancellationToken);

        FoundAccount? found = null;
        int searched = 0;
        using CancellationTokenSource limit = new(Timeout, clock);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await Parallel.ForEachAsync(
                StudentKeyRange.All,
                SideBySide.AtMost(StudentKeyRange.All.Count, end.Token),
                async (range, token) =>
                {
                    if (await FirstAsync(table, $"{range.Filter} and ({has})", account, token) is { } first)
                    {
                        found = first;
                        await end.CancelAsync();
                    }

                    Interlocked.Increment(ref searched);
                });
        }
        catch (Exception exception) when (found is not null && StorageFault.Is(exception))
        {
            // The searches of the other ranges were cancelled.
        }
        catch (Exception exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested && StorageFault.Is(exception))
        {
            LogOutOfTime(searched, StudentKeyRange.All.Count);
            return AccountSearchResult.OutOfTime;
        }

        return new AccountSearchResult(found?.Snapshot, found is { Snapshot: null } ? found.Key : null, IsComplete: true);
    }

    private static async Task<FoundAccount?> FirstAsync(TableClient table, string filter, Guid account, CancellationToken cancellationToken)
    {
        // With one row per page, storage answers at the first match. Otherwise it would look for a thousand before it answers.
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, maxPerPage: 1, cancellationToken: cancellationToken))
        {
            if (!StudentKey.TryParse(row.PartitionKey, out StudentKey key))
                continue;
            // The column proves that the row has the account, even if the rest of the row can't be read.
            if (!StudentStore.TryRead(row, out StudentSnapshot? snapshot) || snapshot.Student.Accounts.Contains(account))
                return new FoundAccount(key, snapshot);
        }

        return null;
    }

    private sealed class FoundAccount(StudentKey key, StudentSnapshot? snapshot)
    {
        public StudentKey Key { get; } = key;

        public StudentSnapshot? Snapshot { get; } = snapshot;
    }

    [LoggerMessage(
        EventId = 2002, Level = LogLevel.Error, Message = "A search for an account was not finished in time: {Searched} of {Ranges} key ranges were searched")]
    private partial void LogOutOfTime(int searched, int ranges);
}

/// <summary>The result of a search by account.</summary>
/// <param name="Found">The snapshot of the pupil who has or had the account; null when there is none, it can't be read, or none was found in time.</param>
/// <param name="Unreadable">The key of the snapshot if it was found but can't be read; otherwise null.</param>
/// <param name="IsComplete">False if the time ran out, so that the account may still have a snapshot.</param>
public sealed record AccountSearchResult(StudentSnapshot? Found, StudentKey? Unreadable, bool IsComplete)
{
    /// <summary>The search ended before it had read every row.</summary>
    public static AccountSearchResult OutOfTime { get; } = new(null, null, IsComplete: false);
}
