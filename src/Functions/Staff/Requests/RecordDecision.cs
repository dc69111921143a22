using LeerId.Requests;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Requests;

/// <summary>Records the decision on a request of a data subject.</summary>
public sealed class RecordDecision(RequestRegister requests, StaffAccess access)
{
    [Function(nameof(RecordDecision))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "staff/requests/{number}/decision")] HttpRequest request, string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Privacy], async caller =>
        {
            NewDecision body = await request.ReadJsonAsync(RequestJson.Default.NewDecision, cancellationToken);
            return (await requests.DecideAsync(number, body, request.EditorOf(caller), cancellationToken)).ToResult(request);
        }, cancellationToken);
}
