using LeerId.Calendar;
using LeerId.Staff;
using LeerId.Text;
using Microsoft.Extensions.Options;

namespace LeerId.PrivacyLog;

/// <summary>Searches the privacy log for staff, by actor and by period. Each search is recorded in the log.</summary>
public sealed class PrivacyLogSearch(PrivacyLogReader reader, IOptions<PrivacyLogOptions> options, TimeProvider clock)
{
    private const int MaximumActorLength = 100;

    private readonly CalendarPeriod _term = options.Value.Term!.Value;

    /// <summary>Searches the entries of an actor, or all entries of a period.</summary>
    /// <param name="request">The selection.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused, also for the log entry: then nothing is returned.</exception>
    public async Task<PrivacyLogOutcome> SearchAsync(PrivacyLogSearchRequest request, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<FieldFault> faults = [];
        PrivacyLogBounds bounds = request.Bounds(_term, clock.GetUtcNow(), BrusselsTime.Today(clock), faults);
        if (request.Actor is { } actor && ActorFault(actor) is { } fault)
            faults.Add(fault);
        if (faults.Count > 0)
            return new PrivacyLogOutcome.Invalid(faults);

        PrivacyLogQuery query = request.Actor is null
            ? PrivacyLogQuery.Between(bounds.From, bounds.Until)
            : PrivacyLogQuery.By(request.Actor, bounds.From, bounds.Until);
        return new PrivacyLogOutcome.Read(
            PrivacyLogAnswer.Of(await reader.ReadAsync(query, caller, bounds.PageSize, bounds.Continuation, cancellationToken)));
    }

    /// <summary>The fault of an actor in a request; null when the actor is valid.</summary>
    internal static FieldFault? ActorFault(string actor) =>
        string.IsNullOrWhiteSpace(actor) || actor.Length > MaximumActorLength || actor.Any(char.IsControl)
            ? new FieldFault("actor", $"must be 1 to {MaximumActorLength} characters", $"moet 1 tot {MaximumActorLength} tekens hebben")
            : null;
}
