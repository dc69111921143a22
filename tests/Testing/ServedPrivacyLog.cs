using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace LeerId.Testing;

/// <summary>
/// Imitates the table PrivacyLog with one or more days of any number of entries. A test connects it to <see cref="StorageProxy.Intercept"/>. It
/// answers queries page by page, in the format of the table service. The emulator can't be used, because it sorts the whole table for each page:
/// with a million rows that would take hours.
/// </summary>
/// <param name="entries">The number of entries per day. It must be a multiple of 16, so that every shard has the same number.</param>
/// <param name="days">The number of days. The last one is <see cref="Day"/>.</param>
public sealed partial class ServedPrivacyLog(int entries, int days = 1)
{
    /// <summary>The method and path of the requests that <see cref="AnswerAsync"/> can answer.</summary>
    public const string Query = "GET PrivacyLog()";

    private const int PageSize = 1000;
    private const int Shards = 16;

    private static readonly DateTimeOffset Start = new(2026, 9, 1, 6, 0, 0, TimeSpan.Zero);

    private readonly int _entriesPerShard = entries % Shards == 0
        ? entries / Shards
        : throw new ArgumentException($"The number of entries is {entries} and must be a multiple of {Shards}.", nameof(entries));
    private readonly DateTimeOffset _first = Start.AddDays(1 - days);
    // The partition keys, in the order of the table.
    private readonly string[] _partitions =
    [
        .. from day in Enumerable.Range(1 - days, days)
            from shard in Enumerable.Range(0, Shards)
            select string.Create(CultureInfo.InvariantCulture, $"{Day.AddDays(day):yyyyMMdd}-{shard:x}"),
    ];
    private readonly Lock _measuring = new();
    private int _pages;
    private long _rows;

    /// <summary>The last day of the log.</summary>
    public static DateOnly Day { get; } = new(2026, 9, 1);

    /// <summary>The number, from 0, of the entry whose outcome is changed as if somebody tampered with it; null for none.</summary>
    public int? TamperedEntry { get; set; }

    /// <summary>Runs before each page is served.</summary>
    public Action BeforePage { get; set; } = () => { };

    /// <summary>The number of entries served so far.</summary>
    public long ServedEntries => _rows;

    /// <summary>The most managed memory in use while entries were served, in bytes, without garbage.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>The id of an entry of <see cref="Day"/>. The first one has number 0.</summary>
    public static Ulid Id(int number) => Id(Start.AddMilliseconds(number));

    /// <summary>
    /// Whether a query is for the entries of <see cref="Day"/>, or looks for the first entry since 2020. The emulator can answer other queries.
    /// </summary>
    /// <param name="query">The decoded query string.</param>
    public static bool IsOfDay(string query) => OfDay().IsMatch(query);

    /// <summary>Answers a query.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        BeforePage();
        if (Interlocked.Increment(ref _pages) % 100 == 0)
        {
            lock (_measuring)
                PeakBytes = Math.Max(PeakBytes, GC.GetTotalMemory(forceFullCollection: true));
        }

        (int first, int end) = Range(context.Request.Query["$filter"].ToString());
        if (context.Request.Query.TryGetValue("NextRowKey", out var next))
            first = int.Parse(next!, CultureInfo.InvariantCulture);
        int page = context.Request.Query.TryGetValue("$top", out var top) ? int.Parse(top!, CultureInfo.InvariantCulture) : PageSize;
        int count = Math.Clamp(end - first, 0, page);
        Interlocked.Add(ref _rows, count);
        if (first + count < end)
        {
            context.Response.Headers["x-ms-continuation-NextPartitionKey"] = "next";
            context.Response.Headers["x-ms-continuation-NextRowKey"] = (first + count).ToString(CultureInfo.InvariantCulture);
        }

        context.Response.ContentType = "application/json;odata=minimalmetadata";
        await using Utf8JsonWriter json = new(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("value");
        for (int number = first; number < first + count; number++)
            WriteEntry(json, number);
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static Ulid Id(DateTimeOffset at) => Ulid.NewUlid(at, new byte[10]);

    // Returns the entries that a filter on keys selects: the number of the first one, and of the one after the last.
    private (int First, int End) Range(string filter)
    {
        (int first, int end) = (0, days * entries);
        foreach (Match match in KeyCondition().Matches(filter))
        {
            (string column, string condition, string key) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
            if (column == "RowKey")
            {
                TimeSpan since = Ulid.Parse(key, CultureInfo.InvariantCulture).Time - _first;
                int number = (since.Days * entries) + (int)(since - TimeSpan.FromDays(since.Days)).TotalMilliseconds;
                first = condition == "gt" ? Math.Max(first, number + 1) : throw new NotSupportedException(filter);
                continue;
            }

            int index = Array.BinarySearch(_partitions, key, StringComparer.Ordinal);
            int from = (index < 0 ? ~index : index) * _entriesPerShard;
            int after = index < 0 ? from : from + _entriesPerShard;
            first = condition == "lt" ? first : Math.Max(first, condition == "gt" ? after : from);
            end = condition switch { "lt" => Math.Min(end, from), "eq" => Math.Min(end, after), _ => end };
        }

        return (first, end);
    }

    private void WriteEntry(Utf8JsonWriter json, int number)
    {
        DateTimeOffset at = _first.AddDays(number / entries).AddMilliseconds(number % entries);
        json.WriteStartObject();
        json.WriteString("odata.etag", "W/\"datetime'2026-09-01T06%3A00%3A00.0000000Z'\"");
        json.WriteString("PartitionKey", _partitions[number / _entriesPerShard]);
        json.WriteString("RowKey", Id(at).ToString());
        json.WriteString("Timestamp", at.UtcDateTime);
        json.WriteString("At@odata.type", "Edm.DateTime");
        json.WriteString("At", at.UtcDateTime);
        json.WriteString("Actor", "pupil");
        json.WriteString("Action", "sign-in");
        json.WriteString("Purpose", "identificatie van de leerling bij gebruik van de toepassing (protocol, artikel 2)");
        json.WriteString("Student", string.Create(CultureInfo.InvariantCulture, $"{number / _entriesPerShard % Shards:x}{number:x63}"));
        json.WriteString("Outcome", number == TamperedEntry ? "refused" : "granted");
        json.WriteEndObject();
    }

    [GeneratedRegex("PartitionKey (eq|ge|gt) '(20260901|20200101)")]
    private static partial Regex OfDay();

    [GeneratedRegex("(PartitionKey|RowKey) (eq|ge|gt|lt) '([^']*)'")]
    private static partial Regex KeyCondition();
}
