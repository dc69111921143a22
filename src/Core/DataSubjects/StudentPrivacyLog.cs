using LeerId.Calendar;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Text;
using Microsoft.Extensions.Options;

namespace LeerId.DataSubjects;

/// <summary>
/// Gives what the privacy log has about a pupil: under the leer_id_uuid, and under the accounts from before the identification. By
/// whichever uuid it is asked, it is the same.
/// </summary>
public sealed class StudentPrivacyLog(StudentFinder finder, PrivacyLogReader reader, IOptions<PrivacyLogOptions> options, TimeProvider clock)
{
    private readonly CalendarPeriod _term = options.Value.Term!.Value;

    /// <summary>Finds the pupil, records the reading, and gives a page.</summary>
    /// <param name="request">About whom, and what is wanted.</param>
    /// <param name="caller">Who reads, in which role, and why; goes into the log.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused, be it for the entry: then nothing is given.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<PrivacyLogOutcome> ReadAsync(StudentPrivacyLogRequest request, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<FieldFault> faults = [];
        PrivacyLogBounds bounds = request.Bounds(_term, clock.GetUtcNow(), BrusselsTime.Today(clock), faults);
        if (!StudentIdentifier.TryRead(request.LeerIdUuid, request.AccountUuid, out StudentIdentifier? who, out FieldFault? fault))
            faults.Add(fault);
        if (faults.Count > 0)
            return new PrivacyLogOutcome.Invalid(faults);

        FoundStudent? found = await finder.FindAsync(who!, cancellationToken);
        if (found is null)
            return new PrivacyLogOutcome.OutOfTime();
        PrivacyLogQuery query = PrivacyLogQuery.About(found.Keys, bounds.From, bounds.Until);
        return new PrivacyLogOutcome.Read(
            PrivacyLogAnswer.Of(await reader.ReadAsync(query, caller, bounds.PageSize, bounds.Continuation, cancellationToken)));
    }
}
