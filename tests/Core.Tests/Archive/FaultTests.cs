using System.Text.Json.Nodes;
using LeerId.Archive;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Testing;

namespace LeerId.Core.Tests.Archive;

/// <summary>
/// Tests of runs that are interrupted, that run out of time, or that run at the same time as another. No row is lost, and duplicate rows do no
/// harm.
/// </summary>
public sealed class FaultTests(AzuriteFixture azurite) : IDisposable
{
    private const string Commit = "comp=blocklist";

    private readonly ArchiveRig _rig = new(azurite.NewAccount());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PUT", "/privacy-log/PrivacyLog/", 5)]
    [InlineData("PUT", "/privacy-log/PrivacyLog/", 12)]
    [InlineData("PUT", "/privacy-log/manifests/", 1)]
    [InlineData("PUT", "/records/Runs/", 2)]
    [InlineData("PUT", "/records/manifests/", 1)]
    [InlineData("GET", "/PrivacyLog()", 9)]
    [InlineData("GET", "/Disclosures()", 1)]
    public async Task Run_that_storage_fails_midway_is_recorded_as_failed_and_the_next_one_archives_the_rest(string method, string path, int occurrence)
    {
        await FillAsync();
        int asked = 0;
        _rig.Transport.Refuses = request => Is(request, method, path) && ++asked >= occurrence;

        RunFailedException failure = await Assert.ThrowsAsync<RunFailedException>(_rig.RunAsync);

        Assert.Equal(1, failure.Record.Failed);
        Assert.Contains(_rig.Log.Logs.Entries, entry => entry.EventId.Id == 8102);
        _rig.Transport.Refuses = _ => false;
        Assert.True((await _rig.RunAsync()).Succeeded);
        await AssertAllIsThereOnceAsync();
    }

    [Theory]
    [InlineData("PUT", "/privacy-log/PrivacyLog/", 9)]
    [InlineData("PUT", "/records/Seals/", 1)]
    [InlineData("PUT", "/privacy-log/manifests/", 1)]
    public async Task Killed_run_leaves_no_gap(string method, string path, int occurrence)
    {
        await FillAsync();
        int asked = 0;
        bool dead = false;
        _rig.Transport.Refuses = request => dead |= Is(request, method, path) && ++asked >= occurrence;
        await Assert.ThrowsAnyAsync<Exception>(_rig.RunAsync);

        using ArchiveRig next = _rig.Other();
        Assert.Null(Assert.Single(await next.Log.RunsAsync(NightlyArchive.Job)).EndedAt);
        Assert.True((await next.RunAsync()).Succeeded);

        _rig.Transport.Refuses = _ => false;
        await AssertAllIsThereOnceAsync();
    }

    [Fact]
    public async Task Run_without_time_leaves_the_rest_to_the_next_one_and_no_file_is_written_twice()
    {
        await FillAsync(entries: 120);
        // A page of the days with entries takes half a minute, so a day with sixteen shards takes three runs.
        string[] slow = [$"'{ArchiveRig.FirstDay:yyyyMMdd}-", $"'{ArchiveRig.FirstDay.AddDays(2):yyyyMMdd}-"];
        _rig.Transport.Before = request =>
        {
            if (Is(request, "GET", "/PrivacyLog()") && slow.Any(day => request.Contains(day, StringComparison.Ordinal)))
                _rig.Log.Clock.Advance(TimeSpan.FromSeconds(30));
            return Task.CompletedTask;
        };
        List<RunRecord> runs = [];
        do
        {
            Assert.InRange(runs.Count, 0, 40);
            runs.Add(await _rig.RunAsync());
        }
        while (runs[^1].ToBeContinued);

        Assert.InRange(runs.Count, 5, 8);
        Assert.All(runs, run => Assert.True(run.Succeeded));
        Assert.Equal(
            _rig.Transport.Requests.Count(request => Is(request, "PUT", "/privacy-log/PrivacyLog/") && request.Contains(Commit, StringComparison.Ordinal)),
            (await _rig.FilesAsync(ArchiveContainer.Log)).Count);
        // If an earlier run archived a shard, it is neither read from the table nor downloaded again.
        Assert.DoesNotContain(_rig.Transport.Requests, request => Is(request, "GET", "/privacy-log/PrivacyLog/"));
        await AssertAllIsThereOnceAsync();
    }

