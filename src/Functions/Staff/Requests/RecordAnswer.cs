using LeerId.Requests;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Requests;

/// <summary>Records the answer to a data subject, which closes the request.</summary>
public sealed class RecordAnswer(RequestRegister requests, StaffAccess access)
{
    [Function(nameof(RecordAnswer))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "staff/requests/{number}/answer")] HttpRequest request, string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Privacy], async caller =>
        {
            NewAnswer body = await request.ReadJsonAsync(RequestJson.Default.NewAnswer, cancellationToken);
            return (await requests.AnswerAsync(number, body, request.EditorOf(caller), cancellationToken)).ToResult(request);
        }, cancellationToken);
}
