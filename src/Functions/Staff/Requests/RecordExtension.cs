using LeerId.Requests;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Requests;

/// <summary>Records that the term of a request is extended by two months (GDPR, article 12(3)).</summary>
public sealed class RecordExtension(RequestRegister requests, StaffAccess access)
{
    [Function(nameof(RecordExtension))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/requests/{number}/extension")] HttpRequest request, string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Privacy], async caller =>
        {
            NewExtension body = await request.ReadJsonAsync(RequestJson.Default.NewExtension, cancellationToken);
            return (await requests.ExtendAsync(number, body, request.EditorOf(caller), cancellationToken)).ToResult(request);
        }, cancellationToken);
}
