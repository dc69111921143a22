using Microsoft.AspNetCore;
using OpenIddict.Server.AspNetCore;

namespace LeerId.AcmSimulator.SignIn;

/// <summary>Ends single sign-on, and redirects to the client if the request has a registered address.</summary>
internal sealed class LogoutEndpoint(SingleSignOn singleSignOn)
{
    public IResult Handle(HttpContext http)
    {
        if (http.GetOpenIddictServerResponse() is { Error: { } error } refusal)
            return Page.Refuse(http, error, refusal.ErrorDescription);

        singleSignOn.End(http);
        return http.GetOpenIddictServerRequest()!.PostLogoutRedirectUri is null
            ? Page.Show(http, "Je bent afgemeld", "<p>Je kan dit venster sluiten.</p>")
            : Results.SignOut(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
