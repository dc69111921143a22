using System.Globalization;
using System.Security.Cryptography;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using LeerId.Hosting;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.PrivacyLog;

/// <summary>The privacy log as the app wires it, on storage of its own, with a clock a test moves.</summary>
internal sealed class PrivacyLogRig : IDisposable
{
    public static readonly DateOnly FirstDay = new(2026, 9, 1);

    private const int GroupSize = 100;

    private readonly ServiceProvider _services;

    public PrivacyLogRig(
        string storage, DateTimeOffset now, string? sealKey = null, string? previousSealKey = null, IReadOnlyDictionary<string, string?>? settings = null,
        HttpPipelineTransport? transport = null)
    {
        Clock = new FakeTimeProvider(now);
        SealKey = sealKey ?? NewKey();
        Dictionary<string, string?> all = new(settings ?? new Dictionary<string, string?>())
        {
            ["Secrets:seal-key"] = SealKey,
            ["Secrets:seal-key:previous"] = previousSealKey,
        };
        all.TryAdd("Secrets:student-key", Convert.ToBase64String(new byte[32]));
        IServiceCollection services = new ServiceCollection();
        if (transport is not null)
            services.AddKeyedSingleton(StorageServices.Transport, transport);
        _services = services
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddTestClock(Clock)
            .AddLeerId(TestConfiguration.On(storage, all))
            .BuildServiceProvider();
        TableServiceClient tables = new(storage);
        LogTable = tables.GetTableClient("PrivacyLog");
        SealTable = tables.GetTableClient("Seals");
    }

    public FakeTimeProvider Clock { get; }

    public string SealKey { get; }

    public LogCapture Logs { get; } = new();

    public TableClient LogTable { get; }

    public TableClient SealTable { get; }

    public PrivacyLogStore Log => Get<PrivacyLogStore>();

    public PrivacyLogReader Reader => Get<PrivacyLogReader>();

    public DailySeal Sealer => Get<DailySeal>();

    public SealVerifier Verifier => Get<SealVerifier>();

    public PrivacyLogExpiry Expiry => Get<PrivacyLogExpiry>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static DateTimeOffset Moment(string utc) => DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static string NewKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    public static PrivacyLogEntry Entry(DateTimeOffset at, string actor = "pupil", StudentKey? student = null, SupportCode? code = null) => new()
    {
        Id = Ulid.NewUlid(at),
        At = at,
        Actor = actor,
        Action = "sign-in",
        Purpose = "identificatie",
        Student = student,
        Outcome = code is null ? "granted" : "refused",
        Reason = code is null ? null : "no-contract",
        SupportCode = code,
    };

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Adds entries to days one after another from the first day on, so many to each.</summary>
    public async Task FillAsync(params int[] entries)
    {
        for (int day = 0; day < entries.Length; day++)
            await FillAsync(FirstDay.AddDays(day), entries[day]);
    }

    /// <summary>Adds so many entries to a day, about pupils of every shard.</summary>
    public async Task FillAsync(DateOnly day, int entries)
    {
        await LogTable.CreateIfNotExistsAsync(Cancel);
        DateTimeOffset start = new(day, new TimeOnly(6, 0), TimeSpan.Zero);
        IEnumerable<TableEntity> rows = Enumerable.Range(0, entries).Select(number =>
        {
            PrivacyLogEntry entry = Entry(start.AddSeconds(number), student: StudentKey.FromHash(SHA256.HashData(BitConverter.GetBytes(number))));
            return PrivacyLogRow.ToEntity(entry, PrivacyLogRow.PartitionOf(entry).ToString());
        });
        foreach (TableEntity[] group in rows.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.Chunk(GroupSize)))
            await LogTable.SubmitTransactionAsync(group.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), Cancel);
    }

    /// <summary>Adds an entry about a pupil.</summary>
    public async Task<PrivacyLogEntry> AddAsync(Student student, DateTimeOffset at)
    {
        StudentKeySet keys = await Get<StudentKeys>().ForAsync(student, Cancel);
        PrivacyLogEntry entry = Entry(at, student: keys.Own);
        await Log.AppendAsync(entry, Cancel);
        return entry;
    }

    /// <summary>The query by pupil, as the product makes it: under every key of the pupil.</summary>
    public async Task<PrivacyLogQuery> AboutAsync(Student student, DateTimeOffset from, DateTimeOffset until) =>
        PrivacyLogQuery.About((await Get<StudentKeys>().ForAsync(student, Cancel)).Present, from, until);

    /// <summary>What readings of the log left in it.</summary>
    public async Task<PrivacyLogEntry[]> LooksAsync() =>
        [.. (await RowsAsync()).ConvertAll(PrivacyLogRow.FromEntity).Where(entry => entry.Action == PrivacyLogReader.Action)];

    public async Task<List<TableEntity>> RowsAsync(DateOnly? day = null)
    {
        string filter = day is { } only
            ? TableClient.CreateQueryFilter(
                $"PartitionKey ge {PrivacyLogPartition.Start(only)} and PartitionKey lt {PrivacyLogPartition.Start(only.AddDays(1))}")
            : "";
        return await LogTable.QueryAsync<TableEntity>(filter, cancellationToken: Cancel).ToListAsync(Cancel);
    }

    /// <summary>How far the shards of unsealed days are read, as stored.</summary>
    public async Task<List<TableEntity>> ProgressAsync() =>
        await SealTable.QueryAsync<TableEntity>($"PartitionKey eq '{SealProgress.Partition}'", cancellationToken: Cancel).ToListAsync(Cancel);

    /// <summary>The seals, oldest first.</summary>
    public async Task<List<TableEntity>> SealsAsync() =>
        await SealTable.QueryAsync<TableEntity>($"PartitionKey ne '{SealProgress.Partition}'", cancellationToken: Cancel).ToListAsync(Cancel);

    public async Task<List<DayVerdict>> VerifyAsync(DateOnly from, DateOnly until) => await Verifier.VerifyAsync(from, until, Cancel).ToListAsync(Cancel);

    /// <summary>The states of days one after another from the first day on.</summary>
    public async Task<DayState[]> StatesAsync(int days) => [.. (await VerifyAsync(FirstDay, FirstDay.AddDays(days - 1))).Select(verdict => verdict.State)];

    /// <summary>Confirms the deletion that waits.</summary>
    public async Task ConfirmAsync(TableName table)
    {
        HeldDeletions held = Get<HeldDeletions>();
        Assert.IsType<HeldDeletionOutcome.Confirmed>(await held.ConfirmAsync(table, (await held.FindAsync(table, Cancel))!.Id, "persoon", Cancel));
    }

    public async Task<List<RunRecord>> RunsAsync(string job) => await Get<RunStore>().ListAsync(job, Cancel).ToListAsync(Cancel);

    public void Dispose()
    {
        _services.Dispose();
        Logs.Dispose();
    }
}
