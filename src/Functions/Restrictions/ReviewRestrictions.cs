using LeerId.Restrictions;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Restrictions;

/// <summary>Checks every night for overdue reviews of restrictions, and for unreadable versions of <c>student-key</c> that restrictions need.</summary>
public sealed class ReviewRestrictions(RestrictionReview review)
{
    // The review has the schedule of the sweep. Neither waits for the other.
    [Function(nameof(ReviewRestrictions))]
    public Task RunAsync([TimerTrigger("%Retention:Schedule%")] TimerInfo timer, CancellationToken cancellationToken) => review.RunAsync(cancellationToken);
}
