using LeerId.Restrictions;
using LeerId.Retention;
using LeerId.Staff;
using LeerId.Text;

namespace LeerId.DataSubjects;

/// <summary>Gives what is kept about a pupil, in a form to hand to the pupil (GDPR, article 15).</summary>
public sealed class StudentLookup(
    StudentFinder finder, RestrictionRows restrictions, StudentAccessLog log, StudentDossiers dossiers, AgreementDestruction destruction)
{
    /// <summary>The action of the entry that a lookup leaves in the privacy log.</summary>
    public const string Action = "student-lookup";

    /// <summary>The reason of the entry of a look at a restricted pupil that was refused.</summary>
    public const string ReferToPrivacy = "refer-to-privacy";

    /// <summary>Records the lookup, and then gives what is kept. A restricted pupil is shown to the role <c>privacy</c> only (GDPR, article 18(2)).</summary>
    /// <param name="request">About whom.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused, also for the log entry: then nothing is given.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public Task<StudentLookupOutcome> LookUpAsync(StudentRequest request, StaffCaller caller, CancellationToken cancellationToken) => ShowAsync(
        request, caller,
        async (found, destroyedOn) =>
        {
            StudentDossier dossier = await dossiers.OfAsync(found, destroyedOn, isForPrivacy: caller.Role == StaffRole.Privacy, cancellationToken);
            return found.Stored.IsEmpty ? new StudentLookupOutcome.NothingKept(dossier) : new StudentLookupOutcome.Found(dossier);
        },
        cancellationToken);

    /// <summary>Records the lookup, and then gives only the data that a screen shows, without reading the privacy log.</summary>
    /// <inheritdoc cref="LookUpAsync" path="/param" />
    /// <inheritdoc cref="LookUpAsync" path="/exception" />
    public Task<StudentLookupOutcome> SummarizeAsync(StudentRequest request, StaffCaller caller, CancellationToken cancellationToken) => ShowAsync(
        request, caller,
        async (found, destroyedOn) => new StudentLookupOutcome.Summarized(new StudentSummary(
            [.. found.Snapshots.Select(stored => SnapshotSummary.Of(dossiers.Kept(stored.Snapshot, destroyedOn), caller.Role))],
            found.Stored.Unreadable.Count,
            [.. (await restrictions.FindOpenAsync(found.AllKeys, cancellationToken)).Select(restriction => restriction.Id)])),
        cancellationToken);

    private async Task<StudentLookupOutcome> ShowAsync(
        StudentRequest request, StaffCaller caller, Func<FoundStudent, DateOnly?, Task<StudentLookupOutcome>> show, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        if (!StudentIdentifier.TryRead(request.LeerIdUuid, request.AccountUuid, out StudentIdentifier? who, out FieldFault? fault))
            return new StudentLookupOutcome.Invalid([fault]);

        FoundStudent? found = await finder.FindAsync(who, cancellationToken);
        if (found is null)
            return new StudentLookupOutcome.OutOfTime();

        if (caller.Role != StaffRole.Privacy && (await restrictions.FindOpenAsync(found.AllKeys, cancellationToken)).Count > 0)
        {
            await log.RecordAsync(Action, found.Key, caller, ReferToPrivacy, cancellationToken, outcome: "refused");
            return new StudentLookupOutcome.ReferToPrivacy();
        }

        bool isKept = !found.Stored.IsEmpty;
        DateOnly? destroyedOn = isKept ? (await destruction.ReadAsync(cancellationToken)).DestroyedOn : null;
        await log.RecordAsync(Action, found.Key, caller, isKept ? null : "nothing-kept", cancellationToken);
        return await show(found, destroyedOn);
    }
}

/// <summary>How a lookup ended.</summary>
public abstract class StudentLookupOutcome
{
    private StudentLookupOutcome()
    {
    }

    /// <summary>Something is kept. A class, so that it never prints itself.</summary>
    /// <param name="dossier">What.</param>
    public sealed class Found(StudentDossier dossier) : StudentLookupOutcome
    {
        /// <summary>What is kept.</summary>
        public StudentDossier Dossier { get; } = dossier;
    }

    /// <summary>Nothing is kept about this pupil. A class, so that it never prints itself.</summary>
    /// <param name="dossier">What that means, and what the privacy log has all the same.</param>
    public sealed class NothingKept(StudentDossier dossier) : StudentLookupOutcome
    {
        /// <summary>What that means, and what the privacy log has all the same.</summary>
        public StudentDossier Dossier { get; } = dossier;
    }

    /// <summary>The summary for a screen, whether or not something is kept. A class, so that it never prints itself.</summary>
    /// <param name="summary">The summary.</param>
    public sealed class Summarized(StudentSummary summary) : StudentLookupOutcome
    {
        /// <summary>The summary.</summary>
        public StudentSummary Summary { get; } = summary;
    }

    /// <summary>Only the role <c>privacy</c> may see this pupil.</summary>
    public sealed class ReferToPrivacy : StudentLookupOutcome;

    /// <summary>Time ran out, so that it can't be said whether anything is kept; trying again helps, outside busy hours the more.</summary>
    public sealed class OutOfTime : StudentLookupOutcome;

    /// <summary>The request does not name one pupil.</summary>
    /// <param name="faults">Every fault.</param>
    public sealed class Invalid(IReadOnlyList<FieldFault> faults) : StudentLookupOutcome
    {
        /// <summary>Every fault.</summary>
        public IReadOnlyList<FieldFault> Faults { get; } = faults;
    }
}
