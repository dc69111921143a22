using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>A part of the developer's page. The page has them in the order of registration, its own last.</summary>
public interface IStartPageSection
{
    string Title { get; }

    /// <summary>Null: nothing to show today, and then no title either.</summary>
    Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken);
}
