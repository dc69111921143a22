using LeerId.DataSubjects;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Restrictions;

/// <summary>Restricts a pupil's data, also for a pending objection (GDPR, articles 18 and 21).</summary>
public sealed class PlaceRestriction(StudentRestrictions restrictions, StaffAccess access)
{
    [Function(nameof(PlaceRestriction))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/restrictions")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffWhoCreateWithPurposeAsync(access, [StaffRole.Privacy], async caller =>
        {
            (RestrictionRequest body, IdempotentRequest? repeatable) =
                await request.ReadCreationAsync(RestrictionJson.Default.RestrictionRequest, cancellationToken);
            return (await restrictions.PlaceAsync(body, caller, repeatable, cancellationToken)).ToResult(request, StatusCodes.Status201Created);
        }, cancellationToken);
}
