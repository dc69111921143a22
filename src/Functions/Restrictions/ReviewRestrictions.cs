using LeerId.Restrictions;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Restrictions;

/// <summary>Looks every night for overdue reviews of restrictions, and for versions of <c>student-key</c> that restrictions need and nobody can read.</summary>
public sealed class ReviewRestrictions(RestrictionReview review)
{
    // With the sweep: both are about what is kept, and neither waits for the other.
    [Function(nameof(ReviewRestrictions))]
    public Task RunAsync([TimerTrigger("%Retention:Schedule%")] TimerInfo timer, CancellationToken cancellationToken) => review.RunAsync(cancellationToken);
}
