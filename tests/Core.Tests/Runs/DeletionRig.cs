using LeerId.Hosting;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Runs;

/// <summary>A job that deletes as many rows as a test wants, on storage of its own, with a clock a test moves.</summary>
internal sealed class DeletionRig : IDisposable
{
    public const string Job = "TestJob";
    public const TableName Table = TableName.SchoolHistory;

    private readonly ServiceProvider _services;
    private long _deleted;

    /// <param name="storage">The connection string of its storage.</param>
    /// <param name="present">How many rows the table has.</param>
    public DeletionRig(string storage, long present = 0)
    {
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Logs))
            .AddTestClock(Clock)
            .AddSingleton<IRowCount>(new FixedCount(present))
            .AddLeerId(TestConfiguration.On(storage))
            .BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 9, 2, 2, 30, 0, TimeSpan.Zero));

    public LogCapture Logs { get; } = new();

    public HeldDeletions Held => Get<HeldDeletions>();

    /// <summary>How many rows were deleted in all.</summary>
    public long Deleted => _deleted;

    public DateTimeOffset Now => Clock.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public int Logged(int id) => Logs.Entries.Count(entry => entry.EventId.Id == id);

    /// <summary>Runs the job; a later run a minute later.</summary>
    public Task<RunRecord> RunAsync(long rows, string? ground = null, bool isDecided = false) => RunAsync(
        async (counts, _) =>
        {
            for (long row = 0; row < rows; row++)
                await counts.DeleteAsync(DeleteOneAsync);
        }, ground, isDecided);

    public Task<RunRecord> RunAsync(Func<RunCounts, CancellationToken, Task> work, string? ground = null, bool isDecided = false)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        return Get<DeletionRunner>().RunAsync(new Deletion(Job, Table, Now.AddYears(-5), ground) { IsDecided = isDecided }, work, Cancel);
    }

    /// <summary>Runs the job, which is held.</summary>
    public async Task<RunRecord> HoldAsync(long rows, string? ground = null) =>
        (await Assert.ThrowsAsync<RunFailedException>(() => RunAsync(rows, ground))).Record;

    public Task<bool> DeleteOneAsync()
    {
        Interlocked.Increment(ref _deleted);
        return Task.FromResult(true);
    }

    /// <summary>Records an earlier run that counted so many rows.</summary>
    public async Task CountBeforeAsync(long counted, string? ground = null)
    {
        RunStore runs = Get<RunStore>();
        await runs.EndAsync(await runs.StartAsync(Job, null, ground, Cancel), run => run with { Counted = counted }, Cancel);
    }

    public Task<HeldDeletion?> FindHeldAsync() => Held.FindAsync(Table, Cancel);

    public Task<HeldDeletionOutcome> ConfirmAsync(HeldDeletion held, string by = "persoon-1") => Held.ConfirmAsync(Table, held.Id, by, Cancel);

    /// <summary>Confirms what waits.</summary>
    public async Task ConfirmAsync() => Assert.IsType<HeldDeletionOutcome.Confirmed>(await ConfirmAsync((await FindHeldAsync())!));

    public void Dispose()
    {
        _services.Dispose();
        Logs.Dispose();
    }

    private sealed class FixedCount(long present) : IRowCount
    {
        public TableName Table => DeletionRig.Table;

        public Task<long> CountAsync(CancellationToken cancellationToken) => Task.FromResult(present);
    }
}
