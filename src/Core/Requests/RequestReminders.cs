using System.Globalization;
using LeerId.Calendar;
using LeerId.Notices;
using LeerId.Runs;
using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.Requests;

/// <summary>
/// Reminds the address in <c>Requests:Mail</c> of requests without an answer (GDPR, article 12(3)): 7 and 2 days before the due day, and after it has
/// passed. If several reminders are due at once, only the latest is sent.
/// </summary>
public sealed partial class RequestReminders(
    RequestRows rows, NoticeRegister notices, JobRunner jobs, TimeProvider clock, ILogger<RequestReminders> logger)
{
    /// <summary>The name of its runs.</summary>
    public const string Job = "RemindOfRequests";

    private const string Overdue = "verstreken";

    private static readonly int[] Days = [2, 7];
    private static readonly NoticeRecipient[] Recipients = [NoticeRecipient.Requests];

    /// <summary>Runs once and stores a record of the run. Its count of examined items is the number of open requests.</summary>
    /// <exception cref="RunFailedException">Something failed; the next run retries it.</exception>
    /// <exception cref="Azure.RequestFailedException">The run's record could not be written.</exception>
    public Task<RunRecord> RunAsync(CancellationToken cancellationToken) => jobs.RunAsync(
        Job, cutOff: null, ground: null,
        async (counts, token) => await counts.TryAsync(() => RemindAsync(counts, token), LogFailed, token),
        cancellationToken);

    private async Task RemindAsync(RunCounts counts, CancellationToken cancellationToken)
    {
        DateOnly today = BrusselsTime.Today(clock);
        await foreach (DataSubjectRequest request in rows.ListAsync(isOpen: true, cancellationToken))
        {
            counts.AddExamined();
            int daysLeft = request.DueOn.DayNumber - today.DayNumber;
            // Each run logs it again, so that the alert stays active until the answer is recorded.
            if (daysLeft < 0)
                LogOverdue(request.Number, request.Kind, request.DueOn);
            if (StageOf(daysLeft) is { } stage)
                await counts.TryAsync(() => RemindAsync(request, stage, daysLeft, counts, cancellationToken), LogFailed, cancellationToken);
        }
    }

    private async Task RemindAsync(DataSubjectRequest request, string stage, int daysLeft, RunCounts counts, CancellationToken cancellationToken)
    {
        // The due day is part of the number, so that an extended term gets its own reminders.
        NoticeReference reference = new(
            NoticeKind.Request, string.Create(CultureInfo.InvariantCulture, $"{request.Number}-{request.DueOn:yyyyMMdd}-{stage}"));
        RequestReminderContent content = new() { Request = request.Number, Subject = SubjectOf(request.Kind), DueOn = request.DueOn, DaysLeft = daysLeft };
        if (!await notices.RegisterAsync(reference, content, Recipients, cancellationToken))
            return;
        counts.AddQueued();
        LogReminded(request.Number, request.Kind, request.DueOn, daysLeft);
    }

    private static string? StageOf(int daysLeft) => daysLeft < 0 ? Overdue
        : Days.FirstOrDefault(days => daysLeft <= days) is > 0 and var stage ? $"{stage}-dagen" : null;

    private static string SubjectOf(RequestKind kind) => kind switch
    {
        RequestKind.Access => "inzage (AVG, artikel 15)",
        RequestKind.Rectification => "verbetering (AVG, artikel 16)",
        RequestKind.Erasure => "wissen (AVG, artikel 17)",
        RequestKind.Restriction => "beperking (AVG, artikel 18)",
        _ => "bezwaar (AVG, artikel 21)",
    };

    [LoggerMessage(
        EventId = 9503, Level = LogLevel.Warning,
        Message = "Request {Number} ({Kind}) has no answer yet and is due on {DueOn}: {DaysLeft} days left; the reminder was registered")]
    private partial void LogReminded(string number, RequestKind kind, LoggedDay dueOn, int daysLeft);

    [LoggerMessage(
        EventId = 9504, Level = LogLevel.Error, Message = "Request {Number} ({Kind}) has no answer and was due on {DueOn}: answer it at once")]
    private partial void LogOverdue(string number, RequestKind kind, LoggedDay dueOn);

    [LoggerMessage(EventId = 9506, Level = LogLevel.Error, Message = "The due days of requests could not all be checked; the next run retries it")]
    private partial void LogFailed(Exception exception);
}
