using LeerId.Register;
using LeerId.Retention;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Retention;

/// <summary>Deletes expired snapshots of pupils every night. First it logs which reviews of the register are overdue.</summary>
public sealed class DeleteExpired(RetentionSweep sweep, OverdueReviews reviews)
{
    [Function(nameof(DeleteExpired))]
    public Task RunAsync([TimerTrigger("%Retention:Schedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        reviews.Report();
        return sweep.RunAsync(cancellationToken);
    }
}
