using LeerId.DataSubjects;
using LeerId.Pages.Documents;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Students;

/// <summary>The privacy log's entries about a pupil (protocol, article 6), page by page as JSON, or all as a page to print for the pupil.</summary>
public sealed class ReadStudentPrivacyLog(StudentPrivacyLog log, StaffAccess access)
{
    [Function(nameof(ReadStudentPrivacyLog))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/students/privacy-log")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffWithPurposeAsync(access, [StaffRole.Dpo, StaffRole.Privacy], async caller =>
        {
            StudentPrivacyLogRequest wanted = await request.ReadJsonAsync(StudentJson.Default.StudentPrivacyLogRequest, cancellationToken);
            if (request.PrefersToJson("text/html"))
                return await PrintAsync(request, wanted, caller, cancellationToken);
            return (await log.ReadAsync(wanted, caller, cancellationToken)).ToResult(request);
        }, cancellationToken);

    private async Task<IResult> PrintAsync(
        HttpRequest request, StudentPrivacyLogRequest wanted, StaffCaller caller, CancellationToken cancellationToken) =>
        await log.PrintAsync(wanted, caller, cancellationToken) switch
        {
            StudentLogOutcome.Drawn drawn => (await StudentDossierPage.RenderAsync(drawn.Dossier, StatusCodes.Status200OK)).ToResult(),
            StudentLogOutcome.Invalid invalid => StudentHttp.Invalid(invalid.Faults),
            _ => StudentHttp.OutOfTime(request),
        };
}