    [Fact]
    public async Task Two_concurrent_runs_succeed_and_each_day_is_archived_once()
    {
        await FillAsync();
        using ArchiveRig other = _rig.Other();

        RunRecord[] runs = await Task.WhenAll(_rig.RunAsync(), other.RunAsync());

        Assert.All(runs, run => Assert.True(run.Succeeded));
        await AssertAllIsThereOnceAsync();
    }

    [Fact]
    public async Task A_file_that_another_run_writes_at_the_same_moment_is_listed_as_it_is_stored()
    {
        await FillAsync();
        using ArchiveRig other = _rig.Other();
        // The other run writes everything after this run has found no file, and before this run commits its first file.
        bool done = false;
        _rig.Transport.Before = async request =>
        {
            if (!done && Is(request, "PUT", "/privacy-log/PrivacyLog/") && request.Contains(Commit, StringComparison.Ordinal))
            {
                done = true;
                await other.RunAsync();
            }
        };

        Assert.True((await _rig.RunAsync()).Succeeded);

        Assert.True(done);
        Assert.Equal(2, (await _rig.ManifestsAsync(ArchiveContainer.Log)).Count);
        await AssertAllIsThereOnceAsync();
    }

    [Fact]
    public async Task A_lost_answer_to_a_file_or_a_manifest_is_no_conflict()
    {
        await FillAsync();
        HashSet<string> lost = [];
        _rig.Transport.LosesAnswer = request => Is(request, "PUT", "/")
            && (request.Contains(Commit, StringComparison.Ordinal) || request.Contains("/manifests/", StringComparison.Ordinal)) && lost.Add(request);

        Assert.True((await _rig.RunAsync()).Succeeded);

        Assert.InRange(lost.Count, 10, 200);
        await AssertAllIsThereOnceAsync();
    }

    public void Dispose() => _rig.Dispose();

    private static bool Is(string request, string method, string path) =>
        request.StartsWith($"{method} ", StringComparison.Ordinal) && request.Contains(path, StringComparison.Ordinal);

    private async Task FillAsync(int entries = 50)
    {
        await _rig.SealAsync(entries, 0, entries);
        await _rig.PutAsync(TableName.Disclosures, "2026", "1", ("State", "Requested"));
        await _rig.PutAsync(TableName.Notices, "breach", "1", ("State", "Sent"));
    }

    /// <summary>Checks that a restore returns exactly the rows of the tables, and that every seal is valid.</summary>
    private async Task AssertAllIsThereOnceAsync()
    {
        TableName[] tables = [TableName.PrivacyLog, TableName.Seals, TableName.Disclosures, TableName.Notices];
        List<List<string>> before = [];
        foreach (TableName table in tables)
            before.Add(await _rig.RowsAsync(table));
        JsonNode last = (await _rig.ManifestsAsync(ArchiveContainer.Log))[^1];
        // Days without entries have no file, and so no manifest names them.
        Assert.True(string.CompareOrdinal(last["through"]!.ToString(), $"{ArchiveRig.FirstDay.AddDays(2):yyyy-MM-dd}") >= 0);
        await _rig.LoseTablesAsync();

        (bool done, List<string> told) = await _rig.RestoreAsync();

        Assert.True(done, string.Join('\n', told));
        Assert.Contains($"PrivacyLog: {before[0].Count} rows were restored.", told);
        foreach ((int number, TableName table) in tables.Index())
            Assert.Equal(before[number], await _rig.RowsAsync(table));
        Assert.All(
            await _rig.Log.VerifyAsync(ArchiveRig.FirstDay, ArchiveRig.FirstDay.AddDays(2)), verdict => Assert.Equal(DayState.Whole, verdict.State));
    }
}
