using System.Text.Json;
using LeerId.Calendar;
using LeerId.Restrictions;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.DataSubjects;

/// <summary>
/// Places restrictions on a pupil's data, upholds objections and lifts both (GDPR, articles 18 and 21). Each step is recorded in the privacy log beforehand.
/// </summary>
public sealed partial class StudentRestrictions(
    StudentFinder finder, StudentKeys keys, RestrictionRows rows, StudentErasure erasure, StudentAccessLog log, IdempotencyMarks idempotency,
    TimeProvider clock, ILogger<StudentRestrictions> logger)
{
    /// <summary>The action of the entry in the privacy log for placing a restriction.</summary>
    public const string PlaceAction = "restriction-place";

    /// <summary>The action of the entry in the privacy log for upholding an objection.</summary>
    public const string UpholdAction = "objection-uphold";

    /// <summary>The action of the entry in the privacy log for lifting a restriction.</summary>
    public const string LiftAction = "restriction-lift";

    /// <summary>Places a restriction, which is in force everywhere within a minute. A pending objection can be placed as soon as it is received.</summary>
    /// <param name="request">The pupil, and the ground.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="repeatable">The submitted request, for idempotency: a repeated request places no second restriction; null if it may.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; the restriction may be placed.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<RestrictionOutcome> PlaceAsync(
        RestrictionRequest request, StaffCaller caller, IdempotentRequest? repeatable, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        IReadOnlyList<IdempotencyMark> marks = await idempotency.OfAsync(caller.ObjectId, "restrictions", repeatable, cancellationToken);
        foreach (IdempotencyMark mark in marks)
        {
            if (await rows.FindAsync(mark.Id, cancellationToken) is { } earlier)
                return earlier.RequestHash == mark.BodyHash ? Done(earlier) : new RestrictionOutcome.KeyReused();
        }

        List<FieldFault> faults = [.. request.Faults(BrusselsTime.Today(clock))];
        if (!StudentIdentifier.TryRead(request.LeerIdUuid, request.AccountUuid, out StudentIdentifier? who, out FieldFault? fault))
            faults.Add(fault);
        if (faults.Count > 0)
            return new RestrictionOutcome.Invalid(faults);

        if (await finder.FindAsync(who!, cancellationToken) is not { } found)
            return new RestrictionOutcome.OutOfTime();

        string version = await keys.CurrentVersionAsync(cancellationToken);
        RestrictionGround ground = request.Ground!.Value;
        await log.RecordAsync(PlaceAction, found.Key, caller, TextOf(ground), cancellationToken);
        IdempotencyMark? own = marks is [var current, ..] ? current : null;
        DateTimeOffset now = clock.GetUtcNow();
        Restriction placed = await rows.AddAsync(
            new Restriction
            {
                Id = own?.Id ?? Ulid.NewUlid(now).ToString(),
                Students = [.. found.AllKeys],
                Ground = ground,
                Request = request.Request,
                PlacedAt = now,
                PlacedBy = caller.ObjectId,
                ReviewOn = request.ReviewOn!.Value,
                KeyVersion = version,
                RequestHash = own?.BodyHash,
            },
            cancellationToken);
        if (placed.RequestHash != own?.BodyHash)
            return new RestrictionOutcome.KeyReused();
        LogPlaced(placed.Id);
        return Done(placed);
    }

    /// <summary>Lists all restrictions: first those in force, by the day of their review, and then the lifted ones.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<IReadOnlyList<RestrictionAnswer>> ListAsync(CancellationToken cancellationToken)
    {
        DateOnly today = BrusselsTime.Today(clock);
        return await rows.ListAsync(cancellationToken).OrderBy(restriction => !restriction.IsOpen).ThenBy(restriction => restriction.ReviewOn)
            .Select(restriction => RestrictionAnswer.Of(restriction, today)).ToListAsync(cancellationToken);
    }

    /// <summary>Finds a restriction; null if none has that number.</summary>
    /// <param name="id">The number.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<RestrictionAnswer?> FindAsync(string id, CancellationToken cancellationToken) =>
        await rows.FindAsync(id, cancellationToken) is { } restriction ? RestrictionAnswer.Of(restriction, BrusselsTime.Today(clock)) : null;

    /// <summary>
    /// Upholds an objection: erases the pupil's data, and keeps refusing sign-ins until the objection is withdrawn. After an interruption, repeating the
    /// request completes it.
    /// </summary>
    /// <param name="id">The number of the restriction.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the work, until the first deletion.</param>
    /// <exception cref="Azure.RequestFailedException">
    /// Storage refused. The objection may be upheld while the data are not erased, or not completely.
    /// </exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<RestrictionOutcome> UpholdAsync(string id, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        while (await rows.FindAsync(id, cancellationToken) is { } objection)
        {
            if (!objection.IsOpen)
                return new RestrictionOutcome.Refused(RestrictionConflict.AlreadyLifted);
            if (objection.Ground is not (RestrictionGround.ObjectionPending or RestrictionGround.ObjectionUpheld))
                return new RestrictionOutcome.Refused(RestrictionConflict.NotAnObjection);
            if ((await rows.FindOpenAsync(objection.Students, cancellationToken)).Any(other => other.KeepsData && other.Id != objection.Id))
                return new RestrictionOutcome.Refused(RestrictionConflict.OtherRestriction);

            // The decision is recorded already if an earlier request was interrupted, or if the response to the merge was lost.
            if (objection.Ground == RestrictionGround.ObjectionPending)
            {
                await log.RecordAsync(UpholdAction, objection.Students[0], caller, reason: null, cancellationToken);
                await rows.TryMergeAsync(objection, RestrictionRow.Upheld(new RestrictionStep(clock.GetUtcNow(), caller.ObjectId)), cancellationToken);
                continue;
            }

            if (await erasure.EraseAsync(objection.Students, caller, cancellationToken) is not StudentErasureOutcome.Erased erased)
                return new RestrictionOutcome.OutOfTime();
            LogUpheld(objection.Id);
            return new RestrictionOutcome.Upheld(new UpheldObjection(RestrictionAnswer.Of(objection, BrusselsTime.Today(clock)), erased.Proof));
        }

        return new RestrictionOutcome.Unknown();
    }

    /// <summary>
    /// Lifts a restriction after the data subject was informed (GDPR, article 18(3)), or records that an upheld objection is withdrawn. The pupil can sign
    /// in again within a minute. A repeated request by the same person changes nothing.
    /// </summary>
    /// <param name="id">The number of the restriction.</param>
    /// <param name="request">The moment when the data subject was informed, and the reason.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; the restriction may be lifted.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<RestrictionOutcome> LiftAsync(
        string id, RestrictionLiftRequest request, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        RestrictionLift? written = null;
        while (await rows.FindAsync(id, cancellationToken) is { } restriction)
        {
            // This call lifted it, possibly in an earlier attempt whose response was lost.
            if (written is not null && restriction.Lifted == written)
            {
                LogLifted(restriction.Id);
                return Done(restriction);
            }

            if (restriction.Lifted is { } earlier)
            {
                return earlier.By == caller.ObjectId && earlier.ToldAt == request.ToldAt && earlier.Reason == request.CleanReason
                    ? Done(restriction) : new RestrictionOutcome.Refused(RestrictionConflict.AlreadyLifted);
            }

            DateTimeOffset now = clock.GetUtcNow();
            FieldFault[] faults = [.. request.Faults(restriction.PlacedAt, now)];
            if (faults.Length > 0)
                return new RestrictionOutcome.Invalid(faults);

            if (written is null)
                await log.RecordAsync(LiftAction, restriction.Students[0], caller, TextOf(restriction.Ground), cancellationToken);
            written = new RestrictionLift(now, caller.ObjectId, request.ToldAt!.Value, request.CleanReason!);
            await rows.TryMergeAsync(restriction, RestrictionRow.Lifted(written), cancellationToken);
        }

        return new RestrictionOutcome.Unknown();
    }

    private RestrictionOutcome.Done Done(Restriction restriction) => new(RestrictionAnswer.Of(restriction, BrusselsTime.Today(clock)));

    private static string TextOf(RestrictionGround ground) => JsonNamingPolicy.KebabCaseLower.ConvertName(ground.ToString());

    [LoggerMessage(EventId = 9708, Level = LogLevel.Information, Message = "Restriction {Id} was placed")]
    private partial void LogPlaced(string id);

    [LoggerMessage(EventId = 9709, Level = LogLevel.Information, Message = "The objection {Id} was upheld, and the data were erased")]
    private partial void LogUpheld(string id);

    [LoggerMessage(EventId = 9710, Level = LogLevel.Information, Message = "Restriction {Id} was lifted")]
    private partial void LogLifted(string id);
}
