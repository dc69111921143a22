using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Pages.StaffConsole.Parts;

/// <summary>The pages of a list.</summary>
/// <param name="Path">The path of the list, below <c>/beheer/</c>.</param>
/// <param name="Query">The other parameters of the query, such as search and order.</param>
/// <param name="Page">The page that is shown, from 1.</param>
/// <param name="PageSize">The number of rows per page.</param>
/// <param name="Total">The number of rows of the whole list.</param>
public sealed record PageLinksModel(string Path, IReadOnlyDictionary<string, string?> Query, int Page, int PageSize, int Total)
{
    /// <summary>The name of the parameter with the page.</summary>
    public const string Parameter = "pagina";

    /// <summary>The number of pages; 1 for an empty list.</summary>
    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    /// <summary>The number of the first row on the page, from 1; 0 for an empty list.</summary>
    public int First => Total == 0 ? 0 : ((Page - 1) * PageSize) + 1;

    /// <summary>The number of the last row on the page.</summary>
    public int Last => Math.Min(Total, Page * PageSize);

    /// <summary>The requested page, or the nearest page that the list has.</summary>
    public static int Read(string? asked, int pageSize, int total)
    {
        int pages = Math.Max(1, (total + pageSize - 1) / pageSize);
        return int.TryParse(asked, out int page) ? Math.Clamp(page, 1, pages) : 1;
    }

    /// <summary>The address of a page.</summary>
    public string AddressOf(int page) => QueryHelpers.AddQueryString(
        ConsoleRouter.AddressOf(Path),
        new Dictionary<string, string?>(Query) { [Parameter] = page == 1 ? null : $"{page}" }.Where(pair => pair.Value is { Length: > 0 }));
}
