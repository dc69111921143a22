using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>Adds or corrects fields of a breach, and tells both data protection officers what changed (GDPR, article 33(4)).</summary>
public sealed class ChangeBreach(BreachRegister breaches, StaffAccess access)
{
    [Function(nameof(ChangeBreach))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "staff/notices/breach/{number}")] HttpRequest request, string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo], async caller =>
        {
            (BreachContent values, IReadOnlySet<string> names) = await request.ReadPatchAsync(NoticeWireJson.Default.BreachContent, cancellationToken);
            return await request.ToBreachAsync(
                number, (known, version) => breaches.ChangeAsync(known, version, new BreachPatch(values, names), caller.ObjectId, cancellationToken));
        }, cancellationToken);
}
