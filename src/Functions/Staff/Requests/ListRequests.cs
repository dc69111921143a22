using LeerId.Requests;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Requests;

/// <summary>The register of requests of data subjects, without the requesters.</summary>
public sealed class ListRequests(RequestRegister requests, StaffAccess access)
{
    [Function(nameof(ListRequests))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/requests")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access, [StaffRole.Privacy, StaffRole.Dpo], ["state"],
            async _ => StaffHttp.Json(
                await requests.ListAsync(request.IsOpen(), cancellationToken), RequestJson.Default.IReadOnlyListRequestSummary), cancellationToken);
}
