using LeerId.Requests;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Requests;

/// <summary>Registers a request of a data subject (GDPR, articles 12 to 22).</summary>
public sealed class RecordRequest(RequestRegister requests, StaffAccess access)
{
    [Function(nameof(RecordRequest))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/requests")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffWhoCreateAsync(access, [StaffRole.Privacy], async caller =>
        {
            (NewRequest body, IdempotentRequest? repeatable) = await request.ReadCreationAsync(RequestJson.Default.NewRequest, cancellationToken);
            return (await requests.RegisterAsync(body, caller.ObjectId, repeatable, cancellationToken)).ToResult(request, StatusCodes.Status201Created);
        }, cancellationToken);
}
