using System.Globalization;
using LeerId.PrivacyLog;
using LeerId.Storage;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>The last entries of the privacy log. The entry of a refusal has its reason and its support code.</summary>
internal sealed class PrivacyLogSection(DevelopmentPrivacyLog log) : IStartPageSection
{
    private const int MaximumEntries = 20;
    private const int ShownKeyCharacters = 12;

    public string Title => "Privacy log";

    public async Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken)
    {
        HtmlContentBuilder content = new();
        IReadOnlyList<PrivacyLogEntry> entries;
        try
        {
            entries = await log.ReadLatestAsync(MaximumEntries, cancellationToken);
        }
        catch (Exception exception) when (StorageFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return content.AppendHtml("<p>Storage is unavailable, so the privacy log can’t be read.</p>");
        }

        if (entries.Count == 0)
            return content.AppendHtml("<p>No entries today. Each sign-in adds one.</p>");

        content.AppendHtml(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of log entries\">"
            + "<table><thead><tr><th scope=\"col\">When (UTC)</th><th scope=\"col\">Action</th><th scope=\"col\">Outcome</th>"
            + "<th scope=\"col\">Reason</th><th scope=\"col\">Support code</th><th scope=\"col\">Student key</th></tr></thead><tbody>");
        foreach (PrivacyLogEntry entry in entries)
        {
            string key = entry.Student is { } student ? $"{student.ToString()[..ShownKeyCharacters]}…" : "";
            content.AppendFormat(
                CultureInfo.InvariantCulture,
                "<tr><td>{0:HH:mm:ss}</td><td>{1}</td><td>{2}</td><td>{3}</td><td>{4}</td><td>{5}</td></tr>",
                entry.At.UtcDateTime, entry.Action, entry.Outcome, entry.Reason ?? "", entry.SupportCode?.ToString() ?? "", key);
        }

        return content.AppendHtml("</tbody></table></div>");
    }
}
