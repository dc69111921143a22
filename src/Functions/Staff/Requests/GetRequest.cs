using LeerId.Requests;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Requests;

/// <summary>A request of a data subject, with its requester.</summary>
public sealed class GetRequest(RequestRegister requests, StaffAccess access)
{
    [Function(nameof(GetRequest))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/requests/{number}")] HttpRequest request, string number,
        CancellationToken cancellationToken) =>
        request.ForStaffWithPurposeAsync(
            access, [StaffRole.Privacy, StaffRole.Dpo],
            async caller => (await requests.ReadAsync(number, caller, cancellationToken)).ToWholeResult(request), cancellationToken);
}
