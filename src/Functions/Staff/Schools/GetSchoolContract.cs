using LeerId.Staff.Admission;
using LeerId.Support;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Schools;

/// <summary>Tells whether pupils of a school may sign in today, and if not, why; also for a former number. It has no personal data.</summary>
public sealed class GetSchoolContract(ContractsToday contracts, StaffAccess access)
{
    [Function(nameof(GetSchoolContract))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/schools/{number}/contract")] HttpRequest request,
        string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access,
            StaffHttp.Persons,
            async _ => await contracts.FindAsync(number, cancellationToken) is { } contract
                ? StaffHttp.Json(contract, SupportJson.Default.ContractToday)
                : SchoolHttp.NotANumber(),
            cancellationToken);
}
