using System.Globalization;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Staff;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>
/// The buttons that open the staff console, one per made-up member of staff, and a token per role to paste into docs/staff.http.
/// </summary>
internal sealed class StaffSection(IConfiguration configuration, StaffTokens tokens) : IStartPageSection
{
    public string Title => "Staff";

    public Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken)
    {
        if (configuration[StaffTokens.SimulatedSetting] is null)
            return Task.FromResult<IHtmlContent?>(null);

        HtmlContentBuilder content = new();
        AppendPersons(content);
        AppendTokens(content);
        return Task.FromResult<IHtmlContent?>(content);
    }

    private static void AppendPersons(HtmlContentBuilder content)
    {
        content.AppendFormat(
            CultureInfo.InvariantCulture,
            "<p>Choose a made-up member of staff. Then the staff console opens.</p><form method=\"post\" action=\"{0}\"><ul class=\"persons\">",
            ConsoleEntry.Path);
        foreach (DirectoryPerson person in DirectoryPerson.All)
            content.AppendFormat(
                CultureInfo.InvariantCulture, "<li><button name=\"{0}\" value=\"{1}\" lang=\"nl\">{2}</button></li>",
                ConsoleEntry.PersonField, person.Id, person.Description);
        content.AppendHtml("</ul></form>");
    }

    private void AppendTokens(HtmlContentBuilder content)
    {
        content.AppendHtml("<details><summary>Tokens for programs</summary>"
            + "<p>With these tokens a program can call the addresses under /staff. They are valid for eight hours, or until LocalHost ends. "
            + "<code>docs/staff.http</code> has a request for each address, and <a href=\"/openapi.json\">openapi.json</a> describes them. "
            + "The token for schools-sync belongs to a program, and the others to persons. "
            + "A person gets personal data only after <code>PUT /staff/confidentiality</code>.</p><dl>");
        foreach (StaffRole role in Enum.GetValues<StaffRole>())
            content.AppendFormat(
                CultureInfo.InvariantCulture, "<dt><label for=\"{0}\">{0}</label></dt><dd><textarea id=\"{0}\" rows=\"3\" readonly>{1}</textarea></dd>",
                role.ToText(), tokens.TokenFor(role));
        content.AppendHtml("</dl></details>");
    }
}
