using LeerId.Restrictions;
using LeerId.Retention;
using LeerId.Staff;
using LeerId.Text;

namespace LeerId.DataSubjects;

/// <summary>Finds the stored data of a pupil, in a form that can be given to the pupil (GDPR, article 15).</summary>
public sealed class StudentLookup(
    StudentFinder finder, RestrictionRows restrictions, StudentAccessLog log, StudentDossiers dossiers, AgreementDestruction destruction)
{
    /// <summary>The action of the entry in the privacy log for a lookup.</summary>
    public const string Action = "student-lookup";

    /// <summary>The reason in the entry for a refused lookup of a restricted pupil.</summary>
    public const string ReferToPrivacy = "refer-to-privacy";

    /// <summary>
    /// Records the lookup, and then returns the stored data. Only the role <c>privacy</c> may see a restricted pupil (GDPR, article 18(2)).
    /// </summary>
    /// <param name="request">The pupil.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused the request or the log entry. Nothing is returned.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public Task<StudentLookupOutcome> LookUpAsync(StudentRequest request, StaffCaller caller, CancellationToken cancellationToken) => ShowAsync(
        request, caller,
        async (found, destroyedOn) =>
        {
            StudentDossier dossier = await dossiers.OfAsync(found, destroyedOn, isForPrivacy: caller.Role == StaffRole.Privacy, cancellationToken);
            return found.Stored.IsEmpty ? new StudentLookupOutcome.NothingKept(dossier) : new StudentLookupOutcome.Found(dossier);
        },
        cancellationToken);

    /// <summary>Records the lookup, and then returns only the data for a screen, without reading the privacy log.</summary>
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

/// <summary>The outcome of a lookup.</summary>
public abstract class StudentLookupOutcome
{
    private StudentLookupOutcome()
    {
    }

    /// <summary>Data are stored. A class, so that it never prints itself.</summary>
    /// <param name="dossier">The data.</param>
    public sealed class Found(StudentDossier dossier) : StudentLookupOutcome
    {
        /// <summary>The data.</summary>
        public StudentDossier Dossier { get; } = dossier;
    }

    /// <summary>Nothing is stored about this pupil. A class, so that it never prints itself.</summary>
    /// <param name="dossier">An explanation, with the entries of the privacy log.</param>
    public sealed class NothingKept(StudentDossier dossier) : StudentLookupOutcome
    {
        /// <summary>An explanation, with the entries of the privacy log.</summary>
        public StudentDossier Dossier { get; } = dossier;
    }

    /// <summary>The summary for a screen, whether or not data are stored. A class, so that it never prints itself.</summary>
    /// <param name="summary">The summary.</param>
    public sealed class Summarized(StudentSummary summary) : StudentLookupOutcome
    {
        /// <summary>The summary.</summary>
        public StudentSummary Summary { get; } = summary;
    }

    /// <summary>Only the role <c>privacy</c> may see this pupil.</summary>
    public sealed class ReferToPrivacy : StudentLookupOutcome;

    /// <summary>Time ran out, so it is unknown whether data are stored. Retry, preferably outside busy hours.</summary>
    public sealed class OutOfTime : StudentLookupOutcome;

    /// <summary>The request does not name one pupil.</summary>
    /// <param name="faults">All faults.</param>
    public sealed class Invalid(IReadOnlyList<FieldFault> faults) : StudentLookupOutcome
    {
        /// <summary>All faults.</summary>
        public IReadOnlyList<FieldFault> Faults { get; } = faults;
    }
}
