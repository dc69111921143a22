using LeerId.Pages.Pupils;
using LeerId.Staff;
using LeerId.Staff.Admission;
using LeerId.Support;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Students;

/// <summary>The reason behind the code on a refusal page.</summary>
public sealed class ResolveSupportCode(SupportCodes codes, StaffAccess access)
{
    // Those who may know that a pupil exercised a right come first, because a person with several roles is admitted by the first.
    private static readonly StaffRole[] Admits = [StaffRole.Privacy, StaffRole.Dpo, StaffRole.Helpdesk, StaffRole.AccessControl, StaffRole.Operator];

    [Function(nameof(ResolveSupportCode))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/support-codes/resolve")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffWithPurposeAsync(access, Admits, async caller =>
        {
            SupportCodeRequest wanted = await request.ReadJsonAsync(SupportJson.Default.SupportCodeRequest, cancellationToken);
            return await codes.ResolveAsync(wanted, caller, PupilPages.TitleOf, cancellationToken) switch
            {
                SupportCodeOutcome.Resolved resolved => StaffHttp.Json(resolved.Answer, SupportJson.Default.SupportCodeAnswer),
                SupportCodeOutcome.Invalid invalid => StudentHttp.Invalid(invalid.Faults),
                _ => StaffHttp.Problem(StatusCodes.Status404NotFound, "support-code-unknown", "Nothing stands under this code."),
            };
        }, cancellationToken);
}
