using Azure.Data.Tables;
using LeerId.Storage;
using LeerId.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Storage;

/// <summary>A write with a time limit asks the service to end it in time, and isn't retried after the limit.</summary>
public sealed class TimedWriteTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly FaultyTransport _transport = new();
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The parameters of each write that concern time.</summary>
    private IReadOnlyList<string> Timeouts =>
    [
        .. _transport.Requests.Where(IsWrite).Select(
            request => string.Join('&', request.Split('?', '&').Where(part => part.StartsWith("timeout", StringComparison.Ordinal)))),
    ];

    [Fact]
    public async Task Service_gets_the_remaining_seconds_at_each_try()
    {
        TableClient table = await TableAsync();
        LoseFirstAnswer(after: TimeSpan.FromSeconds(1.5));

        await WriteAsync(table);

        Assert.Equal(["timeout=3", "timeout=1"], Timeouts);
    }

    [Fact]
    public async Task No_try_begins_in_the_last_second()
    {
        TableClient table = await TableAsync();
        LoseFirstAnswer(after: TimeSpan.FromSeconds(2.5));

        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(table));

        Assert.True(StorageFault.Is(exception));
        Assert.Single(Timeouts);
    }

    [Fact]
    public async Task Other_requests_have_no_limit()
    {
        TableClient table = await TableAsync();
        await WriteAsync(table);

        await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel);
        await table.DeleteEntityAsync("p", "r", cancellationToken: Cancel);

        Assert.Single(_transport.Requests, request => request.Contains("timeout=", StringComparison.Ordinal));
    }

    private static bool IsWrite(string request) => request.StartsWith("PUT", StringComparison.Ordinal);

    private async Task WriteAsync(TableClient table)
    {
        using (TimedWrite.Within(Limit, _clock))
            await table.UpsertEntityAsync(new TableEntity("p", "r"), TableUpdateMode.Replace, Cancel);
    }

    private void LoseFirstAnswer(TimeSpan after)
    {
        int tries = 0;
        _transport.LosesAnswer = request =>
        {
            bool isFirst = IsWrite(request) && Interlocked.Increment(ref tries) == 1;
            if (isFirst)
                _clock.Advance(after);
            return isFirst;
        };
    }

    private async Task<TableClient> TableAsync()
    {
        StorageAccount account = new(
            TestConfiguration.On(azurite.NewAccount()), StorageAccount.Host, StorageRetryOptions.Page,
            new StorageSetup(creates: true, NullLogger<StorageSetup>.Instance), _transport);
        return await account.Table(TableName.Students).GetAsync(Cancel);
    }
}
