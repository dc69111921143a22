using System.Collections.Frozen;
using Microsoft.AspNetCore.Html;

namespace LeerId.Pages;

/// <summary>A stylesheet. The page contains it, and the page's headers allow no other style.</summary>
public sealed class PageStyle
{
    /// <summary>The style of the staff console and of the documents that staff print.</summary>
    internal static readonly PageStyle Staff = new("staff.css");

    /// <param name="name">The folder and the file, such as <c>Pupils.pupil.css</c>.</param>
    internal PageStyle(string name)
    {
        Content = new HtmlString(PageResource.Read(name));
        Headers = PageHeaders.For(Content.Value!, script: null);
    }

    /// <summary>The rules, for direct use in a <c>style</c> element.</summary>
    public HtmlString Content { get; }

    /// <summary>The headers of a page with this style, without scripts and forms.</summary>
    public FrozenDictionary<string, string> Headers { get; }
}
