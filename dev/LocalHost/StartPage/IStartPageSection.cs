using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>
/// A section of the start page. The page shows the sections in the order in which they are registered. <see cref="FunctionsSection"/> is last.
/// </summary>
public interface IStartPageSection
{
    string Title { get; }

    /// <summary>Renders the content; null if the page must leave out the section and its title.</summary>
    Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken);
}
