using LeerId.Restrictions;
using LeerId.Schools;
using LeerId.Schools.Refusals;
using LeerId.Storage;
using LeerId.Students;

namespace LeerId.SignIn;

/// <summary>
/// Decides whether a pupil is let in, and stores the outcome: the snapshot and a log entry of a pupil who is let in, and only a log entry of a
/// pupil who is not (protocol, article 3).
/// </summary>
public sealed class StudentAdmission(
    SchoolWhitelist whitelist, SchoolRefusalCounter refusals, RestrictionList restrictions, StudentKeys studentKeys, StudentStore students,
    SignInJournal journal, SignInTally tally, TimeProvider clock)
{
    // Storing runs to completion even if the browser disconnects.
    private static readonly TimeSpan StoringTimeout = TimeSpan.FromSeconds(6);

    /// <summary>Decides, and stores the outcome.</summary>
    /// <param name="student">The pupil.</param>
    /// <param name="state">The sign-in.</param>
    /// <param name="authenticatedAt">When the pupil signed in at ACM, UTC; null when ACM does not say.</param>
    /// <param name="end">The part of the sign-in that the answer needs.</param>
    /// <param name="storing">Ends the storing, so that the answer comes in time.</param>
    /// <param name="cancellationToken">Ends the work, until something is stored.</param>
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
        limit.CancelAfter(StoringTimeout);
        try
        {
            await Task.WhenAll(
                students.SaveAsync(keys.Own, student, now, limit.Token),
                journal.GrantedAsync(keys.Own, now, limit.Token));
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            // The log may have the entry that the pupil was let in. This later entry about the same pupil corrects it.
            return await journal.RefuseAsync(RefusalReason.StorageUnavailable, keys.Own, end);
        }

        tally.AddGranted();
        await students.RemoveSupersededAsync(keys, limit.Token);
        return new SignInOutcome.Granted(student, keys.Own, state.Request, now, authenticatedAt) { Cookies = end.Cookies };
    }
}
