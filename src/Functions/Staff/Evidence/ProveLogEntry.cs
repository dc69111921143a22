using LeerId.PrivacyLog.Seals;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Evidence;

/// <summary>Proves that an entry of the privacy log is part of its sealed day (protocol, article 6). It shows no entry.</summary>
public sealed class ProveLogEntry(SealVerifier verifier, StaffAccess access)
{
    [Function(nameof(ProveLogEntry))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/privacy-log/proofs/{day}/{entry}")] HttpRequest request, string day, string entry,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo, StaffRole.Operator], async _ =>
            await verifier.ProveSealedAsync(day, entry, cancellationToken) switch
            {
                EntryProofOutcome.Proven proven => StaffHttp.Json(proven.Proof, SealJson.Default.SealedEntryProof),
                EntryProofOutcome.NotSealed => StaffHttp.Problem(
                    StatusCodes.Status409Conflict, "day-not-sealed", "The day has no seal. A day is sealed in the night after it. Try again then."),
                EntryProofOutcome.Changed => StaffHttp.Problem(
                    StatusCodes.Status409Conflict, "day-changed", "The day was changed after its seal, so nothing can be proven. See the evidence report."),
                _ => StaffHttp.Problem(StatusCodes.Status404NotFound, "entry-unknown", "The privacy log has no such entry on that day."),
            }, cancellationToken);
}
