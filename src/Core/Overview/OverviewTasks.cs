using LeerId.Calendar;
using LeerId.Staff.Confidentiality;

namespace LeerId.Overview;

/// <summary>The kinds of open tasks.</summary>
public enum OverviewTaskKind
{
    /// <summary>The authority must be notified of a breach; the reference is the number of the breach.</summary>
    BreachDeadline,

    /// <summary>A breach is not closed; the reference is its number, and the count is the number of missing fields.</summary>
    BreachOpen,

    /// <summary>A request of a data subject must be answered; the reference is its number.</summary>
    RequestDue,

    /// <summary>A restriction must be reviewed; the reference is its number.</summary>
    RestrictionReview,

    /// <summary>Contracts end within 60 days; the count is their number.</summary>
    ContractsEnd,

    /// <summary>Pupils of schools without a contract were refused; the count is the number of schools.</summary>
    ContractsForgotten,

    /// <summary>Notices are not delivered; the count is their number.</summary>
    NoticesUndelivered,

    /// <summary>A job did not start when it should have; the reference is its name.</summary>
    JobMissing,

    /// <summary>A job failed or was killed; the reference is its name.</summary>
    JobFailed,

    /// <summary>The risk assessment must be reviewed.</summary>
    RiskAssessmentReview,

    /// <summary>The data protection impact assessment must be reviewed.</summary>
    ImpactAssessmentReview,

    /// <summary>The person has not accepted the text on confidentiality.</summary>
    ConfidentialityMissing,

    /// <summary>The person's acceptance of the text on confidentiality ends within 30 days.</summary>
    ConfidentialityEnds,
}

/// <summary>An open task.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Reference">The number or the name that the kind describes; null if the kind needs none.</param>
/// <param name="IsUrgent">Whether its due day has passed or is near, or something failed.</param>
public sealed record OverviewTask(OverviewTaskKind Kind, string? Reference, bool IsUrgent)
{
    /// <summary>The moment when it is due, or for a job, when it failed or should have started, UTC; null if only a day matters.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The day on which it is due, Brussels calendar; null if a moment matters, or if there is none.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The purpose of a job, in Dutch: the rest of a sentence that begins with the job. Null for other tasks.</summary>
    public string? Subject { get; init; }

    /// <summary>The number of contracts, schools, notices or missing fields; 1 for other tasks.</summary>
    public int Count { get; init; } = 1;
}

/// <summary>Finds the open tasks in an overview.</summary>
public static class OverviewTasks
{
    /// <summary>The number of days before its end in which an acceptance of the text on confidentiality becomes a task.</summary>
    public const int AcceptanceDays = 30;

    // A reminder of a request is sent this number of days before it is due. A breach needs attention from the moment of its report.
    private const int UrgentDays = 7;

    /// <summary>Returns the tasks, urgent ones first, and then sorted by due moment.</summary>
    public static IReadOnlyList<OverviewTask> Of(OverviewReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        DateOnly today = DayOf(report.At);
        return
        [
            .. Breaches(report).Concat(Requests(report)).Concat(Restrictions(report, today)).Concat(Schools(report, today)).Concat(Operation(report))
                .Concat(Documents(report)).Concat(Confidentiality(report.Confidentiality.Value, today))
                .OrderByDescending(task => task.IsUrgent).ThenBy(Due),
        ];
    }

    private static DateTimeOffset Due(OverviewTask task) =>
        task.At ?? (task.DueOn is { } day ? BrusselsTime.StartOf(day) : DateTimeOffset.MaxValue);

    private static IEnumerable<OverviewTask> Breaches(OverviewReport report) => (report.Breaches?.Value ?? []).Select(breach => breach.IsRunning
        ? new OverviewTask(OverviewTaskKind.BreachDeadline, breach.Number, IsUrgent: true) { At = breach.Deadline }
        : new OverviewTask(OverviewTaskKind.BreachOpen, breach.Number, IsUrgent: false) { Count = breach.Missing });

    private static IEnumerable<OverviewTask> Requests(OverviewReport report) => (report.Requests?.Value ?? []).Select(request =>
        new OverviewTask(OverviewTaskKind.RequestDue, request.Number, request.DaysLeft <= UrgentDays) { DueOn = request.DueOn });

    private static IEnumerable<OverviewTask> Restrictions(OverviewReport report, DateOnly today) => (report.Restrictions?.Value ?? []).Select(restriction =>
        new OverviewTask(OverviewTaskKind.RestrictionReview, restriction.Id, restriction.ReviewOn < today) { DueOn = restriction.ReviewOn });

    private static IEnumerable<OverviewTask> Schools(OverviewReport report, DateOnly today)
    {
        if (report.Contracts?.Value is { Soon: [var first, ..] soon })
            yield return new(OverviewTaskKind.ContractsEnd, null, first.Until <= today.AddDays(UrgentDays)) { DueOn = first.Until, Count = soon.Count };

        if (report.Forgotten?.Value?.Schools.Count(school => !school.HasContractToday) is > 0 and { } schools)
            yield return new(OverviewTaskKind.ContractsForgotten, null, IsUrgent: true) { Count = schools };
    }

    private static IEnumerable<OverviewTask> Operation(OverviewReport report)
    {
        if (report.Undelivered?.Value is { Count: > 0 } undelivered)
            yield return new(OverviewTaskKind.NoticesUndelivered, null, IsUrgent: true) { At = undelivered[0].RegisteredAt, Count = undelivered.Count };
        foreach (JobProblem problem in report.Jobs?.Value ?? [])
        {
            OverviewTaskKind kind = problem.Kind == JobProblemKind.Missing ? OverviewTaskKind.JobMissing : OverviewTaskKind.JobFailed;
            yield return new(kind, problem.Job, IsUrgent: true) { At = problem.At, Subject = problem.Purpose };
        }
    }

    private static IEnumerable<OverviewTask> Documents(OverviewReport report)
    {
        if (report.Documents?.Value is not { } documents)
            yield break;
        if (documents.RiskAssessment is { IsOverdue: true } risk)
            yield return new(OverviewTaskKind.RiskAssessmentReview, null, IsUrgent: true) { DueOn = risk.NextReview };
        if (documents.ImpactAssessment is { IsOverdue: true } impact)
            yield return new(OverviewTaskKind.ImpactAssessmentReview, null, IsUrgent: true) { DueOn = impact.NextReview };
    }

    private static IEnumerable<OverviewTask> Confidentiality(ConfidentialityStatus? status, DateOnly today)
    {
        if (status is { IsAccepted: false })
            yield return new(OverviewTaskKind.ConfidentialityMissing, null, IsUrgent: true);
        else if (status?.GoodUntil is { } last && last <= today.AddDays(AcceptanceDays))
            yield return new(OverviewTaskKind.ConfidentialityEnds, null, last <= today.AddDays(UrgentDays)) { DueOn = last };
    }

    private static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(BrusselsTime.Local(moment).DateTime);
}
