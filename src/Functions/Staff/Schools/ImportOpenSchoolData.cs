using LeerId.Schools.Import;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Schools;

/// <summary>Updates the names, boards and municipalities of the schools on the list from the open data file, or shows what that would change.</summary>
public sealed class ImportOpenSchoolData(OpenSchoolData data, StaffAccess access)
{
    [Function(nameof(ImportOpenSchoolData))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/schools/open-data")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access,
            [StaffRole.AccessControl, StaffRole.SchoolsSync],
            [SchoolHttp.DryRunParameter],
            async caller =>
            {
                bool dryRun = request.IsDryRun();
                byte[] file = await request.ReadBytesAsync(OpenSchoolData.MaximumBytes, SchoolHttp.FileTypes, cancellationToken);
                return (await data.ImportAsync(file, dryRun, revision: null, caller.ObjectId, cancellationToken)).ToResult();
            },
            cancellationToken);
}
