using System.Globalization;
using LeerId.LocalHost.StartPage;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>
/// Shows a page on which the user chooses a made-up person, and sends the console a code. The page's form repeats the parameters of the request
/// and adds the person, so its POST is a complete authorization request.
/// </summary>
internal sealed class AuthorizationEndpoint(ConsoleRegistration console, DirectorySessions sessions, AuthorizationCodes codes)
{
    public const string Path = $"/{DirectoryEndpoints.Path}/authorize";

    private const string PersonField = "person";

    public IResult Ask(HttpContext http)
    {
        if (!http.Request.IsForThisMachine())
            return Results.StatusCode(StatusCodes.Status421MisdirectedRequest);
        AuthorizationCheck check = AuthorizationCheck.Of(http.Request.Query, console);
        if (check is not AuthorizationCheck.Valid { Request: var request })
            return Refuse(http, check);

        if (!request.MustAsk && sessions.Current(http) is { } session)
            return SendCode(request, session);
        return request.MayAsk
            ? DeveloperPage.Show(http.Response, "Wie meldt zich aan?", Choice(http.Request.Query), language: "nl")
            : Return(request.RedirectUri, ("error", "login_required"), ("error_description", "Nobody is signed in."), ("state", request.State));
    }

    public async Task<IResult> ChooseAsync(HttpContext http)
    {
        if (!http.Request.IsForThisMachine() || !http.Request.IsSameOrigin())
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (!http.Request.HasFormContentType)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);

        IFormCollection form = await http.Request.ReadFormAsync(http.RequestAborted);
        AuthorizationCheck check = AuthorizationCheck.Of(form, console);
        if (check is not AuthorizationCheck.Valid { Request: var request })
            return Refuse(http, check);
        return DirectoryPerson.Find(form[PersonField]) is { } person
            ? SendCode(request, sessions.Start(http, person))
            : Refuse(http, new AuthorizationCheck.Refused("Deze persoon bestaat niet. Kies iemand uit de lijst."));
    }

    private IResult SendCode(AuthorizationRequest request, DirectorySession session) =>
        Return(request.RedirectUri, ("code", codes.Issue(request, session)), ("state", request.State));

    private static IResult Refuse(HttpContext http, AuthorizationCheck check) => check switch
    {
        AuthorizationCheck.Returned returned =>
            Return(returned.RedirectUri, ("error", returned.Error), ("error_description", returned.Description), ("state", returned.State)),
        AuthorizationCheck.Refused refused => DeveloperPage.Show(
            http.Response, "Aanmelden is niet gelukt",
            new HtmlContentBuilder().AppendFormat(CultureInfo.InvariantCulture, "<p>{0}</p>", refused.Reason), StatusCodes.Status400BadRequest, "nl"),
        _ => throw new ArgumentOutOfRangeException(nameof(check)),
    };

    private static IResult Return(string redirectUri, params (string Name, string? Value)[] answer) => Results.Redirect(
        QueryHelpers.AddQueryString(redirectUri, answer.Select(part => KeyValuePair.Create(part.Name, part.Value))));

    private static HtmlContentBuilder Choice(IEnumerable<KeyValuePair<string, StringValues>> request)
    {
        HtmlContentBuilder content = new();
        content.AppendHtml("<p>Deze pagina bootst de directory van de medewerkers na. De personen zijn verzonnen. Kies wie u bent.</p><ul class=\"persons\">");
        foreach (DirectoryPerson person in DirectoryPerson.All)
        {
            content.AppendFormat(CultureInfo.InvariantCulture, "<li><form method=\"post\" action=\"{0}\">", Path);
            foreach ((string name, StringValues value) in request)
                content.AppendFormat(CultureInfo.InvariantCulture, "<input type=\"hidden\" name=\"{0}\" value=\"{1}\">", name, value.ToString());
            content.AppendFormat(
                CultureInfo.InvariantCulture, "<button name=\"{0}\" value=\"{1}\">{2}</button></form></li>", PersonField, person.Id, person.Description);
        }

        return (HtmlContentBuilder)content.AppendHtml("</ul>");
    }
}
