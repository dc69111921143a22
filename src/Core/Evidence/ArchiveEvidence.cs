using LeerId.Archive;
using LeerId.Calendar;
using LeerId.Runs;

namespace LeerId.Evidence;

/// <summary>The runs of the archive in the period (protocol, article 6).</summary>
/// <param name="FirstRunAt">The moment of the first run ever; null if it never ran.</param>
/// <param name="Runs">The runs, oldest first.</param>
/// <param name="NightsWithoutRun">The nights without a run since the first run, in the Brussels calendar and without today.</param>
/// <param name="NewestManifests">The manifests of the last run that wrote any. Their hashes cover every earlier file.</param>
public sealed record ArchiveEvidence(
    DateTimeOffset? FirstRunAt, IReadOnlyList<ArchiveRunEvidence> Runs, IReadOnlyList<DateOnly> NightsWithoutRun, IReadOnlyList<RunFile> NewestManifests);

/// <summary>A run of the archive.</summary>
/// <param name="StartedAt">The moment when it started.</param>
/// <param name="EndedAt">The moment when it ended; null if it is running or was killed.</param>
/// <param name="Rows">The number of rows that it read to archive them.</param>
/// <param name="Failed">The number of places where it failed; the next run archives the rest.</param>
public sealed record ArchiveRunEvidence(DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Rows, long Failed);

/// <summary>Collects the runs of the archive.</summary>
public sealed class ArchiveEvidenceReader(RunStore runs, TimeProvider clock)
{
    /// <summary>Reads the runs of a period.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<ArchiveEvidence> ReadAsync(EvidencePeriod period, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(period);
        List<RunRecord> all = await runs.ListAsync(NightlyArchive.Job, cancellationToken).ToListAsync(cancellationToken);
        all.Reverse();
        List<RunRecord> found = [.. all.Where(run => period.Has(run.StartedAt))];
        return new ArchiveEvidence(
            all.FirstOrDefault()?.StartedAt,
            [.. found.Select(run => new ArchiveRunEvidence(run.StartedAt, run.EndedAt, run.Examined, run.Failed))],
            all.Count == 0 ? [] : period.NightsWithout(found.Select(run => run.StartedAt), all[0].StartedAt, BrusselsTime.Today(clock)),
            found.LastOrDefault(run => run.Files.Count > 0)?.Files ?? []);
    }
}
