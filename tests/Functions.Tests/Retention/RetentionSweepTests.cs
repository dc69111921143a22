using System.Collections.Concurrent;
using System.Net;
using LeerId.Functions.Retention;
using LeerId.LocalServices;
using LeerId.Runs;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Retention;

public sealed class RetentionSweepTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 9, 2, 0, 30, 0, TimeSpan.Zero);

    // The end of 1 September 2023 in Brussels is the latest moment that has expired.
    private static readonly DateTimeOffset CutOff = new(2023, 9, 1, 22, 0, 0, TimeSpan.Zero);

    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_deletes_expired_snapshots_exact_to_the_second_and_stores_a_record()
    {
        await using RetentionRig rig = await RetentionRig.StartAsync(_storage, Now);
        StudentKey gone = await rig.AddAsync(1, CutOff.AddSeconds(-1));
        StudentKey kept = await rig.AddAsync(2, CutOff);
        StudentKey recent = await rig.AddAsync(3, Now);

        Assert.True(await rig.FireAsync());

        Assert.Null(await rig.FindAsync(gone));
        Assert.NotNull(await rig.FindAsync(kept));
        Assert.NotNull(await rig.FindAsync(recent));
        RunRecord run = await rig.LastRunAsync();
        Assert.Equal((1, 1, 0, 0), (run.Examined, run.Deleted, run.Wiped, run.Failed));
        Assert.Equal((Now, Now, CutOff, "retention-period"), (run.StartedAt, run.EndedAt!.Value, run.CutOff!.Value, run.Ground));
        Assert.NotEmpty(run.Version);
        Assert.True(run.Succeeded);
    }

    [Fact]
    public async Task Sweep_finds_the_expired_in_every_range_of_keys_and_over_many_pages()
    {
        const int Pupils = 1250;
        await using RetentionRig rig = await RetentionRig.StartAsync(_storage, Now);
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Pupils), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancel },
            async (pupil, _) => await rig.AddAsync(pupil, pupil % 5 == 0 ? Now : CutOff.AddDays(-1)));

        RunRecord run = await rig.Sweep.RunAsync(Cancel);

        Assert.Equal((1000, 1000), (run.Examined, run.Deleted));
        Assert.Equal(250, await RetentionRig.CountAsync(_storage));
    }

    [Fact]
    public async Task Sweep_reads_only_keys_and_versions()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(_storage);
        await using RetentionRig rig = await RetentionRig.StartAsync(storage.ConnectionString, Now);
        await rig.AddAsync(1, CutOff.AddDays(-1));
        ConcurrentQueue<string> bodies = storage.CaptureAnswers();

        await rig.Sweep.RunAsync(Cancel);

        Assert.Contains(bodies, body => body.Contains("PartitionKey", StringComparison.Ordinal));
        Assert.DoesNotContain(bodies, body => body.Contains("Proef", StringComparison.Ordinal) || body.Contains("012345", StringComparison.Ordinal)
            || body.Contains(ScriptedAcm.LeerId(1).ToString(), StringComparison.Ordinal));
        Assert.Single(storage.Requests, request => request.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pupil_who_signs_in_between_reading_and_deleting_stays()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(_storage);
        await using RetentionRig rig = await RetentionRig.StartAsync(storage.ConnectionString, Now);
        StudentKey key = await rig.AddAsync(1, CutOff.AddDays(-1));
        storage.Before = async request =>
        {
            if (request.StartsWith("DELETE", StringComparison.Ordinal))
                await rig.AddAsync(1, Now);
        };

        RunRecord run = await rig.Sweep.RunAsync(Cancel);

        Assert.NotNull(await rig.FindAsync(key));
        Assert.Equal((1, 0, 0), (run.Examined, run.Deleted, run.Failed));
    }

    [Fact]
    public async Task Deleting_an_absent_row_is_a_success()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(_storage);
        await using RetentionRig rig = await RetentionRig.StartAsync(storage.ConnectionString, Now);
        StudentKey key = await rig.AddAsync(1, CutOff.AddDays(-1));
        storage.Before = async request =>
        {
            if (request.StartsWith("DELETE", StringComparison.Ordinal))
                await new Azure.Data.Tables.TableClient(_storage, "Students").DeleteEntityAsync(key.ToString(), "snapshot", cancellationToken: Cancel);
        };

        RunRecord run = await rig.Sweep.RunAsync(Cancel);

        Assert.Equal((1, 0, true), (run.Examined, run.Deleted, run.Succeeded));
    }

    [Fact]
    public async Task Failure_is_recorded_and_retried_by_the_next_run_while_the_rest_continues()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(_storage);
        await using RetentionRig rig = await RetentionRig.StartAsync(storage.ConnectionString, Now);
        List<StudentKey> keys = [];
        for (int pupil = 1; pupil <= 40; pupil++)
            keys.Add(await rig.AddAsync(pupil, CutOff.AddDays(-1)));
        // One row can't be deleted, and one range can't be read after all snapshots were counted.
        Assert.True((await rig.Rig.Host.FireTimerAsync(nameof(CountSnapshots), Cancel))!.Succeeded);
        string stubborn = keys.First(key => key.ToString()[0] != 'a').ToString();
        storage.Intercept = request => request.Contains(stubborn, StringComparison.Ordinal) && request.StartsWith("DELETE", StringComparison.Ordinal)
            ? StorageProxy.Refuse : null;
        storage.InterceptQuery = query => query.Contains("ge 'a'", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        int unread = keys.Count(key => key.ToString()[0] == 'a');

        Assert.False(await rig.FireAsync());
        RunRecord failed = await rig.LastRunAsync();
        // The range is read for the expired snapshots, and for the superseded ones.
        Assert.Equal((3, 39 - unread), (failed.Failed, failed.Deleted));
        Assert.False(failed.Succeeded);
        Assert.Equal(unread + 1, await RetentionRig.CountAsync(_storage));

        storage.Intercept = _ => null;
        storage.InterceptQuery = _ => null;
        Assert.True(await rig.FireAsync());
        Assert.Equal(0, await RetentionRig.CountAsync(_storage));
    }

    [Fact]
    public async Task Two_sweeps_at_once_count_each_deletion_once()
    {
        await using RetentionRig rig = await RetentionRig.StartAsync(_storage, Now);
        for (int pupil = 1; pupil <= 100; pupil++)
            await rig.AddAsync(pupil, pupil % 2 == 0 ? Now : CutOff.AddDays(-1));

        RunRecord[] runs = await Task.WhenAll(rig.Sweep.RunAsync(Cancel), rig.Sweep.RunAsync(Cancel));

        Assert.All(runs, run => Assert.True(run.Succeeded));
        Assert.Equal(50, runs.Sum(run => run.Deleted));
        Assert.Equal(50, await RetentionRig.CountAsync(_storage));
        Assert.Equal(2, await RetentionRig.CountAsync(_storage, "Runs"));
    }

    [Fact]
    public async Task Every_pupil_who_signs_in_during_the_sweep_has_a_snapshot()
    {
        const int Pupils = 400;
        await using RetentionRig rig = await RetentionRig.StartAsync(_storage, Now);
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Pupils), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel },
            async (pupil, _) => await rig.AddAsync(pupil, CutOff.AddDays(-1)));
        ConcurrentDictionary<string, int> pupils = [];
        int last = 0;
        rig.Acm.Claims = code => ScriptedAcm.Pupil(pupils.GetOrAdd(code, _ => Interlocked.Increment(ref last)));

        // Half of the pupils sign in again while the sweep runs over all snapshots, again and again.
        using CancellationTokenSource ended = new();
        Task sweeping = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
                Assert.True((await rig.Sweep.RunAsync(Cancel)).Succeeded);
        }, Cancel);
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Pupils / 2), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel },
            async (_, _) => Assert.Equal(HttpStatusCode.SeeOther, (await rig.SignInAsync()).Status));
        await ended.CancelAsync();
        await sweeping;
        await rig.Sweep.RunAsync(Cancel);

        Assert.Equal(Pupils / 2, await RetentionRig.CountAsync(_storage));
        for (int pupil = 1; pupil <= Pupils / 2; pupil++)
        {
            StudentKeySet keys = await rig.Rig.Keys.ForAsync(new Student { LeerIdUuid = ScriptedAcm.LeerId(pupil) }, Cancel);
            Assert.Equal(Now, (await rig.FindAsync(keys.Own))!.SignedInAt);
        }
    }

    [Fact]
    public async Task Sweep_that_the_host_stops_says_so_in_its_record()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(_storage);
        await using RetentionRig rig = await RetentionRig.StartAsync(storage.ConnectionString, Now);
        for (int pupil = 1; pupil <= 20; pupil++)
            await rig.AddAsync(pupil, CutOff.AddDays(-1));
        using CancellationTokenSource stopping = new();
        storage.Before = async request =>
        {
            if (request.StartsWith("DELETE", StringComparison.Ordinal))
                await stopping.CancelAsync();
        };

        await Assert.ThrowsAsync<RunFailedException>(() => rig.Sweep.RunAsync(stopping.Token));

        RunRecord run = await rig.LastRunAsync();
        Assert.NotNull(run.EndedAt);
        Assert.False(run.Succeeded);
        storage.Before = _ => Task.CompletedTask;
        Assert.True((await rig.Sweep.RunAsync(Cancel)).Succeeded);
        Assert.Equal(0, await RetentionRig.CountAsync(_storage));
    }

    [Fact]
    public async Task Interruption_of_storage_leaves_the_rest_to_the_next_run()
    {
        using TemporaryData data = new();
        Azurite? server = await Azurite.StartAsync(new(data.Folder), Cancel);
        await using StorageProxy storage = await StorageProxy.StartAsync(server.ConnectionString);
        try
        {
            await using RetentionRig rig = await RetentionRig.StartAsync(storage.ConnectionString, Now);
            List<StudentKey> kept = [];
            for (int pupil = 1; pupil <= 300; pupil++)
            {
                StudentKey key = await rig.AddAsync(pupil, pupil % 3 == 0 ? Now : CutOff.AddDays(-1));
                if (pupil % 3 == 0)
                    kept.Add(key);
            }

            int deletes = 0;
            storage.Before = async request =>
            {
                if (request.StartsWith("DELETE", StringComparison.Ordinal) && Interlocked.Increment(ref deletes) == 50)
                    await server.StopAsync();
            };
            // While storage is unavailable, the record of the run can't be written either.
            await Assert.ThrowsAnyAsync<Exception>(() => rig.Sweep.RunAsync(Cancel));

            await server.DisposeAsync();
            server = await Azurite.StartAsync(new(data.Folder), Cancel);
            storage.Retarget(server.ConnectionString);
            Assert.True((await rig.Sweep.RunAsync(Cancel)).Succeeded);
            Assert.Equal(kept.Count, await RetentionRig.CountAsync(server.ConnectionString));
            foreach (StudentKey key in kept)
                Assert.NotNull(await rig.FindAsync(key));
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
