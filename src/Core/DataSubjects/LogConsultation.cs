using LeerId.Applications;
using LeerId.Calendar;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Text;
using Microsoft.Extensions.Options;

namespace LeerId.DataSubjects;

/// <summary>
/// Searches the privacy log for the officer, by pupil, person, support code or period, and returns the entries in plain Dutch (protocol, article 6). Each
/// reading and each download is recorded in the log before anything is returned.
/// </summary>
public sealed class LogConsultation(
    StudentFinder finder, PrivacyLogReader reader, ApplicationRegister applications, IOptions<PrivacyLogOptions> options, TimeProvider clock)
{
    private readonly CalendarPeriod _term = options.Value.Term!.Value;

    /// <summary>Records the reading, and returns a page.</summary>
    /// <param name="question">The search.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused the request or the log entry. Nothing is returned.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public Task<LogOutcome> ReadAsync(LogQuestion question, StaffCaller caller, CancellationToken cancellationToken) => FindAsync(
        question,
        (query, bounds) => reader.ReadAsync(query, caller, bounds.PageSize, bounds.Continuation, cancellationToken),
        cancellationToken);

    /// <summary>
    /// Records the download, and returns all entries found: at most 20,000, and no more than one minute of searching finds. The page size and the
    /// continuation of the search are not used.
    /// </summary>
    /// <inheritdoc cref="ReadAsync" path="/param" />
    /// <inheritdoc cref="ReadAsync" path="/exception" />
    public Task<LogOutcome> DownloadAsync(LogQuestion question, StaffCaller caller, CancellationToken cancellationToken) => FindAsync(
        question, (query, _) => reader.DownloadAsync(query, caller, cancellationToken), cancellationToken);

    private async Task<LogOutcome> FindAsync(
        LogQuestion question, Func<PrivacyLogQuery, PrivacyLogBounds, Task<PrivacyLogPage>> readAsync, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        List<FieldFault> faults = [];
        PrivacyLogBounds bounds = question.Bounds(_term, clock.GetUtcNow(), BrusselsTime.Today(clock), faults);
        List<FieldFault> ofSubject = Check(question, out StudentIdentifier? who, out SupportCode? code);
        faults.AddRange(question.Subjects is [_, var second, ..]
            ? [new FieldFault(second, "must be empty: search by one field at a time", "is te veel: zoek op één ding tegelijk")]
            : ofSubject);
        if (faults.Count > 0)
            return new LogOutcome.Invalid(faults);

        PrivacyLogQuery query;
        if (who is not null)
        {
            if (await finder.FindAsync(who, cancellationToken) is not { } found)
                return new LogOutcome.OutOfTime();
            query = PrivacyLogQuery.About(found.Keys, bounds.From, bounds.Until);
        }
        else if (code is { } known)
        {
            query = PrivacyLogQuery.WithCode(known);
        }
        else
        {
            query = question.Actor is { } actor
                ? PrivacyLogQuery.By(Exact(actor), bounds.From, bounds.Until) : PrivacyLogQuery.Between(bounds.From, bounds.Until);
        }

        PrivacyLogPage page = await readAsync(query, bounds);
        return new LogOutcome.Read(new LogPage(
            [.. page.Entries.Select(entry => LogLine.Of(entry, applications))], page.Next?.ToString(), page.Next?.ReachedDay, page.Unreadable));
    }

    private static List<FieldFault> Check(LogQuestion question, out StudentIdentifier? who, out SupportCode? code)
    {
        List<FieldFault> faults = [];
        (who, code) = (null, null);
        if ((question.LeerIdUuid ?? question.AccountUuid) is not null
            && !StudentIdentifier.TryRead(question.LeerIdUuid, question.AccountUuid, out who, out FieldFault? fault))
        {
            faults.Add(fault);
        }

        if (question.Actor is { } actor && PrivacyLogSearch.ActorFault(actor) is { } unusable)
            faults.Add(unusable);
        if (question.Code is not { } text)
            return faults;
        if (!SupportCode.TryParse(text, out SupportCode parsed))
            faults.Add(SupportCode.Fault);
        else if (parsed.UnrecordedReason is not null)
            faults.Add(new FieldFault("code", "has no entry", "staat niet in de privacylog: de code zelf noemt de reden. Kijk bij Hulpcode"));
        else
            code = parsed;
        return faults;
    }

    // Converts the text to the form in which the log writes object ids.
    private static string Exact(string actor) => Guid.TryParse(actor, out Guid id) ? id.ToString("D") : actor;
}

/// <summary>
/// A search of the privacy log: by pupil, person or support code, or otherwise by period only. A class, not a record, so that it never prints itself.
/// </summary>
public sealed class LogQuestion : PrivacyLogRequest
{
    /// <summary>The leer_id_uuid of a pupil; null for a different search.</summary>
    public string? LeerIdUuid { get; init; }

    /// <summary>An account_uuid of a pupil; null for a different search.</summary>
    public string? AccountUuid { get; init; }

    /// <summary>The object id of a member of staff; null for a different search.</summary>
    public string? Actor { get; init; }

    /// <summary>A support code; null for a different search. With a code, the period is ignored.</summary>
    public string? Code { get; init; }

    internal IReadOnlyList<string> Subjects =>
    [
        .. new (string Name, string? Value)[] { ("leerIdUuid", LeerIdUuid), ("accountUuid", AccountUuid), ("actor", Actor), ("code", Code) }
            .Where(subject => subject.Value is not null).Select(subject => subject.Name),
    ];
}

/// <summary>The result of a search of the privacy log.</summary>
public abstract class LogOutcome
{
    private LogOutcome()
    {
    }

    /// <summary>The log was read.</summary>
    /// <param name="page">The entries found.</param>
    public sealed class Read(LogPage page) : LogOutcome
    {
        /// <summary>The entries found.</summary>
        public LogPage Page { get; } = page;
    }

    /// <summary>Time ran out before the pupil of an account was found, so the log was not read. The search can be retried.</summary>
    public sealed class OutOfTime : LogOutcome;

    /// <summary>The question has values that are not allowed.</summary>
    /// <param name="faults">All faults.</param>
    public sealed class Invalid(IReadOnlyList<FieldFault> faults) : LogOutcome
    {
        /// <summary>All faults.</summary>
        public IReadOnlyList<FieldFault> Faults { get; } = faults;
    }
}

/// <summary>A page of entries of the privacy log. A class, not a record, so that it never prints itself.</summary>
/// <param name="lines">The entries. A page without entries isn't always the last one.</param>
/// <param name="continuation">The continuation token for the next page; null at the end.</param>
/// <param name="reached">The day, UTC, that the search has reached; null at the end.</param>
/// <param name="unreadable">The number of rows that were skipped because this software didn't write them.</param>
public sealed class LogPage(IReadOnlyList<LogLine> lines, string? continuation, DateOnly? reached, int unreadable)
{
    /// <summary>The entries. A page without entries isn't always the last one.</summary>
    public IReadOnlyList<LogLine> Lines { get; } = lines;

    /// <summary>The continuation token for the next page; null at the end.</summary>
    public string? Continuation { get; } = continuation;

    /// <summary>The day, UTC, that the search has reached; null at the end.</summary>
    public DateOnly? Reached { get; } = reached;

    /// <summary>The number of rows that were skipped because this software didn't write them: somebody added or changed them.</summary>
    public int Unreadable { get; } = unreadable;
}
