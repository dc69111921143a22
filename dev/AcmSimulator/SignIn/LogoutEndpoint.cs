using Microsoft.AspNetCore;
using OpenIddict.Server.AspNetCore;

namespace LeerId.AcmSimulator.SignIn;

/// <summary>Ends single sign-on. If the request has a registered address, the browser returns there. Otherwise it gets a page.</summary>
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
