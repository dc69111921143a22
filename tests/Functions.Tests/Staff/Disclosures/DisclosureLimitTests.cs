using Azure.Data.Tables;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Disclosures;

/// <summary>Changes, time limits and lost answers during the release or withdrawal of a disclosure.</summary>
public sealed class DisclosureLimitTests(AzuriteFixture azurite) : DisclosureStorageTests(azurite)
{
    [Theory]
    [InlineData(199, 200)]
    [InlineData(200, 503)]
    public async Task A_release_that_takes_200_seconds_gives_nothing(int seconds, int status)
    {
        string id = await ReadyAsync();
        int groups = 0;
        Storage.Before = request =>
        {
            // Batches are written in parallel.
            if (request == LogGroup && Interlocked.Increment(ref groups) == 1)
                Rig.Clock.Advance(TimeSpan.FromSeconds(seconds));
            return Task.CompletedTask;
        };

        StaffAnswer answer = await Rig.ReleaseAsync(id);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? "released" : "requested", await Rig.StateAsync(id));
        if (status != 200)
            Assert.Equal(Pupils, DisclosureRig.Lines(await Rig.ReleaseAsync(id)).Length);
    }

    [Fact]
    public async Task A_pupil_who_is_erased_while_the_log_is_written_is_not_in_the_file()
    {
        string id = await ReadyAsync();
        int groups = 0;
        Storage.Before = async request =>
        {
            if (request != LogGroup || Interlocked.Increment(ref groups) > 1)
                return;
            TableEntity pupil = await Rig.Students.QueryAsync<TableEntity>(
                $"AccountUuid eq '{DisclosureRig.Account(7)}'", cancellationToken: Cancel).SingleAsync(Cancel);
            await Rig.Students.DeleteEntityAsync(pupil, cancellationToken: Cancel);
        };

        string[] lines = DisclosureRig.Lines(await Rig.ReleaseAsync(id));

        Assert.Equal(Pupils - 1, lines.Length);
        Assert.False(lines.Any(line => line.Contains($"{DisclosureRig.Account(7)}", StringComparison.Ordinal)), "An erased pupil is in the file.");
        Assert.Equal(Pupils - 1, (await Rig.GetAsync(id)).GetProperty("disclosure").GetProperty("release").GetProperty("pupils").GetInt32());
    }

    [Fact]
    public async Task Only_one_of_eight_concurrent_releases_reads_the_pupils()
    {
        string id = await ReadyAsync();
        Storage.Requests.Clear();

        StaffAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Rig.ReleaseAsync(id)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(32, Storage.Requests.Count(request => request == "GET Students()"));
    }

    [Theory]
    [InlineData(2, "requested", 0)]
    [InlineData(int.MaxValue, "released", 1)]
    public async Task Stored_record_with_a_lost_answer_is_reverted_after_several_retries(int refused, string state, int notGivenBack)
    {
        string id = await ReadyAsync();
        int changes = 0;
        Storage.Intercept = request => IsChange(request) && Interlocked.Increment(ref changes) is > 1 and int change && change - 2 <= refused
            ? async context =>
            {
                if (change == 2)
                    await Rig.ChangeAsync(id, ("State", "Released"), ("Release", Released));
                await StorageProxy.Refuse(context);
            }
        : null;

        Assert.Equal(503, (await Rig.ReleaseAsync(id)).Status);

        Assert.Equal(state, await Rig.StateAsync(id));
        Assert.Equal(notGivenBack, Rig.Logs.Entries.Count(entry => entry.EventId.Id == 9110));
    }

    [Fact]
    public async Task A_withdrawal_whose_answer_was_lost_is_done()
    {
        string id = await Rig.RequestAsync();
        await Rig.UntilDeliveredAsync(id);
        int changes = 0;
        Storage.LosesAnswer = request => IsChange(request) && Interlocked.Increment(ref changes) == 1;

        StaffAnswer answer = await Rig.WithdrawAsync(id);

        Assert.True(answer.Status == 200, answer.ToString());
        Assert.Equal("withdrawn", answer.Json.GetProperty("state").GetString());
        Assert.True(changes > 1);
        Assert.Single(Rig.Logs.Entries, entry => entry.EventId.Id == 9103);
        Assert.Equal(["withdrawn"], DisclosureRig.Unmet(await Rig.WithdrawAsync(id)));
    }

    [Fact]
    public async Task A_snapshot_with_a_column_of_another_type_is_left_out_and_counted()
    {
        string id = await ReadyAsync();
        TableEntity pupil = await Rig.Students.QueryAsync<TableEntity>(
            $"AccountUuid eq '{DisclosureRig.Account(7)}'", cancellationToken: Cancel).SingleAsync(Cancel);
        pupil["AccountUuid"] = DisclosureRig.Account(7);
        await Rig.Students.UpdateEntityAsync(pupil, pupil.ETag, cancellationToken: Cancel);

        Assert.Equal(Pupils - 1, DisclosureRig.Lines(await Rig.ReleaseAsync(id)).Length);

        Assert.Equal(1, (await Rig.GetAsync(id)).GetProperty("disclosure").GetProperty("release").GetProperty("unreadableLeftOut").GetInt32());
        Assert.Single(Rig.Logs.Entries, entry => entry.EventId.Id == 9109);
    }
}
