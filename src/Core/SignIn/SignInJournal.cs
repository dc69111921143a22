using LeerId.PrivacyLog;
using LeerId.Students;
using Microsoft.Extensions.Logging;

namespace LeerId.SignIn;

/// <summary>Puts each sign-in, granted or refused, into the privacy log.</summary>
public sealed partial class SignInJournal(PrivacyLogStore log, TimeProvider clock, ILogger<SignInJournal> logger)
{
    private const string SignInAction = "sign-in";
    private const string Purpose = "identificatie van de leerling bij gebruik van de toepassing (protocol, artikel 2)";

    // A refusal comes at the end of everything else: what is left of the 15 seconds a page may take.
    private static readonly TimeSpan RefusalPatience = TimeSpan.FromSeconds(2);

    /// <summary>Records that a pupil is let in.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused: then there's no access.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public Task GrantedAsync(StudentKey student, DateTimeOffset at, CancellationToken cancellationToken) =>
        log.AppendAsync(Entry(at, "granted") with { Student = student }, cancellationToken);

    /// <summary>Refuses a pupil of whom nothing is known, at a sign-in of which nothing is known.</summary>
    /// <param name="reason">The reason.</param>
    public Task<SignInOutcome> RefuseAsync(RefusalReason reason) => RefuseAsync(reason, student: null, SignInEnd.Unknown);

    /// <summary>Refuses a pupil and records it. If storage is unavailable, the pupil is refused as well.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="student">The pupil; null when it is not known who it is.</param>
    /// <param name="end">What the answer needs of the sign-in.</param>
    public async Task<SignInOutcome> RefuseAsync(RefusalReason reason, StudentKey? student, SignInEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        Refusal refusal = Refusal.For(reason);
        DateTimeOffset now = clock.GetUtcNow();
        PrivacyLogPartition partition = PrivacyLogPartition.For(now, student);
        SupportCode code = SupportCode.New(partition.Day, partition.Shard);
        LogRefused(refusal.Code, code);
        try
        {
            // The entry is written whether or not the browser is still there.
            using CancellationTokenSource limit = new(RefusalPatience);
            PrivacyLogEntry entry = Entry(now, "refused") with { Student = student, Reason = refusal.Code, SupportCode = code };
            await log.AppendAsync(entry, limit.Token);
        }
        catch (Exception exception)
        {
            LogNotRecorded(refusal.Code, code, exception.GetType().Name);
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
}
