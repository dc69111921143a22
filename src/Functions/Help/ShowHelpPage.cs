using LeerId.Pages.Help;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Help;

/// <summary>Shows the help about one page that a pupil can see, or the sheet to print. It reads no storage.</summary>
public sealed class ShowHelpPage(HelpPages pages)
{
    [Function(nameof(ShowHelpPage))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hulp/{name}")] HttpRequest request, string name) =>
        await pages.RenderAsync(name) is { } page ? page.ToResult() : Results.Redirect("/hulp");
}
