using System.Globalization;
using System.Text.Json;
using LeerId.LocalServices;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Core.Tests.Retention;

/// <summary>The decisions of persons about the destruction, and its progress (protocol, article 11).</summary>
public sealed class DestructionTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset End = AgreementRig.End;

    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Officer_and_operator_together_start_the_destruction_before_the_grace_period_ends()
    {
        using AgreementRig rig = await RigAsync();
        Recorded(await rig.ConfirmAsync(StaffRole.Operator, 3));
        await rig.RunAsync();
        Assert.Equal((3, DestructionPhase.Announced), (await rig.PupilsAsync(), await rig.PhaseAsync()));

        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        AgreementStatus confirmed = Recorded(await rig.ConfirmAsync(StaffRole.Dpo, 2));
        Assert.Equal(DestructionPhase.Confirmed, confirmed.Phase);
        await rig.RunAsync();

        Assert.Equal(0, await rig.PupilsAsync());
        AgreementStatus status = await rig.StatusAsync();
        Assert.Equal(DestructionGround.Confirmation, status.Ground);
        Assert.Equal(
            [
                new(DecisionKind.Confirmed, End.AddMinutes(40), "00000003-0000-0000-0000-000000000001", "operator"),
                new(DecisionKind.Confirmed, End.AddMinutes(45), "00000002-0000-0000-0000-000000000001", "dpo"),
            ],
            status.Decisions);
    }

    [Fact]
    public async Task Old_end_date_that_comes_back_destroys_nothing_that_was_stored_since()
    {
        using AgreementRig rig = await RigAsync();
        Recorded(await rig.ConfirmAsync(StaffRole.Operator, 3));
        Recorded(await rig.ConfirmAsync(StaffRole.Dpo, 2));
        await rig.RunAsync();
        Assert.Equal((0, DestructionPhase.Finished), (await rig.PupilsAsync(), await rig.PhaseAsync()));

        // The agreement was continued, and a year later a deployment has the old setting again.
        rig.Clock.Advance(TimeSpan.FromDays(365));
        await rig.AddPupilsAsync(2, rig.Clock.GetUtcNow().AddHours(-1));
        await rig.RunAsync();
        await rig.SweepAsync();

        Assert.Equal(2, await rig.PupilsAsync());
    }

    [Theory]
    [InlineData(StaffRole.Dpo, 2, StaffRole.Dpo, 3)]
    [InlineData(StaffRole.Operator, 2, StaffRole.Operator, 3)]
    [InlineData(StaffRole.Dpo, 2, StaffRole.Operator, 2)]
    [InlineData(StaffRole.Operator, 2, StaffRole.Dpo, 2)]
    [InlineData(StaffRole.Dpo, 2, StaffRole.Dpo, 2)]
    public async Task Two_persons_of_one_role_or_one_person_with_both_roles_do_not_start_the_destruction(StaffRole first, int one, StaffRole second, int other)
    {
        using AgreementRig rig = await RigAsync();
        Recorded(await rig.ConfirmAsync(first, one));
        Recorded(await rig.ConfirmAsync(second, other));

        await rig.RunAsync();

        Assert.Equal((3, DestructionPhase.Announced), (await rig.PupilsAsync(), await rig.PhaseAsync()));
    }

    [Fact]
    public async Task Confirmation_is_for_exactly_this_end_date_and_counts_once()
    {
        using AgreementRig rig = await RigAsync();
        Assert.IsType<DestructionOutcome.OtherEndDate>(await rig.ConfirmAsync(StaffRole.Dpo, 2, new DateOnly(2027, 7, 1)));
        DestructionOutcome missing = await rig.Get<AgreementDestruction>().ConfirmAsync(null, AgreementRig.Caller(StaffRole.Dpo, 2), Cancel);
        Assert.Equal("endDate", Assert.Single(Assert.IsType<DestructionOutcome.Invalid>(missing).Faults).Field);

        Recorded(await rig.ConfirmAsync(StaffRole.Dpo, 2));
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        AgreementStatus again = Recorded(await rig.ConfirmAsync(StaffRole.Dpo, 2));
        Assert.Equal(End.AddMinutes(40), Assert.Single(again.Decisions).At);
        // A confirmation is valid only for the end date that it names.
        using AgreementRig other = new(_storage, rig.Clock, ("Agreement:EndDate", "2027-06-29"));
        Recorded(await other.ConfirmAsync(StaffRole.Operator, 3, new DateOnly(2027, 6, 29)));
        Assert.NotEqual(DestructionPhase.Confirmed, await other.PhaseAsync());
    }

    [Fact]
    public async Task Cancelled_destruction_does_not_start_by_itself_and_needs_both_confirmations_again()
    {
        using AgreementRig rig = await RigAsync();
        Recorded(await rig.ConfirmAsync(StaffRole.Dpo, 2));
        AgreementStatus cancelled = Recorded(await rig.CancelAsync(" verkeerd getypt "));
        Assert.Equal((DestructionPhase.Cancelled, "verkeerd getypt"), (cancelled.Phase, cancelled.Decisions[^1].Reason));
        Assert.Null(cancelled.StartsOn);

        int announced = (await rig.AnnouncementsAsync()).Count;
        for (int day = 1; day <= 40; day += 13)
            await rig.RunAtAsync(End.AddDays(day));
        Assert.Equal((3, announced), (await rig.PupilsAsync(), (await rig.AnnouncementsAsync()).Count));

        // A confirmation from before the cancellation does not count.
        Recorded(await rig.ConfirmAsync(StaffRole.Operator, 3));
        await rig.RunAsync();
        Assert.Equal((3, DestructionPhase.Cancelled), (await rig.PupilsAsync(), await rig.PhaseAsync()));
        Recorded(await rig.ConfirmAsync(StaffRole.Dpo, 2));
        await rig.RunAsync();
        Assert.Equal((0, DestructionPhase.Finished), (await rig.PupilsAsync(), await rig.PhaseAsync()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData(501)]
    public async Task Cancellation_needs_a_reason(object? reason)
    {
        using AgreementRig rig = await RigAsync();
        DestructionOutcome outcome = await rig.CancelAsync(reason is int length ? new string('x', length) : (string?)reason);
        Assert.Equal("reason", Assert.Single(Assert.IsType<DestructionOutcome.Invalid>(outcome).Faults).Field);
        Assert.Empty((await rig.StatusAsync()).Decisions);
    }

    [Fact]
    public async Task Second_cancellation_changes_nothing()
    {
        using AgreementRig rig = await RigAsync();
        Recorded(await rig.CancelAsync());
        Assert.Equal("verkeerd getypt", Assert.Single(Recorded(await rig.CancelAsync("nog eens")).Decisions).Reason);
    }

    [Fact]
    public async Task No_decision_is_possible_after_the_destruction_has_started()
    {
        using AgreementRig rig = await RigAsync(("Agreement:SnapshotsPerRun", "1"));
        await rig.DeliverAsync();
        await rig.PassDaysAsync(End.AddDays(7));
        await rig.RunAsync();
        Assert.Equal((2, DestructionPhase.UnderWay), (await rig.PupilsAsync(), await rig.PhaseAsync()));

        Assert.IsType<DestructionOutcome.Started>(await rig.CancelAsync());
        Assert.IsType<DestructionOutcome.Started>(await rig.ConfirmAsync(StaffRole.Dpo, 2));
    }

    [Fact]
    public async Task Destruction_is_limited_per_run_and_continues_until_nothing_is_left()
    {
        using AgreementRig rig = new(_storage, End, ("Agreement:SnapshotsPerRun", "20"));
        await rig.AddPupilsAsync(45);
        await rig.RunAsync();
        await rig.DeliverAsync();

        List<(long Left, bool Continued)> progress = [];
        await rig.PassDaysAsync(End.AddDays(7));
        while (await rig.PhaseAsync() != DestructionPhase.Finished)
        {
            // The hourly run and the nightly sweep alternate.
            if (progress.Count % 2 == 0)
                await rig.RunAsync();
            else
                await rig.SweepAsync();
            progress.Add((await rig.PupilsAsync(), (await rig.RunsAsync(RetentionSweep.Job))[0].ToBeContinued));
            rig.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal([(25, true), (5, true), (0, false)], progress);
        Assert.Equal(45, (await rig.RunsAsync(RetentionSweep.Job)).Where(run => run.Ground == "agreement-ended").Sum(run => run.Deleted));
        Assert.Equal((1, 1), (rig.Logged(7011), rig.Logged(7013)));
    }

    [Fact]
    public async Task Run_stops_at_its_time_limit_and_two_concurrent_runs_do_no_harm()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using AgreementRig rig = new(proxy.ConnectionString, End);
        await rig.AddPupilsAsync(60);
        await rig.RunAsync();
        await rig.DeliverAsync();
        // Each deletion takes half a minute.
        proxy.Before = request =>
        {
            if (request.StartsWith("DELETE", StringComparison.Ordinal))
                rig.Clock.Advance(TimeSpan.FromSeconds(30));
            return Task.CompletedTask;
        };

        await rig.PassDaysAsync(End.AddDays(7));
        await rig.RunAsync();
        RunRecord run = (await rig.RunsAsync(RetentionSweep.Job))[0];
        Assert.True(run is { ToBeContinued: true, Failed: 0 });
        Assert.InRange(await rig.PupilsAsync(), 1, 56);

        proxy.Before = _ => Task.CompletedTask;
        await Task.WhenAll(rig.RunAsync(), rig.SweepAsync());
        Assert.Equal((0, DestructionPhase.Finished), (await rig.PupilsAsync(), await rig.PhaseAsync()));
    }

    [Fact]
    public void Run_of_the_destruction_ends_well_before_the_host_kills_it()
    {
        using JsonDocument host = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "host.json")));
        TimeSpan limit = TimeSpan.Parse(host.RootElement.GetProperty("functionTimeout").GetString()!, CultureInfo.InvariantCulture);
        Assert.InRange(RetentionSweep.DestructionTime, TimeSpan.FromMinutes(1), limit - TimeSpan.FromMinutes(3));
    }

    // There are 400,000 pupils. The first run is forty minutes after midnight, so the fourth ends before a school day begins.
    [Fact]
    public void Four_runs_destroy_the_snapshots_of_all_pupils_if_a_deletion_takes_35_milliseconds()
    {
        double inTime = RetentionSweep.DeletionsAtOnce * (RetentionSweep.DestructionTime / TimeSpan.FromMilliseconds(35));
        int limit = new AgreementOptions().SnapshotLimit!.Value;
        Assert.InRange(limit, 100_000, (int)inTime);
        Assert.InRange(400_000 / limit, 1, 4);
    }

    [Fact]
    public async Task Cancellation_at_the_moment_of_the_start_either_prevents_it_or_is_refused()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using AgreementRig rig = new(proxy.ConnectionString, End), person = new(_storage, rig.Clock);
        await rig.AddPupilsAsync(1);
        await rig.RunAsync();
        await rig.DeliverAsync();
        await rig.PassDaysAsync(End.AddDays(7));
        int records = (await rig.RunsAsync("EndAgreement")).Count;
        // The run has checked that nobody cancelled, and is about to store the start.
        DestructionOutcome? cancelled = null;
        proxy.Before = async request =>
        {
            bool isRecordOfRun = (await person.RunTable.QueryAsync<Azure.Data.Tables.TableEntity>(
                "PartitionKey eq 'EndAgreement'", cancellationToken: Cancel).CountAsync(Cancel)) > records;
            if (request == "POST Runs" && isRecordOfRun && cancelled is null)
                cancelled = await person.CancelAsync();
        };

        await rig.RunAsync();

        Recorded(cancelled!);
        Assert.Equal((1, DestructionPhase.Cancelled, 0), (await person.PupilsAsync(), await person.PhaseAsync(), rig.Logged(7011)));
    }

    [Theory]
    [InlineData("POST Runs")]
    [InlineData("PUT Runs(PartitionKey='agreement',RowKey='2027-06-30')")]
    public async Task Decision_whose_answer_was_lost_is_recorded_once(string request)
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using AgreementRig rig = new(proxy.ConnectionString, End.AddMinutes(40));
        if (request.StartsWith("PUT", StringComparison.Ordinal))
            Recorded(await rig.ConfirmAsync(StaffRole.Operator, 3));
        int lost = 0;
        proxy.LosesAnswer = sent => sent == request && lost++ == 0;

        AgreementStatus status = Recorded(await rig.ConfirmAsync(StaffRole.Dpo, 2));

        Assert.True(lost > 1);
        Assert.Single(status.Decisions, decision => decision.Role == "dpo");
        Assert.Equal(status.Decisions.Count, rig.Logged(7014));
    }

    [Fact]
    public async Task Start_whose_answer_was_lost_is_reported()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using AgreementRig rig = new(proxy.ConnectionString, End.AddMinutes(40));
        Recorded(await rig.ConfirmAsync(StaffRole.Operator, 3));
        Recorded(await rig.ConfirmAsync(StaffRole.Dpo, 2));
        int lost = 0;
        proxy.LosesAnswer = sent => sent.StartsWith("PUT Runs(PartitionKey='agreement'", StringComparison.Ordinal) && lost++ == 0;

        await rig.RunAsync();

        Assert.Equal((1, DestructionPhase.Finished), (rig.Logged(7011), await rig.PhaseAsync()));
    }

    private static AgreementStatus Recorded(DestructionOutcome outcome) => Assert.IsType<DestructionOutcome.Recorded>(outcome).Status;

    /// <summary>Three pupils, and an announcement of the end date that was delivered.</summary>
    private async Task<AgreementRig> RigAsync(params (string, string?)[] settings)
    {
        AgreementRig rig = new(_storage, End.AddMinutes(40), settings);
        await rig.AddPupilsAsync(3);
        await rig.RunAsync();
        await rig.DeliverAsync();
        return rig;
    }
}
