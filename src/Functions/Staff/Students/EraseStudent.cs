using LeerId.DataSubjects;
using LeerId.Pages.Documents;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Students;

/// <summary>Erases the data about a pupil and returns the proof (GDPR, article 17), as JSON or as a page to print.</summary>
public sealed class EraseStudent(StudentErasure erasure, StaffAccess access)
{
    [Function(nameof(EraseStudent))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/students/erase")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffWithPurposeAsync(access, [StaffRole.Privacy], async caller =>
        {
            StudentRequest who = await request.ReadJsonAsync(StudentJson.Default.StudentRequest, cancellationToken);
            return await erasure.EraseAsync(who, caller, cancellationToken) switch
            {
                StudentErasureOutcome.Erased erased when request.PrefersToJson("text/html") => (await ErasurePage.RenderAsync(erased.Proof)).ToResult(),
                StudentErasureOutcome.Erased erased => StaffHttp.Json(erased.Proof, StudentJson.Default.ErasureProof),
                StudentErasureOutcome.Invalid invalid => StudentHttp.Invalid(invalid.Faults),
                StudentErasureOutcome.Restricted => StudentHttp.Restricted(),
                _ => StudentHttp.OutOfTime(request),
            };
        }, cancellationToken);
}
