using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace LeerId.Bench.Driver.Jobs;

/// <summary>
/// A table of snapshots of any size, over HTTP in the format of the table service. The emulator would scan the whole table for each request. A
/// page ends after a thousand rows, found or not, which is the minimum that the service reads in one transaction.
/// </summary>
internal sealed partial class ServedSnapshots(int rows)
{
    public const int OneInExpires = 1000;

    /// <summary>The share of pupils enrolled in <see cref="SchoolAsked"/>.</summary>
    public const int OneInAtSchool = 1200;

    /// <summary>The school that the measurement asks for.</summary>
    public const string SchoolAsked = "012345";

    private const int ScannedAtATime = 1000;
    private const string Enrolments = "Instellingsnummers";
    // A condition on the column of an account. No pupil of this table has that account.
    private const string OfAccount = " eq true";
    private const string Table = "Students";

    private readonly HashSet<int> _deleted = [];
    private readonly Lock _lock = new();

    /// <summary>Answers the requests for snapshots; null for any other request.</summary>
    public RequestDelegate? Intercept(string request) =>
        request.StartsWith($"GET {Table}(", StringComparison.Ordinal) ? QueryAsync
        : request.StartsWith($"DELETE {Table}(", StringComparison.Ordinal) ? Delete
        : null;

    // Keys are evenly distributed, as the real ones are, and in order. A row's number therefore determines its key, and the key its number.
    private string Key(int row) => string.Create(CultureInfo.InvariantCulture, $"{((ulong)row << 32) / (ulong)rows:x8}{row:x56}");

    private int FirstFrom(string prefix)
    {
        ulong from = Convert.ToUInt64(prefix.PadRight(8, '0'), 16);
        return (int)(((from * (ulong)rows) + uint.MaxValue) >> 32);
    }

    private async Task QueryAsync(HttpContext context)
    {
        string filter = context.Request.Query["$filter"].ToString();
        bool hasAll = filter.Contains(Enrolments, StringComparison.Ordinal), hasNone = filter.Contains(OfAccount, StringComparison.Ordinal);
        Match range = Range().Match(filter);
        int from = context.Request.Query.TryGetValue("NextRowKey", out var next)
            ? int.Parse(next!, CultureInfo.InvariantCulture)
            : FirstFrom(range.Groups["from"].Value);
        int end = range.Groups["until"] is { Success: true, Value: var until } ? FirstFrom(until) : rows;
        int last = Math.Min(end, from + ScannedAtATime);
        if (last < end)
        {
            context.Response.Headers["x-ms-continuation-NextPartitionKey"] = "next";
            context.Response.Headers["x-ms-continuation-NextRowKey"] = last.ToString(CultureInfo.InvariantCulture);
        }

        context.Response.ContentType = "application/json;odata=minimalmetadata";
        await using Utf8JsonWriter json = new(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("value");
        for (int row = from; row < last; row++)
        {
            if (hasAll)
                WriteEnrolled(json, row);
            else if (!hasNone && row % OneInExpires == 0 && !IsDeleted(row))
                WriteExpired(json, row);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private void WriteExpired(Utf8JsonWriter json, int row)
    {
        json.WriteStartObject();
        json.WriteString("odata.etag", "W/\"datetime'2022-09-01T06%3A00%3A00.0000000Z'\"");
        json.WriteString("PartitionKey", Key(row));
        json.WriteString("RowKey", "snapshot");
        json.WriteEndObject();
    }

    // A thousand of the pupils of 1.2 million are enrolled in the school that the measurement asks for.
    private void WriteEnrolled(Utf8JsonWriter json, int row)
    {
        json.WriteStartObject();
        json.WriteString("PartitionKey", Key(row));
        json.WriteString("LeerIdUuid", new Guid(row, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
        json.WriteString("AccountUuid", new Guid(row, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]));
        json.WriteString(Enrolments, row % OneInAtSchool == 0 ? $"{SchoolAsked} 000111" : "000111 000222");
        json.WriteEndObject();
    }

    private Task Delete(HttpContext context)
    {
        string key = KeyInPath().Match(context.Request.Path.Value!).Groups["key"].Value;
        int row = int.Parse(key.AsSpan(8), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        lock (_lock)
            context.Response.StatusCode = _deleted.Add(row) ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private bool IsDeleted(int row)
    {
        lock (_lock)
            return _deleted.Contains(row);
    }

    [GeneratedRegex("PartitionKey ge '(?<from>[0-9a-f]+)'(?: and PartitionKey lt '(?<until>[0-9a-f]+)')?")]
    private static partial Regex Range();

    [GeneratedRegex(@"PartitionKey='(?<key>[0-9a-f]{64})'")]
    private static partial Regex KeyInPath();
}
