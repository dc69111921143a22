using LeerId.Calendar;
using LeerId.Text;

namespace LeerId.PrivacyLog;

/// <summary>Which part of the privacy log a member of staff wants, as it comes in.</summary>
public abstract class PrivacyLogRequest
{
    private const int UsualPageSize = 100;

    /// <summary>The first moment; null for all there is.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The moment after the last; null for now.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many entries a page has at most, from 1 to 500; null for 100.</summary>
    public int? PageSize { get; init; }

    /// <summary>Where the page before ended, as the answer said; null for the first page.</summary>
    public string? Continuation { get; init; }

    internal PrivacyLogBounds Bounds(CalendarPeriod term, DateTimeOffset now, DateOnly today, List<FieldFault> faults)
    {
        // What is past its term is gone: days without entries cost a query each.
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
            faults.Add(new FieldFault("continuation", "is not what an answer gave", "is niet juist: zoek opnieuw"));
        return new PrivacyLogBounds(from, until, pageSize, continuation);
    }
}

/// <summary>A search of the privacy log by what a person did, or of everything in a period.</summary>
public sealed class PrivacyLogSearchRequest : PrivacyLogRequest
{
    /// <summary>Whose entries: an object id, or <c>pupil</c>; null for everybody's.</summary>
    public string? Actor { get; init; }
}

internal sealed record PrivacyLogBounds(DateTimeOffset From, DateTimeOffset Until, int PageSize, PrivacyLogContinuation? Continuation);

/// <summary>A page of the privacy log as it goes out.</summary>
/// <param name="Entries">The entries; none is no sign of the end.</param>
/// <param name="Continuation">What to ask the next page with; null at the end.</param>
/// <param name="Unreadable">How many rows were left out because they are no entries of this software; event 8013 names them.</param>
public sealed record PrivacyLogAnswer(IReadOnlyList<PrivacyLogLine> Entries, string? Continuation, int Unreadable)
{
    internal static PrivacyLogAnswer Of(PrivacyLogPage page) => new([.. page.Entries.Select(PrivacyLogLine.Of)], page.Next?.ToString(), page.Unreadable);
}

/// <summary>An entry as it goes out; see <see cref="PrivacyLogEntry"/>.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Role">In which role; null for a pupil.</param>
/// <param name="Action">What was done.</param>
/// <param name="Purpose">Why, as the person said.</param>
/// <param name="PurposeKind">The reason that the person chose; null for a pupil.</param>
/// <param name="Student">About whom, as a pseudonym; null when that isn't known.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why it ended so; null when there is nothing to say.</param>
/// <param name="SupportCode">The code the pupil saw; null when there was none.</param>
/// <param name="Application">The client id of the application that got the pupil's data; null when no application did.</param>
public sealed record PrivacyLogLine(
    string Id, DateTimeOffset At, string Actor, string? Role, string Action,
    string Purpose, string? PurposeKind, string? Student, string Outcome, string? Reason, string? SupportCode, string? Application)
{
    internal static PrivacyLogLine Of(PrivacyLogEntry entry) => new(
        entry.Id.ToString(), entry.At, entry.Actor, entry.Role, entry.Action, entry.Purpose, entry.PurposeKind, entry.Student?.ToString(),
        entry.Outcome, entry.Reason, entry.SupportCode?.ToString(), entry.Application);
}

/// <summary>How a request for the privacy log ended.</summary>
public abstract record PrivacyLogOutcome
{
    private PrivacyLogOutcome()
    {
    }

    /// <summary>It was read.</summary>
    /// <param name="Answer">The page.</param>
    public sealed record Read(PrivacyLogAnswer Answer) : PrivacyLogOutcome;

    /// <summary>Time ran out before the pupil of an account was found, so that nothing can be said; trying again helps.</summary>
    public sealed record OutOfTime : PrivacyLogOutcome;

    /// <summary>The request is not as it must be.</summary>
    /// <param name="Faults">Every fault.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : PrivacyLogOutcome;
}
