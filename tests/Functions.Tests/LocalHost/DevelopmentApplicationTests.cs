using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using LeerId.AcmSimulator;
using LeerId.LocalHost;
using LeerId.LocalHost.Services;
using LeerId.Testing;

namespace LeerId.Functions.Tests.LocalHost;

/// <summary>The application that LocalHost starts for a developer: an ordinary ASP.NET Core application where pupils sign in and out.</summary>
public sealed class DevelopmentApplicationTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly Browser _browser = new();
    private LocalHostApplication? _host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await LocalHostApplication.StartAsync(
        LeerIdApplication.Options([]) with
        {
            Settings = new Dictionary<string, string?>
            {
                ["urls"] = "http://127.0.0.1:0",
                ["AzureWebJobsStorage"] = azurite.NewAccount(),
                // Nothing listens at this address.
                ["Smtp:Host"] = "127.0.0.1",
                ["Smtp:Port"] = "9",
            },
            ReadsMachineSettings = false,
            LogsToConsole = false,
        },
        Cancel);

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_pupil_signs_in_sees_the_claims_and_signs_out()
    {
        Assert.Equal("Nobody is signed in", Title(await GoAsync("")));

        Answer page = await SignInAsync("identified");

        Assert.Equal("In the application", Title(page));
        Dictionary<string, string> shown = page.Document.QuerySelectorAll("tr").ToDictionary(
            row => row.QuerySelector("th")!.TextContent, row => row.QuerySelector("td")!.TextContent);
        JsonElement given = Personas.All.Single(persona => persona.Id == "identified").UserInfoClaims;
        Assert.Matches("^[A-Za-z0-9_-]{43}$", shown["sub"]);
        // Each comparison is a boolean, so that a failure prints no name.
        Assert.True(shown["given_name"] == given.GetProperty("given_name").GetString());
        Assert.True(shown["family_name"] == given.GetProperty("family_name").GetString());
        Assert.Equal("1ee71d00-0000-4000-8000-000000000001", shown["leer_id_uuid"]);
        Assert.Equal("012345", shown["instellingsnummer"]);
        Assert.Equal("(no earlier accounts)", shown["historiek_account_uuid"]);
        Assert.Equal("no-store", page.Headers["Cache-Control"]);

        Assert.Equal("Signed out", Title(await GoAsync("sign-out")));
        Assert.Equal("Nobody is signed in", Title(await GoAsync("")));
        // ACM's session has ended too, so ACM asks again who signs in.
        Assert.StartsWith("Wie meldt zich aan?", Title(await GoAsync("sign-in")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_pupil_can_go_back_to_it()
    {
        Answer page = await SignInAsync("no-contract");
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);

        IElement back = page.Document.Links.Single(link => link.TextContent == "Terug naar de oefenapp");
        Answer refused = await FollowAsync(await _browser.GetAsync(new Uri(back.GetAttribute("href")!), Cancel));

        Assert.Equal("Not let in", Title(refused));
        Assert.Equal("access_denied", refused.Document.QuerySelector("code")!.TextContent);
    }

    private static string Title(Answer page) => page.Document.QuerySelector("h1")!.TextContent;

    private async Task<Answer> SignInAsync(string persona)
    {
        Answer choice = await GoAsync("sign-in");
        Dictionary<string, string> form = choice.FormFields();
        form["persona"] = persona;
        Uri target = new(choice.Address, choice.Document.Forms[0].GetAttribute("action")!);
        return await FollowAsync(await _browser.PostAsync(target, form, Cancel));
    }

    private async Task<Answer> GoAsync(string path) =>
        await FollowAsync(await _browser.GetAsync(new Uri(new Uri(_host!.Configuration[DevelopmentApplication.AddressSetting]!), path), Cancel));

    private async Task<Answer> FollowAsync(Answer answer)
    {
        while (answer.Headers.ContainsKey("Location"))
            answer = await _browser.GetAsync(answer.Location, Cancel);
        return answer;
    }
}
