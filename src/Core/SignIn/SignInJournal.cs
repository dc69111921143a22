using LeerId.PrivacyLog;
using LeerId.Students;
using Microsoft.Extensions.Logging;

namespace LeerId.SignIn;

/// <summary>Records each sign-in, granted or refused, in the privacy log. Counts requests that belong to no sign-in.</summary>
public sealed partial class SignInJournal(
    PrivacyLogStore log, RefusalBacklog backlog, SignInTally tally, TimeProvider clock, ILogger<SignInJournal> logger)
{
    private const string SignInAction = "sign-in";
    private const string Purpose = "identificatie van de leerling bij gebruik van de toepassing (protocol, artikel 2)";

    // A refusal is recorded last, in the rest of the 15 seconds that a page may take.
    private static readonly TimeSpan RefusalTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Records that a pupil is let in.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused: the pupil must not be let in.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public Task GrantedAsync(StudentKey student, DateTimeOffset at, CancellationToken cancellationToken) =>
        log.AppendAsync(Entry(at, "granted") with { Student = student }, cancellationToken);

    /// <summary>
    /// Refuses a request that did not prove that it belongs to a sign-in that began here. Nothing is stored, because anybody can send any number
    /// of such requests. They are counted, and the support code contains the reason.
    /// </summary>
    /// <param name="reason">The reason, one of <see cref="UnrecordedReasons"/>.</param>
    /// <param name="end">The part of the sign-in that the answer needs.</param>
    /// <exception cref="ArgumentOutOfRangeException">The reason is not one of them.</exception>
    public SignInOutcome RefuseUnrecorded(RefusalReason reason, SignInEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        Refusal refusal = Refusal.For(reason);
        SupportCode code = SupportCode.NewUnrecorded(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), UnrecordedReasons.NumberOf(reason));
        tally.AddUnrecorded(refusal);
        return new SignInOutcome.Refused(refusal, code) { Cookies = end.Cookies, Request = end.Request };
    }

    /// <summary>
    /// Refuses a pupil whose browser returned with an error, and records it. No alert counts this, because any browser can send an error.
    /// </summary>
    /// <param name="reason">The reason.</param>
    /// <param name="end">The part of the sign-in that the answer needs.</param>
    public Task<SignInOutcome> RefuseReportedAsync(RefusalReason reason, SignInEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        return RecordAsync(Refusal.For(reason), student: null, end, LogReported);
    }

    /// <summary>Refuses a pupil and records it. If storage is unavailable, the pupil is refused as well.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="student">The pupil; null when it is not known who it is.</param>
    /// <param name="end">The part of the sign-in that the answer needs.</param>
    public Task<SignInOutcome> RefuseAsync(RefusalReason reason, StudentKey? student, SignInEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        Refusal refusal = Refusal.For(reason);
        tally.AddRefused(refusal);
        return RecordAsync(refusal, student, end, LogRefused);
    }

    private async Task<SignInOutcome> RecordAsync(Refusal refusal, StudentKey? student, SignInEnd end, Action<string, SupportCode> write)
    {
        DateTimeOffset now = clock.GetUtcNow();
        PrivacyLogPartition partition = PrivacyLogPartition.For(now, student);
        SupportCode code = SupportCode.New(partition.Day, partition.Shard);
        // The readers of log lines must not learn that a pupil exercised a right.
        write(refusal.Neutral.Code, code);
        PrivacyLogEntry entry = Entry(now, "refused") with { Student = student, Reason = refusal.Code, SupportCode = code };
        try
        {
            // The entry is written even if the browser disconnects.
            using CancellationTokenSource limit = new(RefusalTimeout);
            await log.AppendAsync(entry, limit.Token);
        }
        catch (Exception exception)
        {
            LogNotRecorded(refusal.Neutral.Code, code, exception.GetType().Name);
            backlog.Add(entry);
        }

        return new SignInOutcome.Refused(refusal, code) { Cookies = end.Cookies, Request = end.Request };
    }

    private static PrivacyLogEntry Entry(DateTimeOffset at, string outcome) => new()
    {
        Id = Ulid.NewUlid(at),
        At = at,
        Actor = PrivacyLogEntry.Pupil,
        Action = SignInAction,
        Purpose = Purpose,
        Outcome = outcome,
    };

    [LoggerMessage(EventId = 1010, Level = LogLevel.Information, Message = "Sign-in refused: {Reason}, support code {Code}")]
    private partial void LogRefused(string reason, SupportCode code);

    [LoggerMessage(EventId = 1011, Level = LogLevel.Error, Message = "A refusal could not be put into the privacy log: {Reason}, support code {Code}, {Fault}")]
    private partial void LogNotRecorded(string reason, SupportCode code, string fault);

    [LoggerMessage(EventId = 1014, Level = LogLevel.Information, Message = "The browser came back with an error: {Reason}, support code {Code}")]
    private partial void LogReported(string reason, SupportCode code);
}
