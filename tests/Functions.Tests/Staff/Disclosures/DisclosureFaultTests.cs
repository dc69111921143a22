using System.Net;
using LeerId.Functions.Notices;
using LeerId.Notices;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Disclosures;

/// <summary>Storage refuses requests, loses answers or stops answering in the middle of a disclosure.</summary>
public sealed class DisclosureFaultTests(AzuriteFixture azurite) : DisclosureStorageTests(azurite)
{
    [Fact]
    public async Task Nothing_is_given_while_the_privacy_log_can_not_be_written_and_a_retry_succeeds()
    {
        string id = await ReadyAsync();
        Storage.Intercept = request => request == LogGroup ? StorageProxy.Refuse : null;

        await AssertNothingGivenAsync(id);
        await AssertNothingGivenAsync(id);
        Assert.Empty(await Rig.EntriesAsync(id));

        Storage.Intercept = _ => null;
        Assert.Equal(Pupils, DisclosureRig.Lines(await Rig.ReleaseAsync(id)).Length);
        Assert.Equal(Pupils, (await Rig.EntriesAsync(id)).Count);
    }

    [Fact]
    public async Task A_privacy_log_that_fails_halfway_gives_nothing_and_the_next_try_logs_everybody()
    {
        string id = await ReadyAsync();
        int groups = 0;
        Storage.Intercept = request => request == LogGroup && Interlocked.Increment(ref groups) > 5 ? StorageProxy.Refuse : null;

        await AssertNothingGivenAsync(id);
        Assert.InRange((await Rig.EntriesAsync(id)).Count, 1, Pupils - 1);

        Storage.Intercept = _ => null;
        Assert.Equal(Pupils, DisclosureRig.Lines(await Rig.ReleaseAsync(id)).Length);
        Assert.Equal(Pupils, (await Rig.EntriesAsync(id)).Select(entry => entry.Student).Distinct().Count());
    }

    [Fact]
    public async Task An_answer_that_is_lost_changes_nothing()
    {
        // The fault affects the claim, a part of the log, or the record.
        foreach ((int lostChange, int lostGroup) in new[] { (1, 0), (0, 3), (2, 0) })
        {
            string id = await ReadyAsync();
            int changes = 0;
            int groups = 0;
            Storage.LosesAnswer = request => IsChange(request)
                ? Interlocked.Increment(ref changes) == lostChange
                : request == LogGroup && Interlocked.Increment(ref groups) == lostGroup;

            Assert.Equal(Pupils, DisclosureRig.Lines(await Rig.ReleaseAsync(id)).Length);

            Assert.True(changes > 1);
            Assert.Equal("released", await Rig.StateAsync(id));
            Assert.Equal(Pupils, (await Rig.EntriesAsync(id)).Count);
            Assert.Equal(["already-released"], DisclosureRig.Unmet(await Rig.ReleaseAsync(id)));
            Storage.LosesAnswer = _ => false;
        }
    }

    [Fact]
    public async Task Nothing_is_given_while_the_register_fails_and_a_retry_succeeds()
    {
        // The fault affects the claim, the record, or a record that was stored nevertheless.
        foreach ((int failingChange, bool isDone) in new[] { (1, false), (2, false), (2, true) })
        {
            string id = await ReadyAsync();
            int changes = 0;
            Storage.Intercept = request => IsChange(request) && Interlocked.Increment(ref changes) == failingChange
                ? async context =>
                {
                    if (isDone)
                        await Rig.ChangeAsync(id, ("State", "Released"), ("Release", Released));
                    await StorageProxy.Refuse(context);
                }
            : null;

            await AssertNothingGivenAsync(id);

            Assert.Equal(Pupils, DisclosureRig.Lines(await Rig.ReleaseAsync(id)).Length);
            Assert.Equal(["already-released"], DisclosureRig.Unmet(await Rig.ReleaseAsync(id)));
        }
    }

