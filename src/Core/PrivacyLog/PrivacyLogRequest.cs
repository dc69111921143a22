using LeerId.Calendar;
using LeerId.Text;

namespace LeerId.PrivacyLog;

/// <summary>The part of the privacy log that a member of staff requests.</summary>
public abstract class PrivacyLogRequest
{
    private const int UsualPageSize = 100;

    /// <summary>The first moment; null for the beginning of the log.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The moment after the last; null for now.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The maximum number of entries on a page, from 1 to 500; null for 100.</summary>
    public int? PageSize { get; init; }

    /// <summary>The continuation from the previous response; null for the first page.</summary>
    public string? Continuation { get; init; }

    internal PrivacyLogBounds Bounds(CalendarPeriod term, DateTimeOffset now, DateOnly today, List<FieldFault> faults)
    {
        // Expired entries are deleted. Without this bound, each earlier day would cost a query.
        DateTimeOffset from = From ?? BrusselsTime.StartOf(term.LastExpired(today).AddDays(1));
        DateTimeOffset until = Until ?? now;
        if (from >= until)
            faults.Add(new FieldFault("until", "must be later than from", "moet na het begin van de periode komen"));
        int pageSize = PageSize ?? UsualPageSize;
        if (pageSize is < 1 or > PrivacyLogReader.MaximumPageSize)
            faults.Add(new FieldFault(
                "pageSize", $"must be from 1 to {PrivacyLogReader.MaximumPageSize}", $"moet van 1 tot {PrivacyLogReader.MaximumPageSize} zijn"));
        PrivacyLogContinuation? continuation = null;
        if (PrivacyLogContinuation.TryParse(Continuation, out PrivacyLogContinuation parsed))
            continuation = parsed;
        else if (Continuation is not null)
            faults.Add(new FieldFault("continuation", "must be the continuation of an earlier response", "is niet juist: zoek opnieuw"));
        return new PrivacyLogBounds(from, until, pageSize, continuation);
    }
}

/// <summary>A search of the privacy log for the entries of one person, or for all entries of a period.</summary>
public sealed class PrivacyLogSearchRequest : PrivacyLogRequest
{
    /// <summary>The actor: an object id, or <c>pupil</c>; null for every actor.</summary>
    public string? Actor { get; init; }
}

internal sealed record PrivacyLogBounds(DateTimeOffset From, DateTimeOffset Until, int PageSize, PrivacyLogContinuation? Continuation);

/// <summary>A page of the privacy log in a response.</summary>
/// <param name="Entries">The entries. An empty page is not always the last one.</param>
/// <param name="Continuation">The continuation for the next request; null on the last page.</param>
/// <param name="Unreadable">The number of rows that were left out, because they are not entries of this software. Event 8013 names them.</param>
public sealed record PrivacyLogAnswer(IReadOnlyList<PrivacyLogLine> Entries, string? Continuation, int Unreadable)
{
    internal static PrivacyLogAnswer Of(PrivacyLogPage page) => new([.. page.Entries.Select(PrivacyLogLine.Of)], page.Next?.ToString(), page.Unreadable);
}

/// <summary>An entry in a response; see <see cref="PrivacyLogEntry"/>.</summary>
/// <param name="Id">The number of the entry.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">The actor.</param>
/// <param name="Role">The role of the actor; null for a pupil.</param>
/// <param name="Action">The action.</param>
/// <param name="Purpose">The purpose, in the person's own words.</param>
/// <param name="PurposeKind">The reason that the person chose; null for a pupil.</param>
/// <param name="Student">The pupil's pseudonym; null when the pupil isn't known.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">The reason for the outcome; null when the entry has none.</param>
/// <param name="SupportCode">The support code that the pupil saw; null when there was none.</param>
/// <param name="Application">The client id of the application that received the pupil's data; null when none did.</param>
public sealed record PrivacyLogLine(
    string Id, DateTimeOffset At, string Actor, string? Role, string Action,
    string Purpose, string? PurposeKind, string? Student, string Outcome, string? Reason, string? SupportCode, string? Application)
{
    internal static PrivacyLogLine Of(PrivacyLogEntry entry) => new(
        entry.Id.ToString(), entry.At, entry.Actor, entry.Role, entry.Action, entry.Purpose, entry.PurposeKind, entry.Student?.ToString(),
        entry.Outcome, entry.Reason, entry.SupportCode?.ToString(), entry.Application);
}

/// <summary>The outcome of a request for the privacy log.</summary>
public abstract record PrivacyLogOutcome
{
    private PrivacyLogOutcome()
    {
    }

    /// <summary>The page was read.</summary>
    /// <param name="Answer">The page.</param>
    public sealed record Read(PrivacyLogAnswer Answer) : PrivacyLogOutcome;

    /// <summary>Time ran out before the pupil of an account was found, so that the answer is unknown. A retry helps.</summary>
    public sealed record OutOfTime : PrivacyLogOutcome;

    /// <summary>The request is invalid.</summary>
    /// <param name="Faults">Every fault.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : PrivacyLogOutcome;
}
