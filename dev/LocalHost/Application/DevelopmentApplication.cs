using System.Globalization;
using System.Text.Json;
using LeerId.HandOff;
using LeerId.LocalHost.StartPage;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.LocalHost.Application;

/// <summary>
/// Stands in for the publisher's application: takes the hand-off token, checks it as the real one must, against the
/// published keys and each token once, and shows what it holds.
/// </summary>
internal static class DevelopmentApplication
{
    public const string LandingPath = "/dev/application";
    public const string SignedOutPath = "/dev/application/signed-out";

    private static readonly JsonWebTokenHandler Handler = new();

    public static void Map(WebApplication app)
    {
        app.MapPost(LandingPath, LandAsync).DisableAntiforgery();
        app.MapGet(SignedOutPath, (HttpResponse response) => DeveloperPage.Show(response, "Signed out", new HtmlContentBuilder().AppendHtml(
            "<p>The sessions here and at ACM have ended.</p><p><a href=\"/\">Start page</a></p>")));
    }

    private static async Task<IResult> LandAsync(
        HttpRequest request, HandOffKeys keys, IOptions<ApplicationOptions> application, UsedTokens used, TimeProvider clock, CancellationToken cancellationToken)
    {
        IFormCollection form = await request.ReadFormAsync(cancellationToken);
        TokenValidationResult result = await Handler.ValidateTokenAsync(form["token"].ToString(), new TokenValidationParameters
        {
            ValidIssuer = $"{request.Scheme}://{request.Host}",
            ValidAudience = application.Value.Audience,
            ValidTypes = [HandOffIssuer.TokenType],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = new JsonWebKeySet(await keys.PublishAsync(cancellationToken)).GetSigningKeys(),
            LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token || !used.Add(token.Id))
            return DeveloperPage.Show(
                request.HttpContext.Response, "Not let in", new HtmlContentBuilder().AppendHtml("<p>The hand-off token is not valid, or was used before.</p>"), StatusCodes.Status403Forbidden);

        HtmlContentBuilder content = new();
        content.AppendHtml("<p>The application has this of the pupil:</p><table>");
        foreach (JsonProperty claim in JsonElement.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload)).EnumerateObject())
            content.AppendFormat(CultureInfo.InvariantCulture, "<tr><th scope=\"row\">{0}</th><td>{1}</td></tr>", claim.Name, claim.Value.ToString());
        content.AppendHtml("</table><p><a href=\"/sign-out\">Sign out</a></p><p><a href=\"/\">Start page</a></p>");
        return DeveloperPage.Show(request.HttpContext.Response, "In the application", content);
    }
}

/// <summary>The ids of the tokens that were used: a token opens the application once.</summary>
internal sealed class UsedTokens
{
    private readonly HashSet<string> _ids = [];
    private readonly Lock _lock = new();

    public bool Add(string id)
    {
        lock (_lock)
            return _ids.Add(id);
    }
}
