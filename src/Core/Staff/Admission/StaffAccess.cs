using LeerId.OpenIdConnect;
using LeerId.Staff.Confidentiality;
using LeerId.Storage;
using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.Staff.Admission;

/// <summary>Decides whether a call of staff is admitted (protocol, article 4: only people who need it for their work).</summary>
public sealed partial class StaffAccess(StaffTokenValidator tokens, StaffConfidentiality confidentiality, ILogger<StaffAccess> logger)
{
    private const string Scheme = "Bearer ";

    /// <summary>Decides on a call.</summary>
    /// <param name="authorization">The header <c>Authorization</c> (RFC 6750, section 2.1); null when there is none.</param>
    /// <param name="admits">The roles that are admitted.</param>
    /// <param name="purpose">The header <c>X-Purpose</c>, percent-encoded where it is not ASCII; null when there is none.</param>
    /// <param name="demandsPurpose">
    /// Whether the call shows personal data. It then needs a purpose, and the person must have accepted the text on confidentiality.
    /// </param>
    /// <param name="cancellationToken">Ends the decision.</param>
    public async ValueTask<StaffAdmission> AdmitAsync(
        string? authorization, IReadOnlyList<StaffRole> admits, string? purpose, bool demandsPurpose, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(admits);
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Refuse(StaffRefusal.Unauthenticated);

        Checked<StaffToken, TokenFault> token;
        try
        {
            token = await tokens.ValidateAsync(authorization[Scheme.Length..], cancellationToken);
        }
        catch (ProviderUnavailableException)
        {
            return Refuse(StaffRefusal.DirectoryUnavailable);
        }

        if (token.Refusal is { } fault)
        {
            LogTokenRefused(fault);
            return Refuse(StaffRefusal.Unauthenticated);
        }

        StaffToken person = token.Value;
        if (!admits.Any(person.Roles.Contains))
        {
            LogRoleMissing(person.ObjectId);
            return Refuse(StaffRefusal.Forbidden);
        }

        // A header is ASCII, so clients percent-encode other characters (RFC 3986, section 2.1).
        string why = Uri.UnescapeDataString(purpose ?? "").Trim();
        if (demandsPurpose && !StaffCaller.IsPurpose(why))
            return Refuse(StaffRefusal.PurposeMissing);

        if (demandsPurpose && await RefusalOfPersonalDataAsync(person.ObjectId, cancellationToken) is { } refusal)
            return Refuse(refusal);

        return new StaffAdmission.Admitted(new StaffCaller(person.ObjectId, admits.First(person.Roles.Contains), demandsPurpose ? why : ""));
    }

    // This step is the last one, because only it reads storage for each call.
    private async ValueTask<StaffRefusal?> RefusalOfPersonalDataAsync(string objectId, CancellationToken cancellationToken)
    {
        try
        {
            return await confidentiality.IsAcceptedAsync(objectId, cancellationToken) ? null : StaffRefusal.ConfidentialityNotAccepted;
        }
        catch (Exception exception) when (StorageFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            IsUnavailable(exception);
            return StaffRefusal.StorageUnavailable;
        }
    }

    /// <summary>
    /// Logs why an admitted call failed, without any of its data.
    /// </summary>
    /// <param name="exception">The exception.</param>
    /// <returns>True when storage, the key vault or a provider did not answer, so that a retry helps; false for a fault of this software.</returns>
    public bool IsUnavailable(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        bool unavailable = StorageFault.Is(exception) || exception is ProviderUnavailableException;
        // The message is left out, because it might quote personal data.
        string fault = exception.GetType().FullName!;
        if (unavailable)
            LogUnavailable(fault, exception is Azure.RequestFailedException failed ? failed.Status : 0);
        else
            LogFault(fault, exception.StackTrace);
        return unavailable;
    }

    private static StaffAdmission.Refused Refuse(StaffRefusal refusal) => new(refusal);

    [LoggerMessage(EventId = 9001, Level = LogLevel.Information, Message = "A token of staff was refused: {Fault}")]
    private partial void LogTokenRefused(TokenFault fault);

    [LoggerMessage(EventId = 9002, Level = LogLevel.Warning, Message = "{ObjectId} called a function that none of the caller's roles allows")]
    private partial void LogRoleMissing(string objectId);

    [LoggerMessage(
        EventId = 9003, Level = LogLevel.Error,
        Message = "A call of staff failed, since something it needs did not answer: {Fault}, status {Status} (0: no answer)")]
    private partial void LogUnavailable(string fault, int status);

    [LoggerMessage(EventId = 9004, Level = LogLevel.Critical, Message = "A call of staff failed on a fault of this software: {Fault} at {Stack}")]
    private partial void LogFault(string fault, string? stack);
}
