using LeerId.Restrictions;
using LeerId.Schools;
using LeerId.Schools.Refusals;
using LeerId.Storage;
using LeerId.Students;

namespace LeerId.SignIn;

/// <summary>
/// Decides whether an identified pupil is let in, and keeps what may be kept: of a pupil who is, the snapshot and a log
/// entry; of one who is not, only the log entry (protocol, article 3).
/// </summary>
public sealed class StudentAdmission(
    SchoolWhitelist whitelist, SchoolRefusalCounter refusals, RestrictionList restrictions, StudentKeys studentKeys, StudentStore students,
    SignInJournal journal, SignInTally tally, TimeProvider clock)
{
    // Storing runs to completion even if the browser disconnects.
    private static readonly TimeSpan StoringPatience = TimeSpan.FromSeconds(6);

    /// <summary>Decides, and stores what follows from it.</summary>
    /// <param name="student">The pupil.</param>
    /// <param name="state">The sign-in.</param>
    /// <param name="authenticatedAt">When the pupil signed in at ACM, UTC; null when ACM does not tell.</param>
    /// <param name="end">What the answer needs of the sign-in.</param>
    /// <param name="storing">Ends the storing, so that the answer comes in time.</param>
    /// <param name="cancellationToken">Ends the work up to the moment something is stored.</param>
    public async Task<SignInOutcome> DecideAsync(
        Student student, SignInState state, DateTimeOffset? authenticatedAt, SignInEnd end, CancellationToken storing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(end);
        StudentKeySet keys = await studentKeys.ForAsync(student, cancellationToken);
        // Restrictions are checked first, because the data of a restricted pupil may only be kept (GDPR, article 18(2)).
        if (await restrictions.HoldsAsync(keys.All, cancellationToken))
            return await journal.RefuseAsync(RefusalReason.Restricted, keys.Own, end);
        if (student.Instellingsnummers.Count == 0)
            return await journal.RefuseAsync(RefusalReason.NoEnrolment, keys.Own, end);
        if (!await whitelist.AdmitsAsync(student.Instellingsnummers, cancellationToken))
        {
            // The count never fails, and the pupil doesn't wait for it.
            _ = refusals.AddAsync(student.Instellingsnummers);
            return await journal.RefuseAsync(RefusalReason.NoContract, keys.Own, end);
        }

        DateTimeOffset now = clock.GetUtcNow();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(storing);
        limit.CancelAfter(StoringPatience);
        try
        {
            await Task.WhenAll(
                students.SaveAsync(keys.Own, student, now, limit.Token),
                journal.GrantedAsync(keys.Own, now, limit.Token));
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            // The log may hold the one entry of the two: this one, about the same pupil and later, says how it ended.
            return await journal.RefuseAsync(RefusalReason.StorageUnavailable, keys.Own, end);
        }

        tally.AddGranted();
        await students.RemoveSupersededAsync(keys, limit.Token);
        return new SignInOutcome.Granted(student, keys.Own, state.Request, now, authenticatedAt) { Cookies = end.Cookies };
    }
}
