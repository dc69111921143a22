using LeerId.DataSubjects;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Students;

/// <summary>The privacy log's entries of one person, or of a period (protocol, article 6).</summary>
public sealed class SearchPrivacyLog(PrivacyLogSearch search, StaffAccess access)
{
    [Function(nameof(SearchPrivacyLog))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/privacy-log/search")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffWithPurposeAsync(access, [StaffRole.Dpo], async caller =>
        {
            PrivacyLogSearchRequest wanted = await request.ReadJsonAsync(StudentJson.Default.PrivacyLogSearchRequest, cancellationToken);
            return (await search.SearchAsync(wanted, caller, cancellationToken)).ToResult(request);
        }, cancellationToken);
}
