using System.Text;
using Azure.Data.Tables;
using LeerId.Hosting;
using LeerId.Runs;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Storage;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Schools;

/// <summary>The list of schools as the app wires it.</summary>
internal sealed class SchoolRig : IDisposable
{
    public const string By = "0d6e1b5c-staff";

    public static readonly SchoolEditor Editor = new(By);

    private readonly ServiceProvider _services;
    private readonly string _storage;

    public SchoolRig(string storage)
    {
        _storage = storage;
        _services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(Logs))
            .AddTestClock(Clock)
            .AddLeerId(TestConfiguration.On(storage))
            .BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 9, 1, 6, 30, 0, TimeSpan.Zero));

    public LogCapture Logs { get; } = new();

    public SchoolStore Store => _services.GetRequiredService<SchoolStore>();

    public SchoolRegister Register => _services.GetRequiredService<SchoolRegister>();

    public SchoolSearch Search => _services.GetRequiredService<SchoolSearch>();

    public SchoolUploads Uploads => _services.GetRequiredService<SchoolUploads>();

    public SchoolImportUndo Undo => _services.GetRequiredService<SchoolImportUndo>();

    public SchoolWhitelist Whitelist => _services.GetRequiredService<SchoolWhitelist>();

    public TableClient Table => new(_storage, "Schools");

    public TableClient HistoryTable => new(_storage, "SchoolHistory");

    /// <summary>What deletes the records of a table after their retention period.</summary>
    public IPrunedRecords Pruned => _services.GetServices<IPrunedRecords>().Single(records => records.Table == TableName.SchoolHistory);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static SchoolContract School(string number, string name = "De Regenboog") =>
        new() { Number = SchoolNumber.Parse(number), Name = name, From = new DateOnly(2026, 9, 1) };

    /// <summary>A list of so many schools, from 100000 on, all of one name.</summary>
    public static string Csv(int count, string name) =>
        "number,name,from,until\n" + string.Concat(Enumerable.Range(100_000, count).Select(number => $"{number},{name},2026-09-01,\n"));

    public Task<SchoolImportOutcome> ImportAsync(string csv, bool dryRun = false, int? removes = null) =>
        ImportAsync(Encoding.UTF8.GetBytes(csv), dryRun, removes);

    public Task<SchoolImportOutcome> ImportAsync(byte[] file, bool dryRun = false, int? removes = null, long? revision = null) =>
        _services.GetRequiredService<SchoolListImport>().ImportAsync(file, dryRun, removes, revision, By, Cancel);

    public Task<SchoolImportOutcome> ImportOpenDataAsync(string csv, bool dryRun = false) => ImportOpenDataAsync(Encoding.UTF8.GetBytes(csv), dryRun);

    public Task<SchoolImportOutcome> ImportOpenDataAsync(byte[] file, bool dryRun = false, long? revision = null) =>
        _services.GetRequiredService<OpenSchoolData>().ImportAsync(file, dryRun, revision, By, Cancel);

    public async Task<SchoolListChanges> ImportedAsync(string csv, bool dryRun = false, int? removes = null) =>
        Assert.IsType<SchoolImportOutcome.Accepted>(await ImportAsync(csv, dryRun, removes)).Changes;

    /// <summary>A fault without the texts for the staff console.</summary>
    public static SchoolFileFault InEnglish(SchoolFileFault fault) => fault with { Where = "", Dutch = "" };

    /// <summary>A warning without the texts for the staff console.</summary>
    public static SchoolFileWarning InEnglish(SchoolFileWarning warning) => warning with { Where = "", Dutch = "" };

    /// <summary>The history of a school, newest first.</summary>
    public async Task<IReadOnlyList<SchoolHistoryEntry>> HistoryAsync(string number) =>
        (await _services.GetRequiredService<SchoolHistory>().ReadAsync(SchoolNumber.Parse(number), Cancel)).Entries;

    /// <summary>The list, a line a school.</summary>
    public async Task<string[]> LinesAsync() => [.. (await Store.ListAsync(Cancel)).Contracts.Select(Line)];

    public async Task<string[]> RowKeysAsync()
    {
        List<string> keys = [];
        await foreach (TableEntity row in Table.QueryAsync<TableEntity>(select: ["RowKey"], cancellationToken: Cancel))
            keys.Add(row.RowKey);
        return [.. keys];
    }

    public void Dispose() => _services.Dispose();

    private static string Line(SchoolContract school) =>
        $"{school.Number} {school.Name} {school.From:yyyy-MM-dd} {school.Until:yyyy-MM-dd} [{school.Board}] [{string.Join(' ', school.FormerNumbers)}]";
}
