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
        await ReadAsync(
            RetentionSweep.Job, "gegevens van leerlingen waarvan de bewaartermijn voorbij is, of die door een latere aanmelding vervangen zijn",
            isNightly: true, period, cancellationToken),
        await ReadAsync(PrivacyLogExpiry.Job, "regels van de privacylog waarvan de bewaartermijn voorbij is", isNightly: true, period, cancellationToken),
        await ReadAsync(RecordPruning.Job, "registers en verslagen waarvan de bewaartermijn voorbij is", isNightly: true, period, cancellationToken),
        await ReadAsync(StudentErasure.Job, "gegevens van één leerling, op vraag (AVG, artikel 17)", isNightly: false, period, cancellationToken),
    ];

    private async Task<DeletionJob> ReadAsync(string job, string purpose, bool isNightly, EvidencePeriod period, CancellationToken cancellationToken)
    {
        List<DeletionRun> found = [];
        DateTimeOffset? first = null;
        await foreach (RunRecord run in runs.ListAsync(job, cancellationToken))
        {
            // Newest first: the last one seen is the first there was.
            first = run.StartedAt;
            if (period.Has(run.StartedAt))
            {
                found.Add(new DeletionRun(run.StartedAt, run.EndedAt, run.CutOff, run.Ground, run.Examined, run.Deleted, run.Wiped, run.Failed)
                {
                    ToBeContinued = run.ToBeContinued,
                });
            }
        }

        found.Reverse();
        return new DeletionJob(
            job, purpose, isNightly, first, found,
            isNightly && first is { } since ? period.NightsWithout(found.Select(run => run.StartedAt), since, BrusselsTime.Today(clock)) : []);
    }
}