    [Fact]
    public async Task A_host_killed_in_the_middle_blocks_for_ten_minutes_and_no_longer()
    {
        string id = await ReadyAsync();
        await Rig.ChangeAsync(id, ("State", "Releasing"), ("ClaimedBy", "a host that was killed"), ("ClaimedUntil", Rig.Clock.GetUtcNow().AddMinutes(10)));

        Assert.Equal(["release-under-way 2026-09-03T22:10:00Z"], DisclosureRig.Unmet(await Rig.ReleaseAsync(id)));
        Assert.Equal(["release-under-way 2026-09-03T22:10:00Z"], DisclosureRig.Unmet(await Rig.WithdrawAsync(id)));
        Rig.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(["release-under-way 2026-09-03T22:10:00Z"], DisclosureRig.Unmet(await Rig.ReleaseAsync(id)));
        Assert.Equal("releasing", await Rig.StateAsync(id));

        Rig.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Pupils, DisclosureRig.Lines(await Rig.ReleaseAsync(id)).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Host_that_hangs_beyond_its_claim_gives_nothing(bool another)
    {
        string id = await ReadyAsync();
        TaskCompletionSource goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource stands = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int groups = 0;
        Storage.Before = request =>
        {
            if (request != LogGroup || Interlocked.Increment(ref groups) > 1)
                return Task.CompletedTask;
            stands.SetResult();
            return goesOn.Task;
        };
        Task<StaffAnswer> slow = Rig.ReleaseAsync(id);
        await stands.Task.WaitAsync(Cancel);
        Rig.Clock.Advance(TimeSpan.FromMinutes(10));

        if (another)
            Assert.Equal(Pupils, DisclosureRig.Lines(await Rig.ReleaseAsync(id)).Length);
        else
            Assert.Equal(200, (await Rig.WithdrawAsync(id)).Status);
        goesOn.SetResult();

        Assert.Equal(503, (await slow).Status);
        Assert.Equal(another ? "released" : "withdrawn", await Rig.StateAsync(id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_disclosure_whose_notice_was_not_registered_gets_it_from_the_requeue_or_the_next_release(bool requeue)
    {
        await Rig.AddPupilAsync(1, "012345");
        Storage.Intercept = request => request.StartsWith("POST Notices", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        string id = await Rig.RequestAsync();
        Assert.Null(await Rig.NoticeAsync(id));
        Storage.Intercept = _ => null;

        if (requeue)
            Assert.True((await Rig.Staff.Host.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
        else
            Assert.Equal(["dov-not-notified"], DisclosureRig.Unmet(await Rig.ReleaseAsync(id)));

        await Rig.UntilDeliveredAsync(id);
        Rig.Clock.SetUtcNow(DisclosureRig.OpensAt);
        Assert.Single(DisclosureRig.Lines(await Rig.ReleaseAsync(id)));
        Assert.True((await Rig.Staff.Host.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
        Assert.Single(await Rig.Staff.Get<NoticeRegister>().ListAsync(NoticeKind.Disclosure, Cancel).ToListAsync(Cancel));
        Assert.Equal(requeue ? 1 : 0, Rig.Logs.Entries.Count(entry => entry.EventId.Id == 9107));
    }

    [Fact]
    public async Task Release_reads_only_uuids_and_school_numbers_from_storage()
    {
        string id = await ReadyAsync();
        System.Collections.Concurrent.ConcurrentQueue<string> answers = Storage.CaptureAnswers();

        Assert.Equal(Pupils, DisclosureRig.Lines(await Rig.ReleaseAsync(id)).Length);

        Assert.Contains(answers, answer => answer.Contains("5c21acc0-", StringComparison.Ordinal));
        Assert.DoesNotContain(answers, answer => answer.Contains("Proef", StringComparison.OrdinalIgnoreCase));
    }

    private async Task AssertNothingGivenAsync(string id)
    {
        StaffAnswer answer = await Rig.ReleaseAsync(id);
        Assert.True(answer is { Status: (int)HttpStatusCode.ServiceUnavailable, Problem: "unavailable" }, answer.ToString());
        Assert.DoesNotContain("5c21acc0-", answer.Text, StringComparison.Ordinal);
        Assert.Equal("requested", await Rig.StateAsync(id));
    }
}
