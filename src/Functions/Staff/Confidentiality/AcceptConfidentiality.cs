using LeerId.Staff.Admission;
using LeerId.Staff.Confidentiality;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Confidentiality;

/// <summary>Records that the caller accepts the text on confidentiality (protocol, article 6).</summary>
public sealed class AcceptConfidentiality(StaffConfidentiality confidentiality, StaffAccess access)
{
    [Function(nameof(AcceptConfidentiality))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "staff/confidentiality")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, StaffHttp.Persons, async caller =>
        {
            AcceptanceRequest body = await request.ReadJsonAsync(ConfidentialityJson.Default.AcceptanceRequest, cancellationToken);
            return await confidentiality.AcceptAsync(body, caller.ObjectId, cancellationToken) switch
            {
                AcceptanceOutcome.Accepted accepted => StaffHttp.Json(accepted.Status, ConfidentialityJson.Default.ConfidentialityStatus),
                AcceptanceOutcome.NotCurrent other => StaffHttp.Problem(
                    StatusCodes.Status409Conflict, "version-not-current", "This is not the current version of the confidentiality text. Nothing is recorded.",
                    [StaffHttp.Fault("version", $"must be {other.Current}, the current version; read its text with GET staff/confidentiality first")]),
                _ => StaffHttp.NotAllowed(
                    "values-invalid", "The body has values that are not allowed.",
                    [StaffHttp.Fault("version", "is missing; get the current version and its text with GET staff/confidentiality")]),
            };
        }, cancellationToken);
}
