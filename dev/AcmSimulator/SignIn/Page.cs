using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace LeerId.AcmSimulator.SignIn;

/// <summary>The simulator's own pages, in Dutch and without script.</summary>
internal static class Page
{
    private static readonly string Style = ReadStyle();

    private static readonly string Policy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        + $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'";

    public static IResult Show(HttpContext http, string title, string body, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Text($"""
            <!doctype html>
            <html lang="nl">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)} - ACM-simulator</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1 tabindex="-1" autofocus>{Encode(title)}</h1>
            {body}
            </main>
            </body>
            </html>

            """, MediaTypeNames.Text.Html, Encoding.UTF8, status);
    }

    public static IResult Refuse(HttpContext http, string error, string? explanation, int status = StatusCodes.Status400BadRequest) =>
        Show(http, "Dit verzoek is geweigerd", $"<p><strong>{Encode(error)}</strong> {Encode(explanation ?? "")}</p>", status);

    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string ReadStyle()
    {
        using StreamReader reader = new(typeof(Page).Assembly.GetManifestResourceStream(typeof(Page), "page.css")!);
        return reader.ReadToEnd();
    }
}
