using LeerId.Information;
using LeerId.Pages.Documents;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Information;

/// <summary>Tells pupils and parents what is done with the data (GDPR, articles 13 and 14). It reads no storage.</summary>
public sealed class ShowPrivacy(PupilInformation information)
{
    [Function(nameof(ShowPrivacy))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "privacy")] HttpRequest request) =>
        (await InformationPage.RenderAsync(information.Write())).ToResult();
}
