using LeerId.Calendar;
using LeerId.Staff;
using LeerId.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.Retention;

/// <summary>
/// Decides whether the data of all pupils are destroyed after the end of the agreement (protocol, article 11): when the grace period since the first
/// delivered announcement is over, or when an officer and an operator confirm it. Until it starts it can be cancelled.
/// </summary>
public sealed partial class AgreementDestruction(
    DestructionRows rows, AgreementAnnouncements announcements, RetentionPolicy policy, IOptions<AgreementOptions> options, TimeProvider clock,
    ILogger<AgreementDestruction> logger)
{
    private const int MaximumReasonLength = 500;

    /// <summary>Reads the phase of the end of the agreement. Nothing is read from storage while the agreement has not ended.</summary>
    /// <exception cref="InvalidDataException">The stored state can't be read: somebody changed it.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<AgreementStatus> ReadAsync(CancellationToken cancellationToken)
    {
        if (policy.AgreementEndsOn is not { } endDate)
            return Status(DestructionPhase.NoEndDate);
        if (!policy.AgreementHasEnded)
            return Status(DestructionPhase.BeforeEnd) with { EndDate = endDate, StartsOn = policy.GraceEndsOn(endDate) };
        return await StatusAsync(await rows.FindAsync(endDate, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// The moment, UTC, when the destruction for the present end date started, whether or not anything is left to destroy; null while it has not started.
    /// Snapshots that were stored later are not part of it. Such snapshots exist if somebody changed the end date, pupils signed in again, and somebody set
    /// the old end date again.
    /// </summary>
    /// <inheritdoc cref="ReadAsync" path="/exception" />
    public async Task<DateTimeOffset?> StartedAtAsync(CancellationToken cancellationToken) =>
        policy is { AgreementHasEnded: true, AgreementEndsOn: { } endDate } ? (await rows.FindAsync(endDate, cancellationToken)).StartedAt : null;

    /// <summary>Records that a member of staff confirms the destruction. The same person's second confirmation changes nothing.</summary>
    /// <param name="endDate">The end date that the caller confirms; null when the request has none.</param>
    /// <param name="caller">The member of staff who confirms it, with the role.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception" />
    public async Task<DestructionOutcome> ConfirmAsync(DateOnly? endDate, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (endDate is null)
        {
            return new DestructionOutcome.Invalid(
            [
                FieldFault.Of(
                    nameof(DestructionConfirmation.EndDate), "is missing: give the end date that you confirm",
                    "is niet ingevuld: typ de einddatum die u bevestigt"),
            ]);
        }

        if (policy.AgreementHasEnded && endDate != policy.AgreementEndsOn)
            return new DestructionOutcome.OtherEndDate();
        DestructionDecision decision = new(DecisionKind.Confirmed, clock.GetUtcNow(), caller.ObjectId, caller.Role.ToText());
        return await DecideAsync(decision, state => state.IsConfirmedBy(caller.ObjectId, caller.Role), cancellationToken);
    }

    /// <summary>Records that a member of staff cancels the destruction. After that it doesn't start by itself.</summary>
    /// <param name="reason">The reason; it is required.</param>
    /// <param name="caller">The member of staff who cancels it, with the role.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception" />
    public async Task<DestructionOutcome> CancelAsync(string? reason, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (PlainText.IsBlank(reason))
            return Invalid("is missing: say why the destruction is cancelled", "is niet ingevuld: zeg waarom het wissen geannuleerd wordt");
        if (reason.Length > MaximumReasonLength)
        {
            return Invalid(
                $"has {reason.Length} characters; at most {MaximumReasonLength} are allowed",
                $"telt {DutchDate.Count(reason.Length)} tekens; er mogen er hoogstens {MaximumReasonLength} zijn");
        }

        DestructionDecision decision = new(DecisionKind.Cancelled, clock.GetUtcNow(), caller.ObjectId, caller.Role.ToText())
        {
            Reason = PlainText.Clean(reason).Trim(),
        };
        return await DecideAsync(decision, state => state.EndsInCancellation, cancellationToken);

        static DestructionOutcome.Invalid Invalid(string fault, string dutch) =>
            new([FieldFault.Of(nameof(DestructionCancellation.Reason), fault, dutch)]);
    }

    /// <summary>Starts the destruction if the grace period is over or two persons confirmed it, and it has not started.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception" />
    internal async Task StartIfDueAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        while (policy is { AgreementHasEnded: true, AgreementEndsOn: { } endDate })
        {
            DestructionState state = await rows.FindAsync(endDate, cancellationToken);
            AgreementStatus status = await StatusAsync(state, cancellationToken);
            if (GroundOf(status) is not { } ground)
            {
                // Nobody was warned: keeping the data is safer than an unexpected erasure.
                if (status is { Phase: DestructionPhase.NotAnnounced, RegisteredOn: { } day } && BrusselsTime.Today(clock) >= policy.GraceEndsOn(day))
                    LogNotAnnounced(endDate);
                return;
            }

            if (!await rows.TryStoreAsync(state with { StartedAt = now, Ground = ground }, cancellationToken)
                // If the answer was lost, the stored state may be the one that this call stored.
                && (await rows.FindAsync(endDate, cancellationToken)).StartedAt != now)
            {
                continue;
            }

            LogStarted(endDate, ground);
            return;
        }
    }

    /// <summary>Records that a run found nothing left to destroy.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception" />
    internal async Task FinishAsync(CancellationToken cancellationToken)
    {
        while (policy.AgreementEndsOn is { } endDate)
        {
            DestructionState state = await rows.FindAsync(endDate, cancellationToken);
            if (state.StartedAt is null || state.FinishedAt is not null)
                return;
            if (!await rows.TryStoreAsync(state with { FinishedAt = clock.GetUtcNow() }, cancellationToken))
                continue;
            LogFinished(endDate);
            return;
        }
    }

    private DestructionGround? GroundOf(AgreementStatus status) => status.Phase switch
    {
        DestructionPhase.Confirmed => DestructionGround.Confirmation,
        DestructionPhase.Announced when BrusselsTime.Today(clock) >= status.StartsOn => DestructionGround.GracePeriod,
        _ => null,
    };

    private async Task<DestructionOutcome> DecideAsync(
        DestructionDecision decision, Func<DestructionState, bool> isDecided, CancellationToken cancellationToken)
    {
        while (policy is { AgreementHasEnded: true, AgreementEndsOn: { } endDate })
        {
            DestructionState state = await rows.FindAsync(endDate, cancellationToken);
            if (state.StartedAt is not null)
                return new DestructionOutcome.Started();
            if (isDecided(state))
            {
                // This call stored it in a first try whose answer was lost.
                if (state.Decisions.Contains(decision))
                    LogDecided(endDate, decision.Kind, decision.Role);
                return new DestructionOutcome.Recorded(await StatusAsync(state, cancellationToken));
            }

            DestructionState decided = state with { Decisions = [.. state.Decisions, decision] };
            if (!await rows.TryStoreAsync(decided, cancellationToken))
                continue;
            LogDecided(endDate, decision.Kind, decision.Role);
            return new DestructionOutcome.Recorded(await StatusAsync(decided, cancellationToken));
        }

        return new DestructionOutcome.NotEnded();
    }

    private async Task<AgreementStatus> StatusAsync(DestructionState state, CancellationToken cancellationToken)
    {
        DateOnly today = BrusselsTime.Today(clock);
        (DateOnly? registeredOn, DateOnly? announcedOn) = await announcements.FindAsync(state.EndDate, cancellationToken);
        (DestructionPhase phase, DateOnly? startsOn) = state switch
        {
            { FinishedAt: not null } => (DestructionPhase.Finished, DayOf(state.StartedAt)),
            { StartedAt: not null } => (DestructionPhase.UnderWay, DayOf(state.StartedAt)),
            { IsConfirmed: true } => (DestructionPhase.Confirmed, today),
            { IsCancelled: true } => (DestructionPhase.Cancelled, (DateOnly?)null),
            _ when announcedOn is { } day => (DestructionPhase.Announced, policy.GraceEndsOn(day)),
            _ => (DestructionPhase.NotAnnounced, policy.GraceEndsOn(today)),
        };
        return Status(phase) with
        {
            EndDate = state.EndDate,
            RegisteredOn = registeredOn,
            AnnouncedOn = announcedOn,
            StartsOn = startsOn,
            Decisions = state.Decisions,
            StartedAt = state.StartedAt,
            Ground = state.Ground,
            FinishedAt = state.FinishedAt,
        };
    }

    private AgreementStatus Status(DestructionPhase phase) =>
        new() { Phase = phase, SignInsSuspended = policy.SignInsAreSuspended, GracePeriod = options.Value.GracePeriod };

    private static DateOnly? DayOf(DateTimeOffset? moment) => moment is { } at ? DateOnly.FromDateTime(BrusselsTime.Local(at).DateTime) : null;

    [LoggerMessage(
        EventId = 7011, Level = LogLevel.Critical,
        Message = "The destruction of the data of all pupils has started: the agreement ended on {EndDate} ({Ground})")]
    private partial void LogStarted(LoggedDay endDate, DestructionGround ground);

    [LoggerMessage(
        EventId = 7012, Level = LogLevel.Critical,
        Message = "The destruction after the end of the agreement on {EndDate} does not start: no announcement reached the provider's data protection officer")]
    private partial void LogNotAnnounced(LoggedDay endDate);

    [LoggerMessage(
        EventId = 7013, Level = LogLevel.Warning,
        Message = "The destruction after the end of the agreement on {EndDate} is finished; data of restricted pupils stay until the restriction is lifted")]
    private partial void LogFinished(LoggedDay endDate);

    [LoggerMessage(
        EventId = 7014, Level = LogLevel.Warning,
        Message = "The destruction after the end of the agreement on {EndDate}: {Decision} by the role {Role}")]
    private partial void LogDecided(LoggedDay endDate, DecisionKind decision, string role);
}
