using LeerId.Notices;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.Retention;

/// <summary>The announcements after the end of the agreement, and the start of the destruction (protocol, articles 8 and 11).</summary>
public sealed class AgreementEndTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset End = AgreementRig.End;

    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2027-06-30")]
    [InlineData("2026-06-30")]
    [InlineData("0027-06-30")]
    public async Task Mistyped_end_date_destroys_nothing_that_night_and_is_announced_first(string endDate)
    {
        using AgreementRig rig = new(_storage, End, ("Agreement:EndDate", endDate));
        await rig.AddPupilsAsync(3);

        // The setting is mistyped on a working day, and every timer runs until the next morning.
        for (int hour = 0; hour < 24; hour++)
        {
            await rig.RunAtAsync(End.AddHours(hour).AddMinutes(40));
            await rig.SweepAsync();
        }

        Assert.Equal(3, await rig.PupilsAsync());
        AgreementContent told = Assert.IsType<AgreementContent>((await rig.AnnouncementsAsync())[0].Content);
        Assert.Equal((new DateOnly(2027, 7, 7), 3L), (told.StartsOn, told.Snapshots));
        Assert.All(await rig.RunsAsync(RetentionSweep.Job), run => Assert.Equal("retention-period", run.Ground));
    }

    [Fact]
    public async Task Before_the_end_date_nothing_happens()
    {
        using AgreementRig rig = new(_storage, End.AddSeconds(-1));
        await rig.AddPupilsAsync(1);

        await rig.RunAsync();

        Assert.Empty(await rig.AnnouncementsAsync());
        Assert.Empty(await rig.RunsAsync(AgreementEnd.Job));
        Assert.Equal((DestructionPhase.BeforeEnd, new DateOnly(2027, 7, 7)), ((await rig.StatusAsync()).Phase, (await rig.StatusAsync()).StartsOn!.Value));
        Assert.IsType<DestructionOutcome.NotEnded>(await rig.CancelAsync());
    }

    [Fact]
    public async Task Announcement_is_sent_once_per_day_to_both_officers_even_if_runs_repeat()
    {
        using AgreementRig first = new(_storage, End);
        using AgreementRig second = new(_storage, first.Clock);
        await first.AddPupilsAsync(2);

        for (int day = 0; day < 3; day++)
        {
            first.Clock.SetUtcNow(End.AddDays(day));
            await Task.WhenAll(first.RunAsync(), second.RunAsync());
            // The last hour of the day in Brussels.
            await first.RunAtAsync(End.AddDays(day + 1).AddSeconds(-1));
            if (day == 0)
                await first.DeliverAsync();
        }

        List<Notice> announcements = await first.AnnouncementsAsync();
        Assert.Equal(
            ["agreement/2027-06-30", "agreement/2027-06-30/2027-07-01", "agreement/2027-06-30/2027-07-02"],
            announcements.Select(notice => notice.Reference.ToString()).Order());
        Assert.All(announcements, notice =>
        {
            Assert.Equal([NoticeRecipient.Provider, NoticeRecipient.Dov], notice.SentAt.Keys.Order());
            Assert.Equal(
                new AgreementContent { EndDate = AgreementRig.EndDay, StartsOn = new DateOnly(2027, 7, 7), Snapshots = 2 }, notice.Content);
        });
        Assert.Equal(3, first.Logged(7010) + second.Logged(7010));
        // Staff see the later announcements under the number of the first.
        NoticeView view = NoticeView.Whole(await first.Get<NoticeRegister>().FindWithPartsAsync(announcements[0].Reference, Cancel));
        Assert.Equal(["2027-07-01", "2027-07-02"], view.Reminders!.Select(reminder => reminder.Part));
    }

    [Fact]
    public async Task Destruction_starts_when_the_grace_period_is_over_in_Brussels_and_not_a_second_before()
    {
        using AgreementRig rig = await AnnouncedAsync();

        await rig.PassDaysAsync(End.AddDays(7).AddSeconds(-1));
        await rig.RunAsync();
        Assert.Equal((3, DestructionPhase.Announced), (await rig.PupilsAsync(), await rig.PhaseAsync()));
        Assert.Equal(0, rig.Logged(7011));

        await rig.RunAtAsync(End.AddDays(7));
        Assert.Equal(0, await rig.PupilsAsync());
        AgreementStatus status = await rig.StatusAsync();
        Assert.Equal((DestructionPhase.Finished, DestructionGround.GracePeriod), (status.Phase, status.Ground!.Value));
        Assert.Equal((End.AddDays(7), End.AddDays(7)), (status.StartedAt!.Value, status.FinishedAt!.Value));
        Assert.Equal((1, 1), (rig.Logged(7011), rig.Logged(7013)));
        RunRecord run = Assert.Single(await rig.RunsAsync(RetentionSweep.Job));
        Assert.Equal(("agreement-ended", 3L, End.AddDays(7)), (run.Ground, run.Deleted, run.CutOff!.Value));

        // No further announcement or record follows. A snapshot that somebody restores is destroyed that night.
        int runs = (await rig.RunsAsync(AgreementEnd.Job)).Count;
        await rig.AddPupilsAsync(1);
        await rig.RunAtAsync(End.AddDays(8));
        Assert.Equal(runs, (await rig.RunsAsync(AgreementEnd.Job)).Count);
        await rig.SweepAsync();
        Assert.Equal(0, await rig.PupilsAsync());
    }

    [Fact]
    public async Task Grace_period_is_a_setting()
    {
        using AgreementRig rig = await AnnouncedAsync(("Agreement:GracePeriod", "P1M"));
        await rig.PassDaysAsync(End.AddDays(30).AddSeconds(-1));
        await rig.RunAsync();
        Assert.Equal(3, await rig.PupilsAsync());
        await rig.RunAtAsync(End.AddDays(30));
        Assert.Equal(0, await rig.PupilsAsync());
    }

    [Fact]
    public async Task Unannounced_destruction_does_not_start_and_the_grace_period_begins_with_the_first_delivery()
    {
        using AgreementRig rig = new(_storage, End);
        await rig.AddPupilsAsync(3);

        // No mail is delivered.
        for (int day = 0; day < 7; day++)
            await rig.RunAtAsync(End.AddDays(day));
        Assert.Equal(0, rig.Logged(7012));
        await rig.RunAtAsync(End.AddDays(7));
        Assert.Equal((3, DestructionPhase.NotAnnounced, 1), (await rig.PupilsAsync(), await rig.PhaseAsync(), rig.Logged(7012)));
        Assert.Equal(new DateOnly(2027, 7, 14), Assert.IsType<AgreementContent>((await rig.AnnouncementsAsync())[^1].Content).StartsOn);

        await rig.DeliverAsync();
        await rig.PassDaysAsync(End.AddDays(14).AddSeconds(-1));
        await rig.RunAsync();
        Assert.Equal((3, DestructionPhase.Announced), (await rig.PupilsAsync(), await rig.PhaseAsync()));
        await rig.RunAtAsync(End.AddDays(14));
        Assert.Equal(0, await rig.PupilsAsync());
    }

    [Fact]
    public async Task Destruction_ends_with_the_setting_and_another_end_date_has_its_own_grace_period()
    {
        using AgreementRig rig = await AnnouncedAsync();
        await rig.PassDaysAsync(End.AddDays(7));
        using AgreementRig without = new(_storage, rig.Clock, ("Agreement:EndDate", null));
        await without.RunAsync();
        await without.SweepAsync();
        Assert.Equal((3, DestructionPhase.NoEndDate), (await without.PupilsAsync(), await without.PhaseAsync()));

        using AgreementRig other = new(_storage, rig.Clock, ("Agreement:EndDate", "2027-07-01"));
        await other.RunAsync();
        Assert.Equal((3, DestructionPhase.NotAnnounced), (await other.PupilsAsync(), await other.PhaseAsync()));
    }

    [Fact]
    public async Task End_date_that_is_set_again_later_is_announced_anew()
    {
        using AgreementRig rig = await AnnouncedAsync();

        // The setting was corrected the same day. Two months later an old deployment restores it.
        await rig.RunAtAsync(End.AddDays(60));
        Assert.Equal((3, DestructionPhase.NotAnnounced), (await rig.PupilsAsync(), await rig.PhaseAsync()));
        Assert.Equal("2027-08-29", (await rig.AnnouncementsAsync())[^1].Reference.Part);

        await rig.DeliverAsync();
        Assert.Equal(new DateOnly(2027, 9, 5), (await rig.StatusAsync()).StartsOn);
    }

    [Fact]
    public async Task Suspended_sign_ins_destroy_nothing_and_the_ordinary_sweep_continues()
    {
        using AgreementRig rig = new(_storage, End.AddYears(3).AddDays(-1), ("Agreement:EndDate", null), ("Agreement:Suspended", "true"));
        await rig.AddPupilsAsync(2);

        await rig.RunAsync();
        await rig.SweepAsync();
        Assert.Equal(2, await rig.PupilsAsync());
        Assert.Empty(await rig.AnnouncementsAsync());
        Assert.True((await rig.StatusAsync()).SignInsSuspended);

        rig.Clock.Advance(TimeSpan.FromDays(1));
        RunRecord run = await rig.SweepAsync();
        Assert.Equal(("retention-period", 2L), (run.Ground, run.Deleted));
    }

    [Fact]
    public async Task Failure_to_announce_is_recorded_and_the_next_run_announces()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using AgreementRig rig = new(proxy.ConnectionString, End);
        await rig.AddPupilsAsync(1);
        proxy.Intercept = request => request == "GET Students()" ? StorageProxy.Refuse : null;

        await Assert.ThrowsAsync<RunFailedException>(rig.RunAsync);
        Assert.Equal(1, rig.Logged(7015));
        proxy.Intercept = _ => null;
        await rig.RunAsync();

        Assert.Single(await rig.AnnouncementsAsync());
    }

    [Fact]
    public async Task State_that_can_not_be_read_stops_the_destruction()
    {
        using AgreementRig rig = await AnnouncedAsync();
        await rig.RunTable.AddEntityAsync(new Azure.Data.Tables.TableEntity("agreement", AgreementRig.EndDate) { ["Content0"] = "x" }, Cancel);

        rig.Clock.SetUtcNow(End.AddDays(8));
        await Assert.ThrowsAsync<InvalidDataException>(rig.RunAsync);
        await Assert.ThrowsAsync<InvalidDataException>(rig.SweepAsync);

        Assert.Equal(3, await rig.PupilsAsync());
    }

    [Fact]
    public async Task Count_of_snapshots_includes_every_key_range()
    {
        using AgreementRig rig = new(_storage, End);
        await rig.AddPupilsAsync(40);
        Assert.Equal(40, await rig.Get<StudentInventory>().CountAsync(Cancel));
    }

    /// <summary>Three pupils, and an announcement of the end date that was delivered that day.</summary>
    private async Task<AgreementRig> AnnouncedAsync(params (string, string?)[] settings)
    {
        AgreementRig rig = new(_storage, End.AddMinutes(40), settings);
        await rig.AddPupilsAsync(3);
        await rig.RunAsync();
        await rig.DeliverAsync();
        return rig;
    }
}
