using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using LeerId.Calendar;
using LeerId.Storage;
using LeerId.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>The overview that DOV gave of its own processors (protocol, articles 6 and 9).</summary>
public sealed record DovProcessorOverview
{
    /// <summary>The day of the overview, Brussels calendar.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The processors; an empty list if DOV has none.</summary>
    public IReadOnlyList<DovProcessor>? Processors { get; init; }
}

/// <summary>A processor of DOV.</summary>
public sealed record DovProcessor
{
    /// <summary>The organisation.</summary>
    public string? Name { get; init; }

    /// <summary>The service that it provides.</summary>
    public string? Service { get; init; }
}

/// <summary>A registered overview.</summary>
/// <param name="Date">The day of the overview, Brussels calendar.</param>
/// <param name="Processors">The processors.</param>
/// <param name="RecordedAt">When it was registered, UTC.</param>
/// <param name="RecordedBy">The object id of the member of staff who registered it.</param>
public sealed record DovProcessorView(DateOnly Date, IReadOnlyList<DovProcessor> Processors, DateTimeOffset RecordedAt, string RecordedBy);

/// <summary>The outcome of registering an overview.</summary>
public abstract record DovProcessorsOutcome
{
    private DovProcessorsOutcome()
    {
    }

    /// <summary>The overview is registered.</summary>
    /// <param name="Overview">The overview as it is registered now.</param>
    public sealed record Recorded(DovProcessorView Overview) : DovProcessorsOutcome;

    /// <summary>The overview is not registered.</summary>
    /// <param name="Faults">Every field that is wrong or missing.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : DovProcessorsOutcome;
}

/// <summary>The overviews that DOV gave of its own processors: one for each date, in the table <c>Notices</c>.</summary>
public sealed partial class DovProcessors(
    [FromKeyedServices(StorageAccount.Students)] StorageAccount storage, TimeProvider clock, ILogger<DovProcessors> logger)
{
    private const string Partition = "dov-processors";
    private const int MaxTextLength = 500;
    private const int MaxProcessors = 200;

    private readonly StorageTable _table = storage.Table(TableName.Notices);

    /// <summary>Registers an overview, or corrects the one of that date.</summary>
    /// <param name="overview">The overview.</param>
    /// <param name="recordedBy">The object id of the member of staff who registers it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<DovProcessorsOutcome> RecordAsync(DovProcessorOverview overview, string recordedBy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(overview);
        if (Check(overview) is { Count: > 0 } faults)
            return new DovProcessorsOutcome.Invalid(faults);

        TableClient table = await _table.GetAsync(cancellationToken);
        DovProcessorView view = new(
            overview.Date!.Value, [.. overview.Processors!.Select(one => new DovProcessor { Name = Clean(one.Name), Service = Clean(one.Service) })],
            clock.GetUtcNow(), recordedBy);
        while (true)
        {
            TableEntity row = ToRow(view);
            NullableResponse<TableEntity> found =
                await table.GetEntityIfExistsAsync<TableEntity>(Partition, row.RowKey, cancellationToken: cancellationToken);
            if (!found.HasValue)
            {
                if (await table.TryAddAsync(row, cancellationToken) is not null)
                    return new DovProcessorsOutcome.Recorded(view);
                continue;
            }

            // A repeated registration changes nothing, for example after the response to the first one was lost.
            if (StoredRow.TryRead(found.Value!, FromRow, out DovProcessorView? registered) && registered.Processors.SequenceEqual(view.Processors))
                return new DovProcessorsOutcome.Recorded(registered);
            row.ETag = found.Value!.ETag;
            if (await table.TryReplaceAsync(row, cancellationToken) is not null)
                return new DovProcessorsOutcome.Recorded(view);
        }
    }

    /// <summary>Lists the overviews, newest first.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<IReadOnlyList<DovProcessorView>> ListAsync(CancellationToken cancellationToken) => await _table
        .QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), FromRow, row => LogFaulty(PlainText.Header(row.RowKey)), cancellationToken)
        .OrderByDescending(overview => overview.Date).ToListAsync(cancellationToken);

    private List<FieldFault> Check(DovProcessorOverview overview)
    {
        List<FieldFault> faults = [];
        if (overview.Date is not { } date)
            Add(nameof(overview.Date), "is missing", "ontbreekt");
        else if (date > BrusselsTime.Today(clock))
            Add(nameof(overview.Date), "is in the future", "ligt in de toekomst");
        if (overview.Processors is null)
            Add(nameof(overview.Processors), "is missing: give an empty list if DOV has no processors", "ontbreekt");
        else if (overview.Processors.Count > MaxProcessors)
        {
            Add(
                nameof(overview.Processors), $"has {overview.Processors.Count} processors; the limit is {MaxProcessors}",
                $"telt {overview.Processors.Count} verwerkers; hoogstens {MaxProcessors} zijn mogelijk");
        }
        else if (overview.Processors.Any(one => one is null || !IsText(one.Name) || !IsText(one.Service)))
        {
            Add(
                nameof(overview.Processors), $"must have a name and a service for each processor, of 1 to {MaxTextLength} characters",
                $"moet voor elke verwerker een naam en een dienst hebben, elk van 1 tot {MaxTextLength} tekens");
        }

        return faults;

        void Add(string property, string fault, string dutch) => faults.Add(FieldFault.Of(property, fault, dutch));
    }

    private static bool IsText(string? text) => !PlainText.IsBlank(text) && text.Length <= MaxTextLength;

    private static string Clean(string? text) => PlainText.Clean(text!).Trim();

    private static TableEntity ToRow(DovProcessorView view)
    {
        TableEntity row = new(Partition, view.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        {
            [nameof(view.RecordedAt)] = view.RecordedAt,
            [nameof(view.RecordedBy)] = view.RecordedBy,
        };
        EntityContent.Write(row, JsonSerializer.SerializeToUtf8Bytes(view.Processors));
        return row;
    }

    private static DovProcessorView FromRow(TableEntity row) => new(
        DateOnly.ParseExact(row.RowKey, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        JsonSerializer.Deserialize<DovProcessor[]>(EntityContent.Read(row)) ?? throw new InvalidDataException("The row has no list."),
        row.Moment(nameof(DovProcessorView.RecordedAt)), row.Text(nameof(DovProcessorView.RecordedBy)));

    [LoggerMessage(EventId = 4033, Level = LogLevel.Error, Message = "The row dov-processors / {Row} of the table Notices can't be read and is left out")]
    private partial void LogFaulty(string row);
}
