using LeerId.DataSubjects;
using LeerId.Pages.Documents;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Students;

/// <summary>The data that are kept about a pupil (GDPR, article 15), as JSON or as a page to print.</summary>
public sealed class LookUpStudent(StudentLookup lookup, StaffAccess access)
{
    [Function(nameof(LookUpStudent))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/students/lookup")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffWithPurposeAsync(access, [StaffRole.Privacy, StaffRole.AccessControl], async caller =>
        {
            StudentRequest who = await request.ReadJsonAsync(StudentJson.Default.StudentRequest, cancellationToken);
            return await lookup.LookUpAsync(who, caller, cancellationToken) switch
            {
                StudentLookupOutcome.Found found when request.PrefersToJson("text/html") =>
                    (await StudentDossierPage.RenderAsync(found.Dossier, StatusCodes.Status200OK)).ToResult(),
                StudentLookupOutcome.Found found => StaffHttp.Json(found.Dossier, StudentJson.Default.StudentDossier),
                StudentLookupOutcome.Invalid invalid => StudentHttp.Invalid(invalid.Faults),
                StudentLookupOutcome.NothingKept nothing when request.PrefersToJson("text/html") =>
                    (await StudentDossierPage.RenderAsync(nothing.Dossier, StatusCodes.Status404NotFound)).ToResult(),
                StudentLookupOutcome.ReferToPrivacy => StudentHttp.ReferToPrivacy(),
                StudentLookupOutcome.OutOfTime => StudentHttp.OutOfTime(request),
                _ => StaffHttp.Problem(StatusCodes.Status404NotFound, "nothing-kept", "Nothing is kept about this pupil."),
            };
        }, cancellationToken);
}
