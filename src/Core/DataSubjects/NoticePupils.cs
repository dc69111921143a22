using LeerId.Notices;
using LeerId.Restrictions;
using LeerId.Staff;
using LeerId.Students;

namespace LeerId.DataSubjects;

/// <summary>Finds the pupil of a quality notice by its number, when DOV's officer asks for the pupil by telephone.</summary>
public sealed class NoticePupils(
    NoticeRegister notices, StudentFinder finder, StudentKeys keys, RestrictionRows restrictions, StudentAccessLog log)
{
    /// <summary>The action of the entry in the privacy log for a lookup.</summary>
    public const string Action = "quality-notice-lookup";

    /// <summary>
    /// Records the lookup, and then returns the identifiers of the pupil. Only the role <c>privacy</c> may see a restricted pupil (GDPR, article 18(2)).
    /// </summary>
    /// <param name="notice">The notice; its part is ignored.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused the request or the log entry. Nothing is returned.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<NoticePupilOutcome> FindAsync(NoticeReference notice, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (await notices.FindAsync(new NoticeReference(notice.Kind, notice.Number), cancellationToken) is not { Pupil.Key: var key })
            return new NoticePupilOutcome.Unknown();
        StoredSnapshots stored = await finder.ReadAsync([key], cancellationToken);
        if (caller.Role != StaffRole.Privacy && await IsRestrictedAsync(key, stored, cancellationToken))
        {
            await log.RecordAsync(Action, key, caller, StudentLookup.ReferToPrivacy, cancellationToken, outcome: "refused");
            return new NoticePupilOutcome.ReferToPrivacy();
        }

        await log.RecordAsync(Action, key, caller, stored.IsEmpty ? "nothing-kept" : null, cancellationToken);
        return stored.Readable is [{ Snapshot.Student: var student }, ..]
            ? new NoticePupilOutcome.Found(new NoticePupilAnswer { LeerIdUuid = student.LeerIdUuid, AccountUuid = student.AccountUuid })
            : new NoticePupilOutcome.NothingKept();
    }

    private async Task<bool> IsRestrictedAsync(StudentKey key, StoredSnapshots stored, CancellationToken cancellationToken)
    {
        List<StudentKey> all = [key];
        foreach (StoredSnapshot snapshot in stored.Readable)
            all.AddRange((await keys.ForAsync(snapshot.Snapshot.Student, cancellationToken)).All);
        return (await restrictions.FindOpenAsync(all, cancellationToken)).Count > 0;
    }
}

/// <summary>The identifiers of the pupil of a notice. A class, not a record, so that it never prints itself.</summary>
public sealed class NoticePupilAnswer
{
    /// <summary>The leer_id_uuid; null for a pupil without one.</summary>
    public Guid? LeerIdUuid { get; init; }

    /// <summary>The account_uuid of the last sign-in; null if that sign-in had none.</summary>
    public Guid? AccountUuid { get; init; }
}

/// <summary>The result of a lookup of the pupil of a notice.</summary>
public abstract class NoticePupilOutcome
{
    private NoticePupilOutcome()
    {
    }

    /// <summary>The pupil is known. A class, so that it never prints itself.</summary>
    /// <param name="pupil">The pupil.</param>
    public sealed class Found(NoticePupilAnswer pupil) : NoticePupilOutcome
    {
        /// <summary>The pupil.</summary>
        public NoticePupilAnswer Pupil { get; } = pupil;
    }

    /// <summary>Only the role <c>privacy</c> may see this pupil.</summary>
    public sealed class ReferToPrivacy : NoticePupilOutcome;

    /// <summary>No readable data are stored any more under the pseudonym of the notice.</summary>
    public sealed class NothingKept : NoticePupilOutcome;

    /// <summary>No notice has that number, or it isn't about one pupil.</summary>
    public sealed class Unknown : NoticePupilOutcome;
}
