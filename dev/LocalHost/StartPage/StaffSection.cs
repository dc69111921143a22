using System.Globalization;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Staff;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>The way to the staff console, and a token for each role of staff, to paste into docs/staff.http.</summary>
internal sealed class StaffSection(IConfiguration configuration, StaffTokens tokens) : IStartPageSection
{
    public string Title => "Staff";

    public Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken)
    {
        if (configuration[StaffTokens.SimulatedSetting] is null)
            return Task.FromResult<IHtmlContent?>(null);

        HtmlContentBuilder content = new();
        content.AppendHtml("<p>Sign in to <a href=\"/beheer\">the staff console</a> as a person of your choice.</p>"
            + "<p>Tokens for the addresses under /staff, good for eight hours and until this host ends. "
            + "<code>docs/staff.http</code> has a request for each; <a href=\"/openapi.json\">openapi.json</a> describes them. "
            + "The one for schools-sync is a program's. A person sees personal data only after <code>PUT /staff/confidentiality</code>.</p><dl>");
        foreach (StaffRole role in Enum.GetValues<StaffRole>())
            content.AppendFormat(
                CultureInfo.InvariantCulture, "<dt><label for=\"{0}\">{0}</label></dt><dd><textarea id=\"{0}\" rows=\"3\" readonly>{1}</textarea></dd>",
                role.ToText(), tokens.TokenFor(role));
        return Task.FromResult<IHtmlContent?>(content.AppendHtml("</dl>"));
    }
}
