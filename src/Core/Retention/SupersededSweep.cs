using System.Globalization;
using LeerId.Restrictions;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Students;
using Microsoft.Extensions.Logging;

namespace LeerId.Retention;

/// <summary>
/// Removes superseded snapshots that a sign-in could not remove. A snapshot is superseded when a newer one of the same pupil replaces it: the snapshot of an
/// identified pupil's account, or the pupil's own under another version of <c>student-key</c> (docs/adr/0003). A run looks at the pupils who signed in since
/// the last successful run that did so. A repeated run finds nothing more.
/// </summary>
public sealed partial class SupersededSweep(
    StudentInventory students, StudentKeys keys, RestrictionList restrictions, RunStore runs, TimeProvider clock, ILogger<SupersededSweep> logger)
{
    /// <summary>The name of the count in the record of a run. A run without it didn't look for superseded snapshots.</summary>
    public const string Tally = "superseded";

    private const int RangesAtOnce = 4;

    // Keys are evenly spread, so their beginnings tell them apart and take a twentieth of the memory. They only decide whether storage is asked.
    private const int PrefixLength = 16;

    // If no run succeeded in this time, the sweep looks at all pupils.
    private static readonly TimeSpan RunsLookedAt = TimeSpan.FromDays(8);

    // A sign-in can be under way when a run starts, and the clocks of two instances can differ.
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>Removes superseded snapshots. A failure is counted and logged, and the next run looks at the same pupils again.</summary>
    /// <param name="counts">Counts the superseded snapshots as examined, and as deleted when this run deleted them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(RunCounts counts, CancellationToken cancellationToken)
    {
        long removed = 0;
        await counts.TryAsync(
            async () =>
            {
                DateTimeOffset? since = await SinceAsync(cancellationToken);
                HashSet<ulong> replaceable = await ReplaceableAsync(cancellationToken);
                // As a rule every pupil is identified, so there is nothing to look for.
                if (replaceable.Count == 0)
                    return;
                await Parallel.ForEachAsync(
                    StudentKeyRange.All, SideBySide.AtMost(RangesAtOnce, cancellationToken),
                    async (range, token) =>
                    {
                        await foreach ((string own, StudentSnapshot snapshot) in students.ListIdentifiedAsync(range, since, token))
                            Interlocked.Add(ref removed, await RemoveAsync(own, snapshot, replaceable, counts, token));
                    });
            },
            LogFailed, cancellationToken);
        counts.AddTally(new RunTally(Tally, removed));
    }

    private async Task<DateTimeOffset?> SinceAsync(CancellationToken cancellationToken)
    {
        RunRecord? last = await runs.ListAsync(RetentionSweep.Job, clock.GetUtcNow() - RunsLookedAt, cancellationToken)
            .FirstOrDefaultAsync(run => run.Succeeded && run.Tallies.Any(tally => tally.Name == Tally), cancellationToken);
        return last?.StartedAt - Overlap;
    }

    /// <summary>The beginnings of the keys of all snapshots that can be superseded.</summary>
    private async Task<HashSet<ulong>> ReplaceableAsync(CancellationToken cancellationToken)
    {
        // With two versions of the secret, every snapshot can be one under the other version.
        bool hasOtherVersion = await keys.HasOtherVersionAsync(cancellationToken);
        HashSet<ulong> prefixes = [];
        await Parallel.ForEachAsync(
            StudentKeyRange.All, SideBySide.AtMost(RangesAtOnce, cancellationToken),
            async (range, token) =>
            {
                await foreach (StudentKey key in students.ListReplaceableAsync(range, hasOtherVersion, token))
                {
                    lock (prefixes)
                        prefixes.Add(Prefix(key));
                }
            });
        return prefixes;
    }

    private async Task<int> RemoveAsync(
        string own, StudentSnapshot snapshot, HashSet<ulong> replaceable, RunCounts counts, CancellationToken cancellationToken)
    {
        int removed = 0;
        StudentKeySet set = await keys.ForAsync(snapshot.Student, cancellationToken);
        // The snapshot itself is under a superseded key until the pupil signs in after a rotation of the secret.
        foreach (StudentKey key in set.Superseded.Where(key => key.ToString() != own && replaceable.Contains(Prefix(key))))
        {
            // A later sign-in with the account alone is the pupil's last one, and the data of a restricted pupil must be kept (GDPR, article 18).
            if (await students.FindNotAfterAsync(key, snapshot.SignedInAt, cancellationToken) is not { } row
                || await restrictions.KeepsAsync(key, cancellationToken))
                continue;
            counts.AddExamined();
            if (await counts.DeleteAsync(() => students.DeleteAsync(row, cancellationToken)))
                removed++;
        }

        return removed;
    }

    private static ulong Prefix(StudentKey key) => ulong.Parse(key.ToString().AsSpan(0, PrefixLength), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [LoggerMessage(
        EventId = 7004, Level = LogLevel.Error,
        Message = "Retention sweep: superseded snapshots could not all be removed; the next run looks for them again")]
    private partial void LogFailed(Exception exception);
}
