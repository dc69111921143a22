using System.Collections.Frozen;
using LeerId.Information;

namespace LeerId.Pages.Documents;

/// <summary>The information for pupils and parents, or for staff, as a public page in Dutch (WCAG 2.1 AA).</summary>
public static class InformationPage
{
    internal static readonly PageStyle Style = new("Documents.information.css");

    // The page is the same for everybody and changes only with the settings, so a cache may keep it for five minutes.
    private static readonly FrozenDictionary<string, string> Headers =
        new Dictionary<string, string>(Style.Headers) { ["Cache-Control"] = "public, max-age=300" }.ToFrozenDictionary();

    /// <summary>The page of a document.</summary>
    public static ValueTask<Page> RenderAsync(InformationDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Page.RenderAsync(InformationView.Create(document), 200, Headers);
    }
}
