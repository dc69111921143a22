using LeerId.Calendar;
using Microsoft.Extensions.Options;

namespace LeerId.Retention;

/// <summary>What may still be kept, by the calendar of Brussels (protocol, articles 3, 5 and 11).</summary>
public sealed class RetentionPolicy
{
    private readonly CalendarPeriod _period;
    private readonly DateTimeOffset _usernamesEnd;
    private readonly DateOnly? _agreementEnd;
    private readonly TimeProvider _clock;

    /// <summary>Takes the validated settings.</summary>
    public RetentionPolicy(IOptions<RetentionOptions> retention, IOptions<AgreementOptions> agreement, TimeProvider clock)
    {
        _period = retention.Value.Term!.Value;
        UsernamesEndOn = retention.Value.UsernamesEndOn!.Value;
        _usernamesEnd = BrusselsTime.StartOf(UsernamesEndOn);
        _agreementEnd = agreement.Value.EndsOn;
        _clock = clock;
    }

    /// <summary>Whether usernames may be read and stored now.</summary>
    public bool KeepsUsernames => _clock.GetUtcNow() < _usernamesEnd;

    /// <summary>The first day, Brussels calendar, on which usernames are not kept any more.</summary>
    public DateOnly UsernamesEndOn { get; }

    /// <summary>Whether the agreement is over: then nobody signs in, and no pupil data are kept.</summary>
    public bool AgreementHasEnded => _agreementEnd is { } end && BrusselsTime.Today(_clock) >= end;

    /// <summary>
    /// The moment, UTC, before which a last sign-in is too long ago. It is the end of a day in Brussels: what was signed in on 29
    /// February 2024 stays through 28 February 2027, whatever the hour.
    /// </summary>
    public DateTimeOffset CutOff => BrusselsTime.StartOf(_period.LastExpired(BrusselsTime.Today(_clock)).AddDays(1));

    /// <summary>
    /// The day, Brussels calendar, on which a snapshot is deleted if the pupil doesn't sign in again: the first past its term, or the first on which the
    /// agreement is over.
    /// </summary>
    /// <param name="signedInAt">The last sign-in.</param>
    public DateOnly DeletedOn(DateTimeOffset signedInAt)
    {
        DateOnly pastTerm = _period.AddTo(DateOnly.FromDateTime(BrusselsTime.Local(signedInAt).DateTime)).AddDays(1);
        return _agreementEnd < pastTerm ? _agreementEnd.Value : pastTerm;
    }
}
