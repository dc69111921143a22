using System.Globalization;
using LeerId.Notices;
using LeerId.Overview;
using LeerId.Register;
using LeerId.Requests;
using LeerId.Schools;
using LeerId.Schools.Refusals;
using LeerId.Staff.Confidentiality;

namespace LeerId.Core.Tests.Overview;

/// <summary>The open tasks and their order.</summary>
public sealed class OverviewTasksTests
{
    private static readonly DateTimeOffset At = new(2026, 9, 10, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nobody_has_a_task_when_all_is_well()
    {
        Assert.Empty(OverviewTasks.Of(Report()));
        // If nothing could be read, there are no tasks either. The page itself says that it could not be read.
        Assert.Empty(OverviewTasks.Of(Report() with { Breaches = new(null), Requests = new(null), Confidentiality = new(null) }));
    }

    [Fact]
    public void Urgent_tasks_come_first_and_of_those_the_one_that_is_due_first()
    {
        OverviewReport report = Report() with
        {
            Breaches = Part<OpenBreach>(
                new OpenBreach("B1", At.AddHours(-60), At.AddHours(12), StoppedAt: null, IsRunning: true, Missing: 5),
                new OpenBreach("B2", At.AddHours(-100), At.AddHours(-28), At.AddHours(-50), IsRunning: false, Missing: 3)),
            Requests = Part<RequestSummary>(Request("R1", -1), Request("R2", 7), Request("R3", 8)),
            Contracts = new(new ContractEndings([new("012345", "School", Day("2026-10-01")), new("067890", "School", Day("2026-10-31"))], [], 2, 0)),
            Forgotten = new(new(
                new(IsOn: true, At, "officer"),
                [Forgotten("055555", hasContract: false), Forgotten("066666", hasContract: true)])),
            Undelivered = Part<UndeliveredNotice>(
                new UndeliveredNotice(new NoticeReference(NoticeKind.Breach, "B1"), At.AddHours(-2)),
                new UndeliveredNotice(new NoticeReference(NoticeKind.Change, "C1"), At.AddHours(-1))),
            Jobs = Part<JobProblem>(
                new JobProblem("DeleteExpired", "wist gegevens", JobProblemKind.Missing, At.AddHours(-6)),
                new JobProblem("WriteArchive", "archiveert", JobProblemKind.Failed, At.AddHours(-5))),
            Restrictions = Part<DueRestriction>(new DueRestriction("X1", Day("2026-09-09")), new DueRestriction("X2", Day("2026-09-10"))),
            Documents = new(new RegisteredDocuments(
                null, null, null, new ReviewedDocument("RI", Day("2025-09-01"), Day("2026-09-01"), IsOverdue: true),
                new ReviewedDocument("GEB", Day("2025-09-01"), Day("2026-10-01"), IsOverdue: false), null)),
        };

        Assert.Equal(
            [
                "RiskAssessmentReview - 2026-09-01 1 urgent", "RequestDue R1 2026-09-09 1 urgent", "RestrictionReview X1 2026-09-09 1 urgent",
                "JobMissing DeleteExpired - 1 urgent", "JobFailed WriteArchive - 1 urgent", "NoticesUndelivered - - 2 urgent",
                "BreachDeadline B1 - 1 urgent", "RequestDue R2 2026-09-17 1 urgent", "ContractsForgotten - - 1 urgent",
                "RestrictionReview X2 2026-09-10 1", "RequestDue R3 2026-09-18 1", "ContractsEnd - 2026-10-01 2", "BreachOpen B2 - 3",
            ],
            OverviewTasks.Of(report).Select(Line));
    }

    [Theory]
    [InlineData(null, false, "ConfidentialityMissing - - 1 urgent")]
    [InlineData("2026-09-09", false, "ConfidentialityMissing - - 1 urgent")]
    [InlineData("2026-09-17", true, "ConfidentialityEnds - 2026-09-17 1 urgent")]
    [InlineData("2026-10-10", true, "ConfidentialityEnds - 2026-10-10 1")]
    [InlineData("2026-10-11", true, null)]
    public void Acceptance_of_confidentiality_is_a_task_thirty_days_before_its_end(string? goodUntil, bool isAccepted, string? expected)
    {
        ConfidentialityStatus status = new("1", "tekst", AcceptedAt: null, goodUntil is null ? null : Day(goodUntil), isAccepted);
        Assert.Equal(expected, OverviewTasks.Of(Report() with { Confidentiality = new(status) }).Select(Line).SingleOrDefault());
    }

    [Fact]
    public void Contract_that_ends_within_a_week_is_urgent()
    {
        OverviewReport report = Report() with { Contracts = new(new ContractEndings([new("012345", "School", Day("2026-09-17"))], [], 1, 0)) };
        Assert.Equal(["ContractsEnd - 2026-09-17 1 urgent"], OverviewTasks.Of(report).Select(Line));
    }

    private static OverviewReport Report() => new()
    {
        At = At,
        Confidentiality = new(new ConfidentialityStatus("1", "tekst", At.AddMonths(-1), Day("2027-08-10"), IsAccepted: true)),
    };

    private static OverviewPart<IReadOnlyList<T>> Part<T>(params IReadOnlyList<T> value) => new(value);

    private static RequestSummary Request(string number, int daysLeft) => new()
    {
        Number = number,
        Kind = RequestKind.Access,
        ReceivedOn = Day("2026-08-11"),
        DueOn = Day("2026-09-10").AddDays(daysLeft),
        DaysLeft = daysLeft,
        IsExtended = false,
        IdentityCheck = IdentityCheck.School,
        Steps = [],
    };

    private static ForgottenContract Forgotten(string number, bool hasContract) => new(SchoolNumber.Parse(number), null, hasContract, 9, []);

    private static string Line(OverviewTask task) =>
        $"{task.Kind} {task.Reference ?? "-"} {task.DueOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-"} "
        + $"{task.Count}{(task.IsUrgent ? " urgent" : "")}";

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
