using LeerId.Staff.Admission;
using LeerId.Support;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Schools;

/// <summary>Whether pupils of a school may come in today, and why not; also for a former number. No personal data.</summary>
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
