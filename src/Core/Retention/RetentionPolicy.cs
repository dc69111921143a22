using LeerId.Calendar;
using Microsoft.Extensions.Options;

namespace LeerId.Retention;

/// <summary>Decides how long data may be kept, by the calendar of Brussels (protocol, articles 3, 5 and 11).</summary>
public sealed class RetentionPolicy
{
    private readonly CalendarPeriod _period;
    private readonly DateTimeOffset _usernamesEnd;
    private readonly AgreementOptions _agreement;
    private readonly TimeProvider _clock;

    /// <summary>Takes the validated settings.</summary>
    public RetentionPolicy(IOptions<RetentionOptions> retention, IOptions<AgreementOptions> agreement, TimeProvider clock)
    {
        _period = retention.Value.Term!.Value;
        UsernamesEndOn = retention.Value.UsernamesEndOn!.Value;
        _usernamesEnd = BrusselsTime.StartOf(UsernamesEndOn);
        _agreement = agreement.Value;
        AgreementEndsOn = _agreement.EndsOn;
        _clock = clock;
    }

    /// <summary>Whether usernames may be read and stored now.</summary>
    public bool KeepsUsernames => _clock.GetUtcNow() < _usernamesEnd;

    /// <summary>The first day, Brussels calendar, on which usernames are not kept any more.</summary>
    public DateOnly UsernamesEndOn { get; }

    /// <summary>The first day, Brussels calendar, on which the agreement is over; null while it has no end.</summary>
    public DateOnly? AgreementEndsOn { get; }

    /// <summary>
    /// Whether the agreement is over. Then nobody can sign in. <see cref="AgreementDestruction"/> decides when the data of all pupils are destroyed.
    /// </summary>
    public bool AgreementHasEnded => AgreementEndsOn is { } end && BrusselsTime.Today(_clock) >= end;

    /// <summary>Whether sign-ins are suspended. Nothing is destroyed because of it.</summary>
    public bool SignInsAreSuspended => _agreement.IsSuspended;

    /// <summary>
    /// The moment, UTC; a snapshot expires if its last sign-in was before it. It is the end of a day in Brussels: with a period of three years, the snapshot
    /// of a sign-in on 29 February 2024 stays through 28 February 2027, whatever the hour.
    /// </summary>
    public DateTimeOffset CutOff => BrusselsTime.StartOf(_period.LastExpired(BrusselsTime.Today(_clock)).AddDays(1));

    /// <summary>The first day, Brussels calendar, on which the grace period is over if it begins on a day.</summary>
    public DateOnly GraceEndsOn(DateOnly day) => _agreement.Grace!.Value.AddTo(day);

    /// <summary>
    /// The day, Brussels calendar, on which a snapshot is deleted if the pupil doesn't sign in again: the first day past its term, or the day on which
    /// the data of all pupils are destroyed if that is earlier.
    /// </summary>
    /// <param name="signedInAt">The last sign-in.</param>
    /// <param name="destroyedOn">The day on which the data of all pupils are destroyed; null while that is not planned.</param>
    public DateOnly DeletedOn(DateTimeOffset signedInAt, DateOnly? destroyedOn)
    {
        DateOnly pastTerm = _period.AddTo(DateOnly.FromDateTime(BrusselsTime.Local(signedInAt).DateTime)).AddDays(1);
        return destroyedOn < pastTerm ? destroyedOn.Value : pastTerm;
    }
}
