using System.Globalization;
using LeerId.Calendar;
using LeerId.Text;

namespace LeerId.Requests;

/// <summary>The changes that a step makes in the row of a request, following the order of the steps.</summary>
/// <param name="Columns">The columns to change; null if nothing changes, or if the step is not possible.</param>
/// <param name="Refusal">The reason why the step is not possible; null if it is possible.</param>
internal sealed record RequestChange(Dictionary<string, object?>? Columns, RequestOutcome? Refusal)
{
    private const string Closed = "is recorded already, so the request is closed";
    private const string ClosedInDutch = "is al genoteerd: het verzoek is afgesloten";

    private static readonly RequestChange Nothing = new(null, null);

    public static RequestChange Extend(DataSubjectRequest request, string reason, DateTimeOffset now)
    {
        if (request.Extension is { } earlier)
        {
            return earlier.Reason == reason ? Nothing : NotPossible(
                "extension", "is recorded already; a term can be extended only once", "is al genoteerd: een termijn wordt één keer verlengd");
        }

        if (request.Answer is not null || request.Decision is not null)
        {
            return NotPossible(
                "decision", "is recorded already; a term can be extended only before the decision",
                "is al genoteerd: een termijn wordt verlengd vóór de beslissing");
        }

        DateOnly last = RequestTerm.DueOn(request.ReceivedOn);
        return DayOf(now) > last
            ? NotPossible("receivedOn", string.Create(
                CultureInfo.InvariantCulture, $"is more than a month ago; an extension could be recorded until {last:yyyy-MM-dd}"),
                $"is meer dan een maand geleden: verlengen kon tot en met {DutchDate.Day(last)}")
            : new RequestChange(RequestRow.Extended(now, reason), null);
    }

    public static RequestChange Decide(DataSubjectRequest request, NewDecision decision, DateTimeOffset now, bool mayReplace)
    {
        bool isSame = request.Decision is { } earlier && earlier.Outcome == decision.Outcome && earlier.Reason == decision.Reason
            && (decision.Identity is null || (decision.Identity.Check == request.Identity.Check && decision.Identity.Note == request.Identity.Note));
        if (isSame)
            return Nothing;
        if (request.Answer is not null)
            return NotPossible("answer", Closed, ClosedInDutch);
        if (request.Decision is not null && !mayReplace)
        {
            return NotPossible(
                "decision", "is recorded already; to replace it, read the request and send its ETag in If-Match",
                "is al genoteerd: open het verzoek opnieuw om ze te vervangen");
        }

        if (decision.Outcome != DecisionOutcome.Refused && (decision.Identity ?? request.Identity).Check == IdentityCheck.NotYet)
        {
            return Invalid(
                "identity.check", "must say how the requester's identity was checked, before anything is granted",
                "is nog niet gebeurd: kijk na wie de aanvrager is vóór u iets toekent");
        }

        return new RequestChange(RequestRow.Decided(now, decision.Outcome!.Value, decision.Reason!, decision.Identity), null);
    }

    public static RequestChange Answer(DataSubjectRequest request, NewAnswer answer, DateTimeOffset now)
    {
        if (request.Answer is { } earlier)
        {
            return earlier.SentAt == answer.SentAt && earlier.Text == answer.Text && earlier.Proof == answer.Proof
                ? Nothing : NotPossible("answer", Closed, ClosedInDutch);
        }

        if (request.Decision is null)
            return NotPossible("decision", "is not recorded yet; record it before the answer", "is nog niet genoteerd: noteer die vóór het antwoord");
        return DayOf(answer.SentAt!.Value) < request.ReceivedOn
            ? Invalid("sentAt", "is before the day of receipt", "ligt vóór de dag van ontvangst")
            : new RequestChange(RequestRow.Answered(now, answer.SentAt.Value, answer.Text!, answer.Proof), null);
    }

    private static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(BrusselsTime.Local(moment).DateTime);

    private static RequestChange NotPossible(string field, string fault, string dutch) =>
        new(null, new RequestOutcome.NotPossible(new FieldFault(field, fault, dutch)));

    private static RequestChange Invalid(string field, string fault, string dutch) =>
        new(null, new RequestOutcome.Invalid([new FieldFault(field, fault, dutch)]));
}
