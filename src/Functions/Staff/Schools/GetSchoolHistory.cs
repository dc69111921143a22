using LeerId.Schools;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Schools;

/// <summary>The changes of a school's contract, with the person, the time and the way of each, newest first.</summary>
public sealed class GetSchoolHistory(SchoolHistory history, StaffAccess access)
{
    [Function(nameof(GetSchoolHistory))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/schools/{number}/history")] HttpRequest request,
        string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access,
            [StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Operator],
            async _ => SchoolNumber.TryParse(number, out SchoolNumber school)
                ? StaffHttp.Json(await history.ReadAsync(school, cancellationToken), SchoolJson.Default.SchoolHistoryAnswer)
                : SchoolHttp.NotANumber(),
            cancellationToken);
}
