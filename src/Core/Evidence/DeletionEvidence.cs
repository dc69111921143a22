using LeerId.Calendar;
using LeerId.DataSubjects;
using LeerId.PrivacyLog;
using LeerId.Retention;
using LeerId.Runs;

namespace LeerId.Evidence;

/// <summary>Gathers the runs that delete personal data (protocol, articles 3, 6 and 11).</summary>
public sealed class DeletionEvidence(RunStore runs, TimeProvider clock)
{
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<IReadOnlyList<DeletionJob>> ReadAsync(EvidencePeriod period, CancellationToken cancellationToken) =>
    [
        await ReadAsync(RetentionSweep.Job, "gegevens van leerlingen waarvan de bewaartermijn voorbij is", isNightly: true, period, cancellationToken),
        await ReadAsync(PrivacyLogExpiry.Job, "regels van de privacylog waarvan de bewaartermijn voorbij is", isNightly: true, period, cancellationToken),
        await ReadAsync(RecordPruning.Job, "registers en verslagen waarvan de bewaartermijn voorbij is", isNightly: true, period, cancellationToken),
        await ReadAsync(StudentErasure.Job, "gegevens van één leerling, op vraag (AVG, artikel 17)", isNightly: false, period, cancellationToken),
    ];

    private async Task<DeletionJob> ReadAsync(string job, string purpose, bool isNightly, EvidencePeriod period, CancellationToken cancellationToken)
    {
        DateTimeOffset start = BrusselsTime.StartOf(period.From), end = BrusselsTime.StartOf(period.Until.AddDays(1));
        List<DeletionRun> found = [];
        DateTimeOffset? first = null;
        await foreach (RunRecord run in runs.ListAsync(job, cancellationToken))
        {
            // Newest first: the last one seen is the first there was.
            first = run.StartedAt;
            if (run.StartedAt >= start && run.StartedAt < end)
            {
                found.Add(new DeletionRun(run.StartedAt, run.EndedAt, run.CutOff, run.Ground, run.Examined, run.Deleted, run.Wiped, run.Failed)
                {
                    ToBeContinued = run.ToBeContinued,
                });
            }
        }

        found.Reverse();
        return new DeletionJob(job, purpose, isNightly, first, found, isNightly && first is { } since ? [.. Without(found, since, period)] : []);
    }

    private IEnumerable<DateOnly> Without(List<DeletionRun> found, DateTimeOffset first, EvidencePeriod period)
    {
        HashSet<DateOnly> with = [.. found.Select(run => Day(run.StartedAt))];
        DateOnly today = BrusselsTime.Today(clock);
        return period.Days.Where(day => day >= Day(first) && day < today && !with.Contains(day));
    }

    private static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(BrusselsTime.Local(moment).DateTime);
}
