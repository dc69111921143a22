using LeerId.Staff.Admission;
using LeerId.Staff.Confidentiality;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Confidentiality;

/// <summary>The text on confidentiality, with the last day on which the caller's acceptance is valid (protocol, article 6).</summary>
public sealed class GetConfidentiality(StaffConfidentiality confidentiality, StaffAccess access)
{
    [Function(nameof(GetConfidentiality))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/confidentiality")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access,
            StaffHttp.Persons,
            async caller => StaffHttp.Json(
                await confidentiality.ReadAsync(caller.ObjectId, cancellationToken), ConfidentialityJson.Default.ConfidentialityStatus),
            cancellationToken);
}
