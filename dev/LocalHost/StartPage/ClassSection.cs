using System.Globalization;
using LeerId.AcmSimulator;
using LeerId.LocalHost.PupilClass;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>The button that signs a class in, and the result of the last class.</summary>
internal sealed class ClassSection(ClassSignIn signIn) : IStartPageSection
{
    public const string Heading = "A class";

    public string Title => Heading;

    public Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken)
    {
        if (!signIn.IsPossible)
            return Task.FromResult<IHtmlContent?>(null);

        HtmlContentBuilder content = new();
        content.AppendFormat(
            CultureInfo.InvariantCulture,
            "<p>{0} made-up pupils sign in at the same moment, each in a browser of its own. The last three are refused: the school of one has no contract, "
                + "one has no school, and one cancels at ACM.</p><form method=\"post\" action=\"{1}\"><button>Sign in a class of {0}</button></form>",
            Personas.Class.Count, ClassEndpoint.Path);
        if (signIn.Last is { } result)
            Append(content, result);
        return Task.FromResult<IHtmlContent?>(content);
    }

    private static void Append(HtmlContentBuilder content, ClassResult result)
    {
        content.AppendFormat(
            CultureInfo.InvariantCulture,
            "<p>At {0:HH:mm:ss} (UTC): {1} of {2} pupils admitted. The first sign-in ended after {3:0.00} seconds, the last after {4:0.00} seconds.</p>",
            result.At.UtcDateTime, result.Admitted, result.Pupils.Count, result.First.TotalSeconds, result.Last.TotalSeconds);
        content.AppendHtml(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of the class\">"
            + "<table><thead><tr><th scope=\"col\">Pupil</th><th scope=\"col\">Result</th><th scope=\"col\">Page</th>"
            + "<th scope=\"col\">Status</th><th scope=\"col\">Ended after (s)</th></tr></thead><tbody>");
        foreach (PupilResult pupil in result.Pupils)
            content.AppendFormat(
                CultureInfo.InvariantCulture,
                "<tr><th scope=\"row\">{0}</th><td>{1}</td><td lang=\"{2}\">{3}</td><td>{4}</td><td>{5:0.00}</td></tr>",
                pupil.Id, pupil.IsAdmitted ? "admitted" : "refused", pupil.IsAdmitted || pupil.Status is null ? "en" : "nl", pupil.Page,
                pupil.Status?.ToString(CultureInfo.InvariantCulture) ?? "", pupil.After.TotalSeconds);
        content.AppendHtml("</tbody></table></div>");
    }
}
