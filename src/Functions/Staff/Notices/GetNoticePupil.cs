using LeerId.DataSubjects;
using LeerId.Functions.Staff.Students;
using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>The identifiers of the pupil of a quality notice, for when DOV's officer asks with the number of the notice.</summary>
public sealed class GetNoticePupil(NoticePupils pupils, StaffAccess access)
{
    [Function(nameof(GetNoticePupil))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/notices/quality/{number}/pupil")] HttpRequest request, string number,
        CancellationToken cancellationToken) =>
        request.ForStaffWithPurposeAsync(access, [StaffRole.Privacy, StaffRole.AccessControl], async caller =>
            NoticeReference.TryParse($"quality/{number}", out NoticeReference reference)
                ? await pupils.FindAsync(reference, caller, cancellationToken) switch
                {
                    NoticePupilOutcome.Found found => StaffHttp.Json(found.Pupil, StudentJson.Default.NoticePupilAnswer),
                    NoticePupilOutcome.ReferToPrivacy => StudentHttp.ReferToPrivacy(),
                    NoticePupilOutcome.NothingKept => StaffHttp.Problem(
                        StatusCodes.Status404NotFound, "nothing-kept", "The data of the pupil of this notice are no longer kept."),
                    _ => StaffHttp.Problem(
                        StatusCodes.Status404NotFound, "not-found", "There is no quality notice with that number, or it is not about one pupil."),
                }
                : NoticeHttp.Unknown(), cancellationToken);
}
