using System.Globalization;
using LeerId.AcmSimulator;
using LeerId.LocalHost.Services;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>What to do first: sign in as one of the simulator's personas, each with a link that does it at once.</summary>
internal sealed class PersonasSection(IConfiguration configuration, LocalHostApplication application) : IStartPageSection
{
    // Who gets in without anything special.
    private const string First = "identified";

    public string Title => "Sign in";

    public Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken)
    {
        HtmlContentBuilder content = new();
        if (configuration[DevelopmentAcm.AddressSetting] is not { } simulator)
        {
            // At the address that ACM sends the browser back to: cookies go by host name, and localhost is another one.
            content.AppendFormat(
                CultureInfo.InvariantCulture,
                "<p class=\"lead\"><a class=\"button\" href=\"{0}\">Sign in</a> at {1}, and you land in the application.</p>"
                    + "<p><a href=\"{2}end-session\">Sign out</a></p>",
                SignInAddress, configuration["Acm:Issuer"] ?? "ACM", application.Address);
            return Task.FromResult<IHtmlContent?>(content);
        }

        content.AppendFormat(
            CultureInfo.InvariantCulture,
            "<p class=\"lead\">Sign in as <a class=\"button\" href=\"{0}\">{1}</a>, a pupil whose school has a contract, and you land in the application.</p>",
            AddressFor(simulator, First), First);
        content.AppendHtml("<p>Or see what another pupil gets:</p><ul>");
        foreach (Persona persona in Personas.All.Where(persona => persona.Id != First))
        {
            content.AppendFormat(
                CultureInfo.InvariantCulture, "<li><a href=\"{0}\">{1}</a>: <span lang=\"nl\">{2}</span></li>",
                AddressFor(simulator, persona.Id), persona.Id, persona.Description);
        }

        content.AppendFormat(
            CultureInfo.InvariantCulture,
            "</ul><p><a href=\"{0}\">Sign in</a> the way a pupil does, and choose on ACM’s page. "
                + "<a href=\"{1}end-session\">Sign out</a> before another pupil does.</p>",
            SignInAddress, application.Address);
        return Task.FromResult<IHtmlContent?>(content);
    }

    private string SignInAddress => configuration["Applications:0:InitiateLoginUri"] ?? application.Address.ToString();

    private string AddressFor(string simulator, string persona) =>
        $"{simulator}op/dev/as/{persona}?returnTo={Uri.EscapeDataString(SignInAddress)}";
}
