using System.Text.Json;
using LeerId.OpenIdConnect;
using LeerId.Text;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace LeerId.SignIn;

/// <summary>The tokens from ACM's token endpoint. A class, not a record, so that it never prints itself.</summary>
/// <param name="idToken">The ID token, not yet validated.</param>
/// <param name="accessToken">The access token; null when there was none.</param>
public sealed class AcmTokens(string idToken, string? accessToken)
{
    private const string Bearer = "Bearer";

    /// <summary>The ID token, not yet validated.</summary>
    public string IdToken { get; } = idToken;

    /// <summary>The access token, visible ASCII; null when there was none.</summary>
    public string? AccessToken { get; } = accessToken;

    /// <summary>Reads an answer of the token endpoint (OpenID Connect Core, section 3.1.3.3).</summary>
    internal static Checked<AcmTokens, RefusalReason> Read(JsonElement answer)
    {
        if (answer.Text(OpenIdConnectParameterNames.IdToken) is not { } idToken)
            return RefusalReason.TokenMissing;

        bool hasAccessToken = IsGiven(answer, OpenIdConnectParameterNames.AccessToken);
        bool hasType = IsGiven(answer, OpenIdConnectParameterNames.TokenType);
        // RFC 6749, section 7.1: a client must not use an access token of a type that it does not know. The type's case does not matter.
        if ((hasAccessToken || hasType)
            && !string.Equals(answer.Text(OpenIdConnectParameterNames.TokenType), Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return RefusalReason.TokenTypeNotAllowed;
        }

        string? accessToken = answer.Text(OpenIdConnectParameterNames.AccessToken);
        if (hasAccessToken && !IsVisible(accessToken))
            return RefusalReason.AccessTokenMalformed;
        return new AcmTokens(idToken, accessToken);
    }

    private static bool IsGiven(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    // The token is sent in a header, and its hash is computed over ASCII (RFC 6749, appendix A.12).
    private static bool IsVisible(string? accessToken) => accessToken?.All(c => c is >= ' ' and <= '~') == true;
}
