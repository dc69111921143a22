using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using LeerId.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>
/// The count of each kind of finding on each day, in the table of notices. The first one is a notice at once, whose number is made of
/// day and kind, so that of many instances one registers it.
/// </summary>
public sealed partial class QualityFindingRows(
    [FromKeyedServices(StorageAccount.Students)] StorageAccount storage, NoticeRegister register, ILogger<QualityFindingRows> logger)
{
    private const string Partition = "finding";
    private const int MostNames = 20;
    private const char NameSeparator = ' ';

    private readonly StorageTable _table = storage.Table(TableName.Notices);

    /// <summary>Adds to the count, and registers the notice when it is the first.</summary>
    public async Task WriteAsync(PendingFindings findings, CancellationToken cancellationToken)
    {
        string number = Number(findings.Day, findings.Finding.Code);
        TableClient table = await _table.GetAsync(cancellationToken);
        while (true)
        {
            NullableResponse<TableEntity> found =
                await table.GetEntityIfExistsAsync<TableEntity>(Partition, number, cancellationToken: cancellationToken);
            // The notice before its count: who is killed between the two leaves a notice, and the next finding adds the count.
            if (!found.HasValue)
                await register.RegisterAsync(new NoticeReference(NoticeKind.Quality, number), Content(findings), NoticeRegister.Both, cancellationToken);
            if (await TryCountAsync(table, number, findings, found, cancellationToken))
                return;
        }
    }

    /// <summary>The counts of days before this one that had no summary since the last finding. One that can't be read is logged and left out.</summary>
    public IAsyncEnumerable<FindingCount> ListOpenAsync(DateOnly today, CancellationToken cancellationToken) => _table.QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {Day(today)} and Open eq true"),
        Read, row => LogFaulty(PlainText.Header(row.RowKey)), cancellationToken);

    /// <summary>Notes that a count has its summary; nothing when it grew meanwhile, and the next run makes another.</summary>
    public async Task CloseAsync(FindingCount count, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        await table.TryMergeAsync(new TableEntity(Partition, count.Number) { ["Open"] = false }, count.ETag, cancellationToken);
    }

    private static async Task<bool> TryCountAsync(
        TableClient table, string number, PendingFindings findings, NullableResponse<TableEntity> found, CancellationToken cancellationToken)
    {
        TableEntity? old = found.HasValue ? found.Value : null;
        string[] names = [.. (old?.GetString("Names") ?? "").Split(NameSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(findings.Names).Distinct(StringComparer.Ordinal).Take(MostNames)];
        TableEntity entity = new(Partition, number)
        {
            ["Count"] = (old?.GetInt64("Count") ?? 0) + findings.Count,
            ["Names"] = string.Join(NameSeparator, names),
            ["Data"] = Data(findings.Finding, names),
            ["Problem"] = findings.Finding.Problem,
            ["LastAt"] = findings.FirstAt,
            ["Open"] = true,
        };
        ETag? stored = old is null
            ? await table.TryAddAsync(entity, cancellationToken)
            : await table.TryMergeAsync(entity, old.ETag, cancellationToken);
        return stored is not null;
    }

    private static FindingCount Read(TableEntity row) => new(
        row.RowKey, row.Text("Data"), row.Text("Problem"), row.GetInt64("Count") ?? throw new InvalidDataException("The row has no Count."),
        row.Moment("LastAt"), row.ETag);

    private static QualityContent Content(PendingFindings findings) => new()
    {
        FoundAt = findings.FirstAt,
        Data = Data(findings.Finding, findings.Names),
        Problem = findings.Finding.Problem
            + " Dit is de eerste keer vandaag. Komt het vaker voor, dan volgt na deze dag één overzicht met het aantal.",
    };

    private static string Data(QualityFinding finding, IEnumerable<string> names) =>
        finding.Fault == QualityFault.Superfluous ? string.Join(", ", names) : finding.Data;

    private static string Number(DateOnly day, string code) => $"{Day(day)}-{code}";

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    [LoggerMessage(EventId = 4014, Level = LogLevel.Error, Message = "The row finding / {Row} of the table Notices can't be read and is left out")]
    private partial void LogFaulty(string row);
}

/// <summary>How often a kind of finding was made on a day.</summary>
/// <param name="Number">The number of the notice that told of the first.</param>
/// <param name="Data">Which data.</param>
/// <param name="Problem">What is wrong with them, in Dutch.</param>
/// <param name="Count">At how many sign-ins.</param>
/// <param name="LastAt">About when last, UTC.</param>
/// <param name="ETag">The state of the row.</param>
public sealed record FindingCount(string Number, string Data, string Problem, long Count, DateTimeOffset LastAt, ETag ETag);
