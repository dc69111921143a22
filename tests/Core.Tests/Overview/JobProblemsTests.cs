using LeerId.Core.Tests.Evidence;
using LeerId.Overview;
using LeerId.PrivacyLog.Seals;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Testing;

namespace LeerId.Core.Tests.Overview;

/// <summary>Jobs that failed, were killed, or did not start when the schedule says so.</summary>
public sealed class JobProblemsTests(AzuriteFixture azurite)
{
    private static readonly string[] Jobs =
    [
        "DeleteExpired", "CountSnapshots", "ReviewRestrictions", "CheckSecrets", "PruneRecords", "PruneSchoolRefusals", "SealPrivacyLog", "ExpirePrivacyLog",
        "WriteArchive", "RequeueNotices", "RemindOfDeadlines", "RemindOfRequests",
    ];

    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_is_well_when_every_job_ran_when_it_should()
    {
        using EvidenceRig rig = await StartAsync();
        await RunAllAsync(rig);
        Assert.Empty(await ReadAsync(rig));
    }

    [Fact]
    public async Task Night_without_a_run_is_noticed_half_an_hour_after_the_schedule()
    {
        using EvidenceRig rig = await StartAsync("2026-09-10T02:59:00Z");
        await RunAsync(rig, RetentionSweep.Job, "2026-09-09T02:30:00Z");
        Assert.DoesNotContain(await ReadAsync(rig), problem => problem.Job == RetentionSweep.Job);
        rig.Clock.SetUtcNow(Moment("2026-09-10T03:00:01Z"));
        Assert.Contains("DeleteExpired Missing 2026-09-10 02:30", await LinesAsync(rig));
    }

    [Fact]
    public async Task Failed_run_is_a_problem_until_the_next_one_succeeds()
    {
        using EvidenceRig rig = await StartAsync();
        await RunAllAsync(rig, except: RecordPruning.Job);
        // The run of one table fails; those of the others are other grounds.
        await RunAsync(rig, RecordPruning.Job, "2026-09-10T03:30:00Z", failed: 1, ground: "Notices");
        await RunAsync(rig, RecordPruning.Job, "2026-09-10T03:30:05Z", ground: "Requests");
        Assert.Equal(["PruneRecords Failed 2026-09-10 03:30"], await LinesAsync(rig));
        await RunAsync(rig, RecordPruning.Job, "2026-09-10T07:00:00Z", ground: "Notices");
        Assert.Empty(await ReadAsync(rig));
    }

    [Fact]
    public async Task Run_without_an_end_was_killed_unless_it_still_runs()
    {
        using EvidenceRig rig = await StartAsync();
        await RunAllAsync(rig, except: DailySeal.Job);
        rig.Clock.AdjustTime(Moment("2026-09-10T07:31:00Z"));
        await rig.Get<RunStore>().StartAsync(DailySeal.Job, cutOff: null, ground: null, Cancel);
        rig.Clock.SetUtcNow(Moment("2026-09-10T08:00:00Z"));
        Assert.Empty(await ReadAsync(rig));
        rig.Clock.SetUtcNow(Moment("2026-09-10T08:01:00Z"));
        Assert.Equal(["SealPrivacyLog Killed 2026-09-10 07:31"], await LinesAsync(rig));
    }

    [Fact]
    public async Task Each_job_without_any_run_is_missing()
    {
        using EvidenceRig rig = await StartAsync();
        IReadOnlyList<JobProblem> problems = await ReadAsync(rig);
        Assert.Equal(Jobs, problems.Select(problem => problem.Job));
        Assert.All(problems, problem => Assert.Equal(JobProblemKind.Missing, problem.Kind));
    }

    // The jobs with an hourly schedule ran in the last hour, and the others last night.
    private static async Task RunAllAsync(EvidenceRig rig, string? except = null)
    {
        foreach (string job in Jobs.Where(job => job != except))
            await RunAsync(rig, job, job is "RequeueNotices" or "RemindOfDeadlines" ? "2026-09-10T07:10:00Z" : "2026-09-10T05:20:00Z");
    }

    private static async Task RunAsync(EvidenceRig rig, string job, string startedAt, int failed = 0, string? ground = null)
    {
        DateTimeOffset now = rig.Clock.GetUtcNow();
        rig.Clock.AdjustTime(Moment(startedAt));
        StartedRun run = await rig.Get<RunStore>().StartAsync(job, cutOff: null, ground, Cancel);
        await rig.Get<RunStore>().EndAsync(run, record => record with { Failed = failed }, Cancel);
        rig.Clock.AdjustTime(now);
    }

    private async Task<EvidenceRig> StartAsync(string now = "2026-09-10T08:00:00Z")
    {
        await new Azure.Data.Tables.TableClient(_storage, "Runs").CreateIfNotExistsAsync(Cancel);
        return new EvidenceRig(_storage, now);
    }

    private static async Task<IEnumerable<string>> LinesAsync(EvidenceRig rig) => (await ReadAsync(rig)).Select(problem =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{problem.Job} {problem.Kind} {problem.At:yyyy-MM-dd HH:mm}"));

    private static Task<IReadOnlyList<JobProblem>> ReadAsync(EvidenceRig rig) => rig.Get<JobProblems>().ReadAsync(Cancel);

    private static DateTimeOffset Moment(string utc) => PrivacyLog.PrivacyLogRig.Moment(utc);
}
