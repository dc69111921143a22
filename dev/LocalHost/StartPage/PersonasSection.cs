using System.Globalization;
using LeerId.AcmSimulator;
using LeerId.LocalHost.Services;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>The personas of the simulator, each with a link that signs it in.</summary>
internal sealed class PersonasSection(IConfiguration configuration, LocalHostApplication application) : IStartPageSection
{
    public string Title => "Sign in";

    public Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken)
    {
        HtmlContentBuilder content = new();
        // At the address that ACM sends the browser back to: cookies go by host name, and localhost is another one.
        content.AppendFormat(
            CultureInfo.InvariantCulture, "<p><a href=\"{0}sign-in\">Sign in</a> · <a href=\"{0}sign-out\">Sign out</a></p>", application.Address);
        if (configuration[DevelopmentAcm.AddressSetting] is not { } simulator)
            return Task.FromResult<IHtmlContent?>(content);

        string signIn = Uri.EscapeDataString(new Uri(application.Address, "sign-in").ToString());
        content.AppendHtml("<p>Or at once as one of the simulator's personas:</p><ul>");
        foreach (Persona persona in Personas.All)
        {
            content.AppendFormat(
                CultureInfo.InvariantCulture, "<li><a href=\"{0}\">{1}</a>: <span lang=\"nl\">{2}</span></li>",
                $"{simulator}op/dev/as/{persona.Id}?returnTo={signIn}", persona.Id, persona.Description);
        }

        return Task.FromResult<IHtmlContent?>(content.AppendHtml("</ul>"));
    }
}
