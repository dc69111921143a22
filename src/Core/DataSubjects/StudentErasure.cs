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
/// Erases the stored data of a pupil, under every key, and proves it (GDPR, article 17). The data of a simultaneous sign-in are either erased or complete.
/// Repeating the request completes an interrupted erasure.
/// </summary>
public sealed partial class StudentErasure(
    StudentFinder finder, StudentStore students, RestrictionRows restrictions, StudentAccessLog log, StudentLogs logs, RunStore runs,
    ErasureProofs proofs, TimeProvider clock, ILogger<StudentErasure> logger)
{
    /// <summary>The action of the entry in the privacy log for an erasure.</summary>
    public const string Action = "student-erasure";

    /// <summary>The name of its runs.</summary>
    public const string Job = "EraseStudent";

    private const int DeletesAtOnce = 8;

    // Deleting runs to completion, even if the caller disconnects.
    private static readonly TimeSpan DeletingDeadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RecordDeadline = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Records the erasure, deletes the data, reads again, and returns the proof. Erasing nothing is not an error. Restricted data are not erased.
    /// </summary>
    /// <param name="request">The pupil.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the work, until the first deletion.</param>
    /// <exception cref="Azure.RequestFailedException">
    /// Storage refused the log entry, the run's record or a deletion. Nothing is deleted, or not everything.
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

    /// <summary>Erases the data stored under the pseudonyms of a restriction, for an upheld objection (GDPR, articles 17(1)(c) and 21).</summary>
    /// <param name="pseudonyms">The pseudonyms of the restriction.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the work, until the first deletion.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused. Nothing is deleted, or not everything.</exception>
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
        // The disclosures are read before the deletion, because afterwards an account alone doesn't lead to the pupil's former keys.
        (IReadOnlyList<Disclosure> disclosures, bool isComplete) = await logs.DisclosuresOfAsync(found.Keys, cancellationToken);
        int deleted = await DeleteAsync(account, found, cancellationToken);
        DateTimeOffset erasedAt = clock.GetUtcNow();

        // This also finds keys that were unknown before, because the pupil may have been identified meanwhile.
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
        HashSet<StudentKey> before = [.. found.Snapshots.Select(stored => stored.Key), .. found.Stored.Unreadable];
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
                        // A snapshot that was read and no longer exists counts as deleted, also if the response to an earlier attempt was lost.
                        if (await students.DeleteAsync(key, token) || before.Contains(key))
                            Interlocked.Increment(ref deleted);
                    });
            }
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            LogInterrupted(deleted, exception.GetType().Name);
            await RecordFailureAsync(run, record => record with { Examined = found.Keys.Count, Deleted = deleted, Failed = 1 });
            throw;
        }

        using CancellationTokenSource deadline = new(RecordDeadline, clock);
        await runs.EndAsync(run, record => record with { Examined = found.Keys.Count, Deleted = deleted }, deadline.Token);
        return deleted;
    }

    /// <summary>
    /// Deletes the accounts first, and the snapshot by which the pupil was found last. After an interruption, the same request finds the rest again.
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
            using CancellationTokenSource deadline = new(RecordDeadline, clock);
            await runs.EndAsync(run, counts, deadline.Token);
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            // The record stays without an end, which has the same meaning.
        }
    }

    [LoggerMessage(EventId = 2003, Level = LogLevel.Information, Message = "A pupil was erased: {Deleted} snapshots, no data found afterwards: {IsAbsent}")]
    private partial void LogErased(int deleted, bool isAbsent);

    [LoggerMessage(
        EventId = 2004, Level = LogLevel.Error, Message = "An erasure stopped after {Deleted} snapshots ({Fault}); repeat the request to complete it")]
    private partial void LogInterrupted(int deleted, string fault);
}

/// <summary>The outcome of an erasure.</summary>
public abstract record StudentErasureOutcome
{
    private StudentErasureOutcome()
    {
    }

    /// <summary>The data are erased.</summary>
    /// <param name="Proof">The proof.</param>
    public sealed record Erased(ErasureProof Proof) : StudentErasureOutcome;

    /// <summary>The data are restricted, so they must be kept until the restriction is lifted or the objection is upheld (GDPR, article 18).</summary>
    public sealed record Restricted : StudentErasureOutcome;

    /// <summary>Time ran out before it was known whether data existed or remain. Repeating the request is harmless.</summary>
    public sealed record OutOfTime : StudentErasureOutcome;

    /// <summary>The request does not name one pupil.</summary>
    /// <param name="Faults">All faults.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : StudentErasureOutcome;
}
