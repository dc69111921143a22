using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using LeerId.Calendar;
using LeerId.Storage;
using LeerId.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>
/// The count of each kind of finding per period, in the table of notices. The first finding of a day is registered at once as a notice. Its number is made
/// from the day and the kind, so that only one of many instances registers it. Of superfluous claims, only a claim that never occurred before gets a
/// notice.
/// </summary>
public sealed partial class QualityFindingRows(
    [FromKeyedServices(StorageAccount.Students)] StorageAccount storage, NoticeRegister register, ILogger<QualityFindingRows> logger)
{
    private const string Partition = "finding";
    private const string KnownClaims = "known-claims";
    private const char NameSeparator = ' ';
    private const int MaxLettersLength = 48;
    private const int HashLength = 8;

    private readonly StorageTable _table = storage.Table(TableName.Notices);

    /// <summary>Adds to the count, and registers a notice if the finding is new.</summary>
    public async Task WriteAsync(PendingFindings findings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        string number = Number(findings.Day, findings.Finding.Code);
        TableClient table = await _table.GetAsync(cancellationToken);
        if (findings.Finding.IsWeekly)
            await RegisterNewClaimsAsync(table, findings, cancellationToken);
        while (true)
        {
            NullableResponse<TableEntity> found =
                await table.GetEntityIfExistsAsync<TableEntity>(Partition, number, cancellationToken: cancellationToken);
            // The notice is stored before its count: if the host is killed in between, the notice remains, and the next finding adds the count.
            if (!found.HasValue && !findings.Finding.IsWeekly)
            {
                NoticeReference reference = new(NoticeKind.Quality, number);
                await register.RegisterAsync(reference, FirstOfDay(findings), NoticeRegister.Both, cancellationToken);
            }

            if (await TryCountAsync(table, number, findings, found, cancellationToken))
                return;
        }
    }

    /// <summary>
    /// Lists the counts of periods that ended before this day and had a finding since their last summary. A row that can't be read is logged and skipped.
    /// </summary>
    public IAsyncEnumerable<FindingCount> ListOpenAsync(DateOnly today, CancellationToken cancellationToken) => _table.QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {Day(today)} and Open eq true"),
        Read, row => LogFaulty(PlainText.Header(row.RowKey)), cancellationToken);

    /// <summary>The filter for counts that have their summary and have had no finding since a moment.</summary>
    internal static string ClosedFilter(DateTimeOffset before) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Open eq false and LastAt lt {before}");

    /// <summary>Marks a count as summarised. If it grew meanwhile, nothing changes, and the next run makes another summary.</summary>
    public async Task CloseAsync(FindingCount count, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        await table.TryMergeAsync(new TableEntity(Partition, count.Number) { ["Open"] = false }, count.ETag, cancellationToken);
    }

    private async Task RegisterNewClaimsAsync(TableClient table, PendingFindings findings, CancellationToken cancellationToken)
    {
        while (true)
        {
            NullableResponse<TableEntity> found =
                await table.GetEntityIfExistsAsync<TableEntity>(Partition, KnownClaims, cancellationToken: cancellationToken);
            TableEntity? old = found.HasValue ? found.Value : null;
            string[] known = Names(old), all = With(known, findings.Names);
            // The notices are stored before the list: if an instance is killed in between, the next one finds the notices by their numbers.
            foreach (string name in all.Except(known))
            {
                NoticeReference reference = new(NoticeKind.Quality, ClaimNumber(findings.FirstAt, name));
                await register.RegisterAsync(reference, FirstOfClaim(findings, name), NoticeRegister.Both, cancellationToken);
            }

            TableEntity entity = new(Partition, KnownClaims) { ["Names"] = string.Join(NameSeparator, all) };
            if (all.Length == known.Length || await TryStoreAsync(table, entity, old, cancellationToken))
                return;
        }
    }

    private static async Task<bool> TryCountAsync(
        TableClient table, string number, PendingFindings findings, NullableResponse<TableEntity> found, CancellationToken cancellationToken)
    {
        TableEntity? old = found.HasValue ? found.Value : null;
        string[] names = With(Names(old), findings.Names);
        TableEntity entity = new(Partition, number)
        {
            ["Count"] = (old?.GetInt64("Count") ?? 0) + findings.Count,
            ["Names"] = string.Join(NameSeparator, names),
            ["Data"] = Data(findings.Finding, names),
            ["Problem"] = findings.Finding.Problem,
            ["LastAt"] = findings.FirstAt,
            ["IsWeekly"] = findings.Finding.IsWeekly,
            ["Open"] = true,
        };
        return await TryStoreAsync(table, entity, old, cancellationToken);
    }

    private static async Task<bool> TryStoreAsync(TableClient table, TableEntity entity, TableEntity? old, CancellationToken cancellationToken)
    {
        ETag? stored = old is null
            ? await table.TryAddAsync(entity, cancellationToken)
            : await table.TryMergeAsync(entity, old.ETag, cancellationToken);
        return stored is not null;
    }

    private static string[] Names(TableEntity? row) => (row?.GetString("Names") ?? "").Split(NameSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static string[] With(IEnumerable<string> names, IEnumerable<string> more) =>
        [.. names.Concat(more).Distinct(StringComparer.Ordinal).Take(PendingFindings.MaxNames)];

    // A row of an earlier version covers one day.
    private static FindingCount Read(TableEntity row) => new(
        row.RowKey, row.Text("Data"), row.Text("Problem"), row.GetInt64("Count") ?? throw new InvalidDataException("The row has no Count."),
        row.Moment("LastAt"), row.GetBoolean("IsWeekly") ?? false, row.ETag);

    private static QualityContent FirstOfClaim(PendingFindings findings, string name) => new()
    {
        FoundAt = findings.FirstAt,
        Data = name,
        Problem = findings.Finding.Problem
            + " Dit gegeven komt voor het eerst mee. Komt het vaker voor, dan volgt na elke week één overzicht met het aantal."
            + " Is het met DOV afgesproken, laat het dan opnemen in de instelling Acm:AgreedClaims: dan vervallen deze meldingen.",
    };

    private static QualityContent FirstOfDay(PendingFindings findings) => new()
    {
        FoundAt = findings.FirstAt,
        Data = findings.Finding.Data,
        Problem = findings.Finding.Problem
            + " Dit is de eerste keer vandaag. Komt het vaker voor, dan volgt na deze dag één overzicht met het aantal.",
    };

    private static string Data(QualityFinding finding, IEnumerable<string> names) =>
        finding.IsWeekly ? string.Join(", ", names) : finding.Data;

    private static string Number(DateOnly day, string code) => $"{Day(day)}-{code}";

    // A number has only letters, digits and hyphens. The hash distinguishes names that differ only in other characters.
    private static string ClaimNumber(DateTimeOffset firstAt, string name)
    {
        string letters = string.Concat(name.ToLowerInvariant().Take(MaxLettersLength).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLength];
        return Number(DateOnly.FromDateTime(BrusselsTime.Local(firstAt).DateTime), $"overbodig-{letters}-{hash}");
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    [LoggerMessage(EventId = 4014, Level = LogLevel.Error, Message = "The row finding / {Row} of the table Notices can't be read and is left out")]
    private partial void LogFaulty(string row);
}

/// <summary>The count of a kind of finding in a period.</summary>
/// <param name="Number">The last day of the period, and the kind; also the number of the notice about the first finding of a day.</param>
/// <param name="Data">The name of the data.</param>
/// <param name="Problem">The description of the fault, in Dutch.</param>
/// <param name="Count">The number of sign-ins with this finding.</param>
/// <param name="LastAt">The approximate moment of the last one, UTC.</param>
/// <param name="IsWeekly">Whether the period is a week instead of a day.</param>
/// <param name="ETag">The ETag of the row.</param>
public sealed record FindingCount(string Number, string Data, string Problem, long Count, DateTimeOffset LastAt, bool IsWeekly, ETag ETag);
