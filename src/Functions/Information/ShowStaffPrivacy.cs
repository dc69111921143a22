using LeerId.Information;
using LeerId.Pages.Documents;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Information;

/// <summary>Tells the provider's staff what is recorded of them (GDPR, articles 13 and 14). It reads no storage.</summary>
public sealed class ShowStaffPrivacy(StaffInformation information)
{
    [Function(nameof(ShowStaffPrivacy))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "privacy/medewerkers")] HttpRequest request) =>
        (await InformationPage.RenderAsync(information.Write())).ToResult();
}
