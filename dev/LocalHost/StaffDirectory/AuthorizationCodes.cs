using System.Security.Cryptography;
using LeerId.AcmSimulator.Provider;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>The codes that the console exchanges for tokens. Each is valid for one minute and can be used once.</summary>
internal sealed class AuthorizationCodes(TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ExpiringRegister<(AuthorizationRequest Request, DirectorySession Session)> _issued = new(clock);

    public string Issue(AuthorizationRequest request, DirectorySession session)
    {
        string code = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        _issued.TryAdd(code, (request, session), clock.GetUtcNow() + Lifetime);
        return code;
    }

    /// <summary>
    /// Redeems a code; null if it is unknown, used or expired, or was issued for another redirect URI or verifier. A code can be redeemed once,
    /// even if the redirect URI or the verifier was wrong.
    /// </summary>
    public (AuthorizationRequest Request, DirectorySession Session)? Redeem(string? code, string? redirectUri, string? verifier)
    {
        if (!_issued.TryTake(code, out (AuthorizationRequest Request, DirectorySession Session) issued))
            return null;
        string challenge = Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier ?? "")));
        return issued.Request.RedirectUri == redirectUri && issued.Request.CodeChallenge == challenge ? issued : null;
    }
}
