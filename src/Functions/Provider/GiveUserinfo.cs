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

/// <summary>Gives the claims that the access token's scopes name, while something is kept of the pupil.</summary>
internal sealed class GiveUserinfo(ApplicationRegister applications, UserinfoClaims claims) : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public async ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        HttpContext http = context.Transaction.GetHttpRequest()!.HttpContext;
        Application? application = applications.Find(context.AccessTokenPrincipal.GetClaim(Claims.ClientId));
        if (application is null || !StudentKey.TryParse(context.AccessTokenPrincipal.GetClaim(CodeClaims.Student), out StudentKey key)
            || await claims.FindAsync(key, application, context.AccessTokenPrincipal.GetScopes(), http.RequestAborted) is not { } found)
        {
            context.Reject(Errors.InvalidToken, "Nothing is kept of this pupil any more.");
            return;
        }

        context.Subject = context.AccessTokenPrincipal.GetClaim(Claims.Subject);
        foreach ((string name, object value) in found)
            context.Claims[name] = new OpenIddictParameter(JsonSerializer.SerializeToElement(value));
    }
}
