using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Requests;
using LeerId.Staff;
using LeerId.Staff.Confidentiality;
using LeerId.Testing;
using Microsoft.Extensions.Options;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The steps of privacy staff on the screens, shared by the tests of those screens.</summary>
internal static class PrivacyDesk
{
    /// <summary>A text that identifies the requester. It must appear only where it is requested with a reason.</summary>
    public const string Marker = "Wolfraam";

    /// <summary>A second member of staff for privacy, who has every role.</summary>
    public const string Colleague = "every-role";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The values of a complete new request.</summary>
    public static Dictionary<string, string> NewRequest(string kind = "access") => new()
    {
        ["kind"] = kind,
        ["receivedOn"] = "2026-09-01",
        ["requester.name"] = $"{Marker} Ouder",
        ["requester.contact"] = $"{Marker}@voorbeeld.example",
        ["identity.check"] = "school",
        ["identity.note"] = $"{Marker}, gezien op school",
        ["description"] = $"{Marker} wil weten wat bewaard is.",
    };

    /// <summary>Registers a request on the screen, and returns its number.</summary>
    public static async Task<string> RegisterAsync(this ConsoleBrowser browser, string kind = "access")
    {
        Answer answer = await browser.SubmitAsync(await browser.GetAsync("verzoeken/nieuw"), "verzoeken/nieuw", NewRequest(kind));
        Assert.Equal("Het verzoek is geregistreerd.", answer.Message());
        return answer.Address.Segments[^1];
    }

    /// <summary>Looks a pupil up, with a reason.</summary>
    public static async Task<Answer> LookUpAsync(this ConsoleBrowser browser, int pupil, string purpose = "dossier 2026-114") => await browser.SubmitAsync(
        await browser.GetAsync("leerling"), "leerling",
        new Dictionary<string, string> { ["leerIdUuid"] = $"{ScriptedAcm.LeerId(pupil)}", ["reden"] = "data-subject-request", ["zaak"] = purpose });

    /// <summary>Places a restriction from the page of a pupil, and returns the page that follows.</summary>
    public static async Task<Answer> RestrictAsync(this ConsoleBrowser browser, int pupil, string ground)
    {
        Answer form = await browser.SubmitAsync(await browser.LookUpAsync(pupil), "leerling/beperking");
        return await browser.SubmitAsync(
            form, "leerling/beperking/plaatsen", new Dictionary<string, string> { ["ground"] = ground, ["reviewOn"] = "2026-10-01" });
    }

    /// <summary>Signs in as a second member of staff for privacy.</summary>
    public static async Task<ConsoleBrowser> SignInColleagueAsync(StaffRig rig)
    {
        string objectId = DirectoryPerson.All.Single(person => person.Id == Colleague).ObjectId.ToString("D");
        AcceptanceRequest current = new() { Version = rig.Get<IOptions<ConfidentialityOptions>>().Value.Version };
        Assert.IsType<AcceptanceOutcome.Accepted>(await rig.Get<StaffConfidentiality>().AcceptAsync(current, objectId, Cancel));
        return await ConsoleBrowser.SignInAsync(rig, Colleague);
    }

    /// <summary>Registers a request without using the screen.</summary>
    public static async Task<string> RegisterAsync(this StaffRig rig, RequestKind kind, DateOnly receivedOn) =>
        Assert.IsType<RequestOutcome.Done>(await rig.Get<RequestRegister>().RegisterAsync(
            new NewRequest
            {
                Kind = kind,
                ReceivedOn = receivedOn,
                Requester = new Requester { Name = Marker, Contact = Marker },
                Identity = new IdentityEvidence { Check = IdentityCheck.School },
            },
            StaffRig.ObjectIdOf(StaffRole.Privacy), repeatable: null, Cancel)).Request.Number;

    /// <summary>Makes storage refuse every entry of the privacy log until the result is disposed of.</summary>
    public static IDisposable WithoutLog(this StudentsRig rig)
    {
        rig.Storage.Intercept = request => request.StartsWith("POST PrivacyLog", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        return new Restored(rig.Storage);
    }

    private sealed class Restored(StorageProxy storage) : IDisposable
    {
        public void Dispose() => storage.Intercept = _ => null;
    }
}
