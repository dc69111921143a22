using LeerId.DataSubjects;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Students;

/// <summary>What the privacy log has about a pupil (protocol, article 6).</summary>
public sealed class ReadStudentPrivacyLog(StudentPrivacyLog log, StaffAccess access)
{
    [Function(nameof(ReadStudentPrivacyLog))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/students/privacy-log")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffWithPurposeAsync(access, [StaffRole.Dpo, StaffRole.Privacy], async caller =>
        {
            StudentPrivacyLogRequest wanted = await request.ReadJsonAsync(StudentJson.Default.StudentPrivacyLogRequest, cancellationToken);
            return (await log.ReadAsync(wanted, caller, cancellationToken)).ToResult(request);
        }, cancellationToken);
}
