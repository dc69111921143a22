using LeerId.DataSubjects;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Restrictions;

/// <summary>Upholds a pupil's objection: erases the data and keeps refusing sign-ins (GDPR, article 21).</summary>
public sealed class UpholdObjection(StudentRestrictions restrictions, StaffAccess access)
{
    [Function(nameof(UpholdObjection))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/restrictions/{id}/uphold")] HttpRequest request, string id,
        CancellationToken cancellationToken) =>
        request.ForStaffWithPurposeAsync(
            access, [StaffRole.Privacy], async caller => (await restrictions.UpholdAsync(id, caller, cancellationToken)).ToResult(request),
            cancellationToken);
}
