using LeerId.Calendar;
using LeerId.Staff;
using LeerId.Text;
using Microsoft.Extensions.Options;

namespace LeerId.PrivacyLog;

/// <summary>Answers what staff ask of the privacy log by actor and by period; each reading is an entry itself.</summary>
public sealed class PrivacyLogSearch(PrivacyLogReader reader, IOptions<PrivacyLogOptions> options, TimeProvider clock)
{
    private const int MaximumActorLength = 100;

    private readonly CalendarPeriod _term = options.Value.Term!.Value;

    /// <summary>By actor, or everything of a period.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="caller">Who reads, in which role, and why; goes into the log.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused, also for the log entry: then nothing is given.</exception>
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

    /// <summary>The fault of the object id of an actor; null when it is allowed.</summary>
    internal static FieldFault? ActorFault(string actor) =>
        string.IsNullOrWhiteSpace(actor) || actor.Length > MaximumActorLength || actor.Any(char.IsControl)
            ? new FieldFault("actor", $"must be 1 to {MaximumActorLength} characters", $"moet 1 tot {MaximumActorLength} tekens hebben")
            : null;
}
