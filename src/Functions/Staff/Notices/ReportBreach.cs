using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>Reports a personal data breach (GDPR, article 33) to both data protection officers.</summary>
public sealed class ReportBreach(NoticeRegister notices, StaffAccess access)
{
    [Function(nameof(ReportBreach))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/notices/breach")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffWhoCreateAsync(access, StaffHttp.Persons, async caller =>
        {
            (BreachContent body, IdempotentRequest? repeatable) = await request.ReadCreationAsync(NoticeWireJson.Default.BreachContent, cancellationToken);
            return (await notices.ReportAsync(body, caller.ObjectId, repeatable, cancellationToken)).ToResult(StatusCodes.Status201Created);
        }, cancellationToken);
}
