using LeerId.LocalHost.StartPage;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>
/// Signs out at the directory (OpenID Connect RP-Initiated Logout). If the request has an address of the console, the browser returns there.
/// </summary>
internal sealed class EndSessionEndpoint(ConsoleRegistration console, DirectorySessions sessions)
{
    public IResult End(HttpContext http)
    {
        sessions.End(http);
        string address = http.Request.Query["post_logout_redirect_uri"].ToString();
        if (!console.MayReturnTo(address))
            return DeveloperPage.Show(
                http.Response, "U bent afgemeld", new HtmlContentBuilder().AppendHtml("<p>U kunt dit venster sluiten.</p>"), language: "nl");

        return Results.Redirect(http.Request.Query["state"] is [{ } state] ? QueryHelpers.AddQueryString(address, "state", state) : address);
    }
}
