using LeerId.Schools.Import;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Schools;

/// <summary>Replaces the list of schools by that of a CSV file or a workbook, or shows what that would change.</summary>
public sealed class ImportSchools(SchoolListImport import, StaffAccess access)
{
    [Function(nameof(ImportSchools))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/schools/import")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access,
            [StaffRole.AccessControl, StaffRole.SchoolsSync],
            [SchoolHttp.DryRunParameter, SchoolHttp.RemovesParameter],
            async caller =>
            {
                bool dryRun = request.IsDryRun();
                int? removes = request.Removes();
                byte[] file = await request.ReadBytesAsync(SchoolListImport.MaximumBytes, SchoolHttp.FileTypes, cancellationToken);
                return (await import.ImportAsync(file, dryRun, removes, revision: null, caller.ObjectId, cancellationToken)).ToResult();
            },
            cancellationToken);
}
