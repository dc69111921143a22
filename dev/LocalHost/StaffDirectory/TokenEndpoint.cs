using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>
/// Exchanges a code for an ID token (OpenID Connect Core, section 3.1.3). The console sends its secret in the form or by HTTP Basic.
/// </summary>
internal sealed class TokenEndpoint(ConsoleRegistration console, AuthorizationCodes codes, StaffTokens tokens)
{
    public async Task<IResult> ExchangeAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!http.Request.HasFormContentType)
            return Error("invalid_request", "The content type must be application/x-www-form-urlencoded or multipart/form-data.");

        IFormCollection form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } repeated)
            return Error("invalid_request", $"{repeated} occurs more than once; send it once.");

        (string? id, string? secret) = Basic(http.Request) ?? (form["client_id"], form["client_secret"]);
        if (id != console.ClientId || !console.IsSecret(secret))
            return Error("invalid_client", "client_id or client_secret is missing or wrong.", StatusCodes.Status401Unauthorized);
        if (form["grant_type"] != "authorization_code")
            return Error("unsupported_grant_type", "grant_type must be authorization_code.");
        if (codes.Redeem(form["code"], form["redirect_uri"], form["code_verifier"]) is not var (request, session))
            return Error("invalid_grant", "The code is unknown, used or older than 60 seconds, or was issued for another redirect_uri or code_verifier.");

        return Results.Json(new Dictionary<string, object>
        {
            ["token_type"] = "Bearer",
            ["scope"] = "openid profile",
            ["expires_in"] = (int)StaffTokens.IdTokenLifetime.TotalSeconds,
            // OAuth requires an access token in the response. No address accepts this one.
            ["access_token"] = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32)),
            ["id_token"] = tokens.Sign(tokens.IdTokenClaims(session.Person, console.ClientId, request.Nonce, session.AuthenticatedAt)),
        });
    }

    // The client id and the secret are both form-encoded (RFC 6749, section 2.3.1).
    private static (string? Id, string? Secret)? Basic(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out AuthenticationHeaderValue? header)
            || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
            return null;

        byte[] decoded = new byte[header.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", decoded, out int length))
            return (null, null);
        return Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2) is [var id, var secret]
            ? (Uri.UnescapeDataString(id.Replace('+', ' ')), Uri.UnescapeDataString(secret.Replace('+', ' ')))
            : (null, null);
    }

    private static IResult Error(string error, string description, int status = StatusCodes.Status400BadRequest) =>
        Results.Json(new Dictionary<string, string> { ["error"] = error, ["error_description"] = description }, statusCode: status);
}
