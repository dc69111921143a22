using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeerId.PrivacyLog.Seals;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;

namespace LeerId.Core.Tests.PrivacyLog;

/// <summary>
/// A day of a million entries, given page by page over HTTP in the table service's form: the emulator sorts the whole table for each page
/// of a query, so that a million rows in it take hours. Seals and runs are on the emulator.
/// </summary>
public sealed partial class MillionEntriesTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int Entries = 1_000_000;
    private const int PageSize = 1000;
    private const int Shards = 16;
    private const int InShard = Entries / Shards;
    private const long Bound = 16 * 1024 * 1024;

    private static readonly DateTimeOffset Start = PrivacyLogRig.Moment("2026-09-01T06:00:00Z");

    private long _peak;
    private int _pages;
    private int _changed = -1;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Day_of_a_million_entries_is_sealed_and_verified_in_bounded_memory()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2026-09-02T01:30:00Z"));
        proxy.Instead = request => request == "GET PrivacyLog()" ? AnswerAsync : null;

        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(Entries, (await rig.Sealer.RunAsync(Cancel)).Examined);
        Report("sealed", start, before);

        start = Stopwatch.GetTimestamp();
        DayVerdict verdict = Assert.Single(await rig.VerifyAsync(PrivacyLogRig.FirstDay, PrivacyLogRig.FirstDay));
        Assert.Equal((DayState.Whole, Entries, Entries), (verdict.State, verdict.Sealed, verdict.Found));
        Report("verified", start, before);

        start = Stopwatch.GetTimestamp();
        InclusionProof? proof = await rig.Verifier.ProveAsync(PrivacyLogRig.FirstDay, Id(654_321), Cancel);
        Assert.True(proof!.LeadsTo(verdict.Root!));
        Assert.InRange(proof.Path.Count, 19, 20);
        Report("proved", start, before);

        _changed = 987_654;
        Assert.Equal(DayState.Changed, Assert.Single(await rig.VerifyAsync(PrivacyLogRig.FirstDay, PrivacyLogRig.FirstDay)).State);
        Assert.InRange(_peak - before, 0, Bound);
    }

    private void Report(string what, long start, long before) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{Entries} entries {what} in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s; managed memory grew by at most {(_peak - before) / 1024.0 / 1024.0:0.0} MiB"));

    private static Ulid Id(int number) => Ulid.NewUlid(Start.AddMilliseconds(number), new byte[10]);

    private async Task AnswerAsync(HttpContext context)
    {
        // What is alive, not what waits to be collected.
        if (++_pages % 100 == 0)
            _peak = Math.Max(_peak, GC.GetTotalMemory(forceFullCollection: true));

        // The first query is for the first day with an entry; a query of a day names both its ends.
        bool isOfDay = DayFilter().IsMatch(context.Request.QueryString.Value!);
        int first = context.Request.Query.TryGetValue("NextRowKey", out var next) ? int.Parse(next!, CultureInfo.InvariantCulture) : 0;
        int count = isOfDay ? Math.Min(PageSize, Entries - first) : 1;
        if (first + count < Entries)
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
        await json.FlushAsync(Cancel);
    }

    private void WriteEntry(Utf8JsonWriter json, int number)
    {
        DateTimeOffset at = Start.AddMilliseconds(number);
        json.WriteStartObject();
        json.WriteString("odata.etag", "W/\"datetime'2026-09-01T06%3A00%3A00.0000000Z'\"");
        json.WriteString("PartitionKey", string.Create(CultureInfo.InvariantCulture, $"20260901-{number / InShard:x}"));
        json.WriteString("RowKey", Id(number).ToString());
        json.WriteString("Timestamp", at.UtcDateTime);
        json.WriteString("At@odata.type", "Edm.DateTime");
        json.WriteString("At", at.UtcDateTime);
        json.WriteString("Actor", "pupil");
        json.WriteString("Action", "sign-in");
        json.WriteString("Purpose", "identificatie van de leerling bij gebruik van de toepassing (protocol, artikel 2)");
        json.WriteString("Student", string.Create(CultureInfo.InvariantCulture, $"{number / InShard:x}{number:x63}"));
        json.WriteString("Outcome", number == _changed ? "refused" : "granted");
        json.WriteEndObject();
    }

    [GeneratedRegex("ge%20%2720260901%27%20and%20PartitionKey%20lt%20%2720260902%27")]
    private static partial Regex DayFilter();
}
