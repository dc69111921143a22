using LeerId.DataSubjects;
using LeerId.Functions.Staff.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Students;

/// <summary>Reports a fault in the data of one pupil to DOV (protocol, article 7; GDPR, article 16).</summary>
public sealed class ReportStudentQuality(StudentQualityReports reports, StaffAccess access)
{
    [Function(nameof(ReportStudentQuality))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/students/quality-notices")] HttpRequest request,
        CancellationToken cancellationToken) =>
        request.ForStaffWhoCreateWithPurposeAsync(access, [StaffRole.Privacy, StaffRole.AccessControl], async caller =>
        {
            (StudentQualityReport body, IdempotentRequest? repeatable) =
                await request.ReadCreationAsync(StudentJson.Default.StudentQualityReport, cancellationToken);
            return await reports.ReportAsync(body, caller, repeatable, cancellationToken) switch
            {
                StudentQualityOutcome.Ended ended => ended.Notice.ToResult(StatusCodes.Status201Created),
                StudentQualityOutcome.ReferToPrivacy => StudentHttp.ReferToPrivacy(),
                _ => StudentHttp.OutOfTime(request),
            };
        }, cancellationToken);
}
