using LeerId.Pages.Help;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Help;

/// <summary>Lists the help for teachers whose pupils can't sign in. It reads no storage.</summary>
public sealed class ShowHelp(HelpPages pages)
{
    [Function(nameof(ShowHelp))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hulp")] HttpRequest request) =>
        (await pages.RenderListAsync()).ToResult();
}
