using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace LeerId.Testing;

/// <summary>
/// A day of the privacy log with as many entries as wanted, given page by page over HTTP in the table service's form: the emulator sorts the
/// whole table for each page of a query, so that a million rows in it take hours. To be put in the place of a proxy's queries of PrivacyLog.
/// </summary>
/// <param name="entries">How many entries the day has: a multiple of sixteen, so that every shard has as many.</param>
public sealed partial class ServedPrivacyLog(int entries)
{
    /// <summary>The request it answers.</summary>
    public const string Query = "GET PrivacyLog()";

    private const int PageSize = 1000;
    private const int Shards = 16;

    private static readonly DateTimeOffset Start = new(2026, 9, 1, 6, 0, 0, TimeSpan.Zero);

    private readonly int _inShard = entries % Shards == 0 ? entries / Shards : throw new ArgumentException("Not a multiple of sixteen.", nameof(entries));
    private int _pages;

    /// <summary>The day.</summary>
    public static DateOnly Day { get; } = new(2026, 9, 1);

    /// <summary>The entry whose outcome somebody changed; null for none.</summary>
    public int? Changed { get; set; }

    /// <summary>The most managed memory in use while it was read, bytes: what is alive, not what waits to be collected.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>The id of an entry, counted from 0.</summary>
    public static Ulid Id(int number) => Ulid.NewUlid(Start.AddMilliseconds(number), new byte[10]);

    public async Task AnswerAsync(HttpContext context)
    {
        if (++_pages % 100 == 0)
            PeakBytes = Math.Max(PeakBytes, GC.GetTotalMemory(forceFullCollection: true));

        // The first query is for the first day with an entry; a query of a day names both its ends.
        bool isOfDay = DayFilter().IsMatch(context.Request.QueryString.Value!);
        int first = context.Request.Query.TryGetValue("NextRowKey", out var next) ? int.Parse(next!, CultureInfo.InvariantCulture) : 0;
        int count = isOfDay ? Math.Min(PageSize, entries - first) : 1;
        if (first + count < entries)
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

    private void WriteEntry(Utf8JsonWriter json, int number)
    {
        DateTimeOffset at = Start.AddMilliseconds(number);
        json.WriteStartObject();
        json.WriteString("odata.etag", "W/\"datetime'2026-09-01T06%3A00%3A00.0000000Z'\"");
        json.WriteString("PartitionKey", string.Create(CultureInfo.InvariantCulture, $"20260901-{number / _inShard:x}"));
        json.WriteString("RowKey", Id(number).ToString());
        json.WriteString("Timestamp", at.UtcDateTime);
        json.WriteString("At@odata.type", "Edm.DateTime");
        json.WriteString("At", at.UtcDateTime);
        json.WriteString("Actor", "pupil");
        json.WriteString("Action", "sign-in");
        json.WriteString("Purpose", "identificatie van de leerling bij gebruik van de toepassing (protocol, artikel 2)");
        json.WriteString("Student", string.Create(CultureInfo.InvariantCulture, $"{number / _inShard:x}{number:x63}"));
        json.WriteString("Outcome", number == Changed ? "refused" : "granted");
        json.WriteEndObject();
    }

    [GeneratedRegex("ge%20%2720260901%27%20and%20PartitionKey%20lt%20%2720260902%27")]
    private static partial Regex DayFilter();
}
