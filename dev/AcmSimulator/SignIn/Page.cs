using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;

namespace LeerId.AcmSimulator.SignIn;

/// <summary>The simulator's own pages: Dutch, without script.</summary>
internal static class Page
{
    public static IResult Show(HttpContext http, string title, string body, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
        return Results.Text($$"""
            <!doctype html>
            <html lang="nl">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{Encode(title)}} - ACM-simulator</title>
            <style>
            body { font: 1.1rem/1.5 sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
            button { font: inherit; width: 100%; padding: .6rem 1rem; text-align: left; color: #1a1a1a; background: #f2f5f9; border: 1px solid #5a6b80; border-radius: .3rem }
            button:hover, button:focus { background: #dbe7f5; outline: 3px solid #05c }
            ul { list-style: none; padding: 0 } li { margin: .5rem 0 } code { display: block; color: #444 }
            </style>
            </head>
            <body>
            <main>
            <h1>{{Encode(title)}}</h1>
            {{body}}
            </main>
            </body>
            </html>

            """, MediaTypeNames.Text.Html, Encoding.UTF8, status);
    }

    public static IResult Refuse(HttpContext http, string error, string? explanation, int status = StatusCodes.Status400BadRequest) =>
        Show(http, "Dat gaat niet", $"<p><strong>{Encode(error)}</strong> {Encode(explanation ?? "")}</p>", status);

    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
