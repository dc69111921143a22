using System.Globalization;
using LeerId.AcmSimulator;
using LeerId.LocalHost.Services;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>The links that sign a pupil in: one per persona of the simulated ACM, or a single one if another ACM is configured.</summary>
internal sealed class PersonasSection(IConfiguration configuration, LocalHostApplication application) : IStartPageSection
{
    // This persona is admitted, and has all data.
    private const string Suggested = "identified";

    public string Title => "Sign in";

    public Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken)
    {
        HtmlContentBuilder content = new();
        if (configuration[DevelopmentAcm.AddressSetting] is not { } simulator)
        {
            content.AppendFormat(
                CultureInfo.InvariantCulture,
                "<p class=\"lead\"><a class=\"button\" href=\"{0}\">Sign in</a> at {1}. Then the application opens.</p>"
                    + "<p><a href=\"{2}end-session\">Sign out</a></p>",
                SignInAddress, configuration["Acm:Issuer"] ?? "ACM", application.Address);
            return Task.FromResult<IHtmlContent?>(content);
        }

        content.AppendFormat(
            CultureInfo.InvariantCulture,
            "<p class=\"lead\">Sign in as <a class=\"button\" href=\"{0}\">{1}</a>, a pupil whose school has a contract. Then the application opens.</p>",
            AddressFor(simulator, Suggested), Suggested);
        content.AppendHtml("<p>Or sign in as another pupil, to see the page that this pupil gets:</p><ul>");
        foreach (Persona persona in Personas.All.Where(persona => persona.Id != Suggested))
        {
            content.AppendFormat(
                CultureInfo.InvariantCulture, "<li><a href=\"{0}\">{1}</a>: <span lang=\"nl\">{2}</span></li>",
                AddressFor(simulator, persona.Id), persona.Id, persona.Description);
        }

        content.AppendFormat(
            CultureInfo.InvariantCulture,
            "</ul><p><a href=\"{0}\">Sign in</a> as a real pupil does, and choose the pupil on the page of the simulated ACM. "
                + "<a href=\"{1}end-session\">Sign out</a> before you sign in another pupil.</p>",
            SignInAddress, application.Address);
        return Task.FromResult<IHtmlContent?>(content);
    }

    // The addresses are absolute, because cookies belong to a host name. If the developer opened the start page at localhost, the sign-in still
    // begins at the host name to which ACM returns.
    private string SignInAddress => configuration["Applications:0:InitiateLoginUri"] ?? application.Address.ToString();

    private string AddressFor(string simulator, string persona) =>
        $"{simulator}op/dev/as/{persona}?returnTo={Uri.EscapeDataString(SignInAddress)}";
}
