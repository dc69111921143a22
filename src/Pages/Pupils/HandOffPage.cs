using System.Collections.Frozen;
using System.Text;
using LeerId.HandOff;

namespace LeerId.Pages.Pupils;

/// <summary>The page that takes the pupil to the application. All of it except the token is the same for everybody, and made once.</summary>
internal sealed class HandOffPage
{
    private readonly byte[] _beforeToken;
    private readonly byte[] _afterToken;
    private readonly FrozenDictionary<string, string> _headers;

    public HandOffPage(ApplicationOptions application)
    {
        Uri landing = application.LandingAddress!;
        string script = PageResource.Read("Pupils.hand-off.js");
        _headers = PageHeaders.For(PupilPages.Style.Content.Value!, script, landing);
        string html = PageResource.Read("Pupils.hand-off.html");
        html = Fill(html, "style", PupilPages.Style.Content.Value!);
        html = Fill(html, "drawing", PupilPages.ReadDrawing("open-door"));
        html = Fill(html, "script", script);
        html = Fill(html, "landingUrl", Page.Encoder.Encode(landing.AbsoluteUri));
        // The last one: it is the only text that a mark could stand in; an absolute address encodes braces.
        int token = html.IndexOf(Mark("token"), StringComparison.Ordinal);
        _beforeToken = Encoding.UTF8.GetBytes(Fill(html[..token], "application", Page.Encoder.Encode(application.Name)));
        _afterToken = Encoding.UTF8.GetBytes(html[(token + Mark("token").Length)..]);
    }

    public Page Render(string token) => new(200, [_beforeToken, Encoding.UTF8.GetBytes(Page.Encoder.Encode(token)), _afterToken], _headers);

    private static string Fill(string html, string name, string value)
    {
        string mark = Mark(name);
        return html.Contains(mark, StringComparison.Ordinal)
            ? html.Replace(mark, value, StringComparison.Ordinal)
            : throw new InvalidOperationException($"The page has no {mark}.");
    }

    private static string Mark(string name) => $"{{{{ {name} }}}}";
}
