using LeerId.Calendar;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Text;
using Microsoft.Extensions.Options;

namespace LeerId.DataSubjects;

/// <summary>
/// Reads the privacy log about a pupil: under the leer_id_uuid, and under the accounts from before the identification. The result is the same for each of
/// the pupil's uuids.
/// </summary>
public sealed class StudentPrivacyLog(
    StudentFinder finder, PrivacyLogReader reader, StudentAccessLog access, StudentDossiers dossiers, IOptions<PrivacyLogOptions> options, TimeProvider clock)
{
    private readonly CalendarPeriod _term = options.Value.Term!.Value;

    /// <summary>Finds the pupil, records the reading, and returns a page.</summary>
    /// <param name="request">The pupil, the period and the page.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused the request or the log entry. Nothing is returned.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<PrivacyLogOutcome> ReadAsync(StudentPrivacyLogRequest request, StaffCaller caller, CancellationToken cancellationToken)
    {
        List<FieldFault> faults = Check(request, out PrivacyLogBounds bounds, out StudentIdentifier? who);
        if (faults.Count > 0)
            return new PrivacyLogOutcome.Invalid(faults);

        FoundStudent? found = await finder.FindAsync(who!, cancellationToken);
        if (found is null)
            return new PrivacyLogOutcome.OutOfTime();
        PrivacyLogQuery query = PrivacyLogQuery.About(found.Keys, bounds.From, bounds.Until);
        return new PrivacyLogOutcome.Read(
            PrivacyLogAnswer.Of(await reader.ReadAsync(query, caller, bounds.PageSize, bounds.Continuation, cancellationToken)));
    }

    /// <summary>
    /// Finds the pupil, records the reading, and returns the whole period in a form that can be given to the pupil. Page size and continuation are ignored.
    /// </summary>
    /// <inheritdoc cref="ReadAsync" path="/param" />
    /// <inheritdoc cref="ReadAsync" path="/exception" />
    public async Task<StudentLogOutcome> PrintAsync(StudentPrivacyLogRequest request, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        List<FieldFault> faults = Check(request, out _, out StudentIdentifier? who);
        if (faults.Count > 0)
            return new StudentLogOutcome.Invalid(faults);

        FoundStudent? found = await finder.FindAsync(who!, cancellationToken);
        if (found is null)
            return new StudentLogOutcome.OutOfTime();
        await access.RecordAsync(PrivacyLogReader.Action, found.Key, caller, "by-pupil", cancellationToken);
        return new StudentLogOutcome.Drawn(await dossiers.OfLogAsync(found, request.From, request.Until, cancellationToken));
    }

    private List<FieldFault> Check(StudentPrivacyLogRequest request, out PrivacyLogBounds bounds, out StudentIdentifier? who)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<FieldFault> faults = [];
        bounds = request.Bounds(_term, clock.GetUtcNow(), BrusselsTime.Today(clock), faults);
        if (!StudentIdentifier.TryRead(request.LeerIdUuid, request.AccountUuid, out who, out FieldFault? fault))
            faults.Add(fault);
        return faults;
    }
}

/// <summary>The outcome of making the privacy log for a pupil.</summary>
public abstract class StudentLogOutcome
{
    private StudentLogOutcome()
    {
    }

    /// <summary>The log is made. A class, so that it never prints itself.</summary>
    /// <param name="dossier">The log, in a form that can be given to the pupil.</param>
    public sealed class Drawn(StudentDossier dossier) : StudentLogOutcome
    {
        /// <summary>The log, in a form that can be given to the pupil.</summary>
        public StudentDossier Dossier { get; } = dossier;
    }

    /// <summary>Time ran out before the pupil was found.</summary>
    public sealed class OutOfTime : StudentLogOutcome;

    /// <summary>The request has values that are not allowed.</summary>
    /// <param name="faults">All faults.</param>
    public sealed class Invalid(IReadOnlyList<FieldFault> faults) : StudentLogOutcome
    {
        /// <summary>All faults.</summary>
        public IReadOnlyList<FieldFault> Faults { get; } = faults;
    }
}
