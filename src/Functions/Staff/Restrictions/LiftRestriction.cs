using LeerId.DataSubjects;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Restrictions;

/// <summary>Lifts a restriction after the data subject was told so (GDPR, article 18(3)), or records that an upheld objection is withdrawn.</summary>
public sealed class LiftRestriction(StudentRestrictions restrictions, StaffAccess access)
{
    [Function(nameof(LiftRestriction))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/restrictions/{id}/lift")] HttpRequest request, string id,
        CancellationToken cancellationToken) =>
        request.ForStaffWithPurposeAsync(access, [StaffRole.Privacy], async caller =>
        {
            RestrictionLiftRequest body = await request.ReadJsonAsync(RestrictionJson.Default.RestrictionLiftRequest, cancellationToken);
            return (await restrictions.LiftAsync(id, body, caller, cancellationToken)).ToResult(request);
        }, cancellationToken);
}
