using System.Globalization;
using LeerId.LocalHost.Engine;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>The functions with their triggers, a button for each timer, and the functions that can't run.</summary>
internal sealed class FunctionsSection(LocalHostApplication application) : IStartPageSection
{
    public const string Heading = "Functions";

    public string Title => Heading;

    public Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken)
    {
        HtmlContentBuilder html = new();
        html.AppendHtml(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of functions\">"
            + "<table><thead><tr><th scope=\"col\">Function</th><th scope=\"col\">Trigger</th>"
            + "<th scope=\"col\">Schedule (UTC)</th><th scope=\"col\">Run it now</th></tr></thead><tbody>");
        foreach (Function function in application.Engine.Functions.OrderBy(function => function.Name, StringComparer.Ordinal))
        {
            html.AppendFormat("<tr><th scope=\"row\">{0}</th><td>{1}</td>", function.Name, function.Trigger);
            AppendTimer(html, application.Engine.Timers.FirstOrDefault(timer => timer.Name == function.Name));
            html.AppendHtml("</tr>");
        }

        html.AppendHtml("</tbody></table></div>");
        AppendFailures(html);
        return Task.FromResult<IHtmlContent?>(html);
    }

    private static void AppendTimer(HtmlContentBuilder html, TimerListener? timer)
    {
        if (timer is null)
        {
            html.AppendHtml("<td></td><td></td>");
            return;
        }

        html.AppendFormat("<td>next {0}", Moment(timer.Next));
        if (timer.LastRun is { } last)
            html.AppendFormat("<br>{1} {0}", Moment(last.Ended), last.Succeeded ? "succeeded" : "failed");
        html.AppendFormat(
            "</td><td><form method=\"post\" action=\"/dev/timers/{0}\"><button>Run {0}</button></form></td>", timer.Name);
    }

    private void AppendFailures(HtmlContentBuilder html)
    {
        if (application.IndexingFailures.Count == 0)
            return;

        html.AppendHtml("<h3>Functions that can’t run</h3><ul>");
        foreach (IndexingFailure failure in application.IndexingFailures)
            html.AppendFormat("<li>{0}: {1}</li>", failure.FunctionName, failure.Reason);
        html.AppendHtml("</ul>");
    }

    private static string Moment(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
