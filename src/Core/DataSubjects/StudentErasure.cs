using LeerId.Disclosures;
using LeerId.PrivacyLog;
using LeerId.Restrictions;
using LeerId.Runs;
using LeerId.Staff;
using LeerId.Storage;
using LeerId.Students;
using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.DataSubjects;

/// <summary>
/// Erases what is kept about a pupil, under every key, and proves it (GDPR, article 17). A sign-in at the same moment ends as
/// one of two: erased, or whole. What broke off is finished by the same request again.
/// </summary>
public sealed partial class StudentErasure(
    StudentFinder finder, StudentStore students, RestrictionRows restrictions, StudentAccessLog log, StudentLogs logs, RunStore runs,
    ErasureProofs proofs, TimeProvider clock, ILogger<StudentErasure> logger)
{
    /// <summary>The action of the entry that an erasure leaves in the privacy log.</summary>
    public const string Action = "student-erasure";

    /// <summary>The name of its runs.</summary>
    public const string Job = "EraseStudent";

    private const int DeletesAtOnce = 8;

    // Once deleting has begun it is finished, whether or not the caller waits for it.
    private static readonly TimeSpan DeletingDeadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RecordPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Records the erasure, deletes, reads again, and gives the proof. Erasing what isn't there is fine. Data that are restricted are not erased.
    /// </summary>
    /// <param name="request">Whom.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the work up to the moment something is deleted.</param>
    /// <exception cref="Azure.RequestFailedException">
    /// Storage refused, be it for the entry or for the run's record: then nothing, or not all, is deleted.
    /// </exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<StudentErasureOutcome> EraseAsync(StudentRequest request, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        if (!StudentIdentifier.TryRead(request.LeerIdUuid, request.AccountUuid, out StudentIdentifier? who, out FieldFault? fault))
            return new StudentErasureOutcome.Invalid([fault]);

        FoundStudent? found = await finder.FindAsync(who, cancellationToken);
        if (found is null)
            return new StudentErasureOutcome.OutOfTime();

        if ((await restrictions.FindOpenAsync(found.AllKeys, cancellationToken)).Any(restriction => restriction.KeepsData))
        {
            await log.RecordAsync(Action, found.Key, caller, reason: "restricted", cancellationToken, outcome: "refused");
            return new StudentErasureOutcome.Restricted();
        }

        return await EraseAsync(who.AccountUuid, found, token => finder.FindAsync(who, token), caller, cancellationToken);
    }

    /// <summary>Erases what is kept under the pseudonyms of a restriction, for an objection that is upheld (GDPR, articles 17(1)(c) and 21).</summary>
    /// <param name="pseudonyms">Those of the restriction.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the work up to the moment something is deleted.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused: then nothing, or not all, is deleted.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    internal async Task<StudentErasureOutcome> EraseAsync(
        IReadOnlyList<StudentKey> pseudonyms, StaffCaller caller, CancellationToken cancellationToken) =>
        await EraseAsync(
            account: null, await finder.FindAsync(pseudonyms, cancellationToken), async token => await finder.FindAsync(pseudonyms, token), caller,
            cancellationToken);

    private async Task<StudentErasureOutcome> EraseAsync(
        Guid? account, FoundStudent found, Func<CancellationToken, Task<FoundStudent?>> find, StaffCaller caller, CancellationToken cancellationToken)
    {
        PrivacyLogEntry entry = await log.RecordAsync(Action, found.Key, caller, reason: null, cancellationToken);
        // Before anything is deleted: afterwards nobody could tell the pupil's former keys from an account alone.
        (IReadOnlyList<Disclosure> disclosures, bool isComplete) = await logs.DisclosuresOfAsync(found.Keys, cancellationToken);
        int deleted = await DeleteAsync(account, found, cancellationToken);
        DateTimeOffset erasedAt = clock.GetUtcNow();

        // Also under keys that nobody knew of before: the pupil can have been identified meanwhile.
        FoundStudent? after = await find(CancellationToken.None);
        if (after is null)
            return new StudentErasureOutcome.OutOfTime();
        bool isAbsent = after.Stored.IsEmpty && (await finder.ReadAsync(found.Keys, CancellationToken.None)).IsEmpty;
        LogErased(deleted, isAbsent);
        return new StudentErasureOutcome.Erased(
            await proofs.DrawUpAsync(
                found.Key, entry, erasedAt, deleted, isAbsent, new ErasureRecipients(disclosures, isComplete), CancellationToken.None));
    }

    private async Task<int> DeleteAsync(Guid? account, FoundStudent found, CancellationToken cancellationToken)
    {
        StartedRun run = await runs.StartAsync(Job, cutOff: null, ground: null, cancellationToken);
        HashSet<StudentKey> there = [.. found.Snapshots.Select(stored => stored.Key), .. found.Stored.Unreadable];
        int deleted = 0;
        using CancellationTokenSource limit = new(DeletingDeadline, clock);
        try
        {
            foreach (IReadOnlyList<StudentKey> keys in InOrder(account, found))
            {
                await Parallel.ForEachAsync(
                    keys, SideBySide.AtMost(DeletesAtOnce, limit.Token),
                    async (key, token) =>
                    {
                        // What was read and is gone counts, also when the answer to the first try was lost.
                        if (await students.DeleteAsync(key, token) || there.Contains(key))
                            Interlocked.Increment(ref deleted);
                    });
            }
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            LogBrokeOff(deleted, exception.GetType().Name);
            await RecordFailureAsync(run, record => record with { Examined = found.Keys.Count, Deleted = deleted, Failed = 1 });
            throw;
        }

        using CancellationTokenSource patience = new(RecordPatience, clock);
        await runs.EndAsync(run, record => record with { Examined = found.Keys.Count, Deleted = deleted }, patience.Token);
        return deleted;
    }

    /// <summary>
    /// Accounts first, and last the snapshot by which the pupil was found: should it break off, the same request finds the rest again.
    /// </summary>
    private static IEnumerable<IReadOnlyList<StudentKey>> InOrder(Guid? account, FoundStudent found)
    {
        Dictionary<StudentKey, Student> snapshots = found.Snapshots.ToDictionary(stored => stored.Key, stored => stored.Snapshot.Student);
        return found.Keys.GroupBy(Rank).OrderBy(group => group.Key).Select(IReadOnlyList<StudentKey> (group) => [.. group]);

        int Rank(StudentKey key) => !snapshots.TryGetValue(key, out Student? student) || student.LeerIdUuid is null ? 0
            : account is { } asked && student.Accounts.Contains(asked) ? 2 : 1;
    }

    private async Task RecordFailureAsync(StartedRun run, Func<RunRecord, RunRecord> counts)
    {
        try
        {
            using CancellationTokenSource patience = new(RecordPatience, clock);
            await runs.EndAsync(run, counts, patience.Token);
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            // The record stays without an end, which says the same.
        }
    }

    [LoggerMessage(EventId = 2003, Level = LogLevel.Information, Message = "A pupil was erased: {Deleted} snapshots, nothing found afterwards: {IsAbsent}")]
    private partial void LogErased(int deleted, bool isAbsent);

    [LoggerMessage(
        EventId = 2004, Level = LogLevel.Error, Message = "An erasure broke off after {Deleted} snapshots ({Fault}); the same request again finishes it")]
    private partial void LogBrokeOff(int deleted, string fault);
}

/// <summary>How an erasure ended.</summary>
public abstract record StudentErasureOutcome
{
    private StudentErasureOutcome()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Proof">The proof.</param>
    public sealed record Erased(ErasureProof Proof) : StudentErasureOutcome;

    /// <summary>The data are restricted, so that they must be kept until the restriction is lifted or the objection is upheld (GDPR, article 18).</summary>
    public sealed record Restricted : StudentErasureOutcome;

    /// <summary>Time ran out before it could be said whether there is anything, or anything left. The same request again does no harm.</summary>
    public sealed record OutOfTime : StudentErasureOutcome;

    /// <summary>The request does not name one pupil.</summary>
    /// <param name="Faults">Every fault.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : StudentErasureOutcome;
}
