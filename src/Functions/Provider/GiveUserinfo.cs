using System.Text.Json;
using LeerId.Applications;
using LeerId.Provider;
using LeerId.Students;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.Functions.Provider;

/// <summary>
/// Refuses an access token in the address, where logs and proxies would keep it (RFC 9700, section 4.3.2), and one that is sent in two ways (RFC 6750,
/// section 2).
/// </summary>
internal sealed class CheckHowTokenIsSent : IOpenIddictServerHandler<ValidateUserInfoRequestContext>
{
    public async ValueTask HandleAsync(ValidateUserInfoRequestContext context)
    {
        HttpRequest http = context.Transaction.GetHttpRequest()!;
        if (http.Query.ContainsKey(Parameters.AccessToken))
            context.Reject(Errors.InvalidRequest, "access_token is in the address. Send it in the Authorization header.");
        else if (http.Headers.Authorization.Count > 0 && http.HasFormContentType
            && (await http.ReadFormAsync(http.HttpContext.RequestAborted)).ContainsKey(Parameters.AccessToken))
            context.Reject(Errors.InvalidRequest, "access_token is there twice, in the Authorization header and in the body.");
    }
}

/// <summary>Gives the claims that the access token's scopes name, while something is kept of the pupil.</summary>
internal sealed class GiveUserinfo(ApplicationRegister applications, UserinfoClaims claims) : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public async ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        HttpContext http = context.Transaction.GetHttpRequest()!.HttpContext;
        Application? application = applications.Find(context.AccessTokenPrincipal.GetClaim(Claims.ClientId));
        if (application is null || !CodeClaims.TryReadAccessToken(context.AccessTokenPrincipal, out StudentKey key, out DateTimeOffset signedInAt)
            || await claims.FindAsync(key, signedInAt, application, context.AccessTokenPrincipal.GetScopes(), http.RequestAborted) is not { } found)
        {
            context.Reject(Errors.InvalidToken, "There are no data of this pupil to give.");
            return;
        }

        context.Subject = context.AccessTokenPrincipal.GetClaim(Claims.Subject);
        foreach ((string name, object value) in found)
            context.Claims[name] = new OpenIddictParameter(JsonSerializer.SerializeToElement(value));
    }
}
