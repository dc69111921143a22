using System.Net;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Testing;

namespace LeerId.Functions.Tests.LocalHost;

/// <summary>Browsers can reach the functions at another address than LocalHost's own, such as that of a reverse proxy.</summary>
public sealed class AppAddressTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Staff_and_pupils_sign_in_at_the_configured_address()
    {
        int port = FreePort.On(IPAddress.Loopback);
        await using DeveloperRig rig = await DeveloperRig.StartAsync(
            azurite, settings: [("urls", $"http://127.0.0.1:{port}"), ("Acm:RedirectUri", $"http://localhost:{port}/acm/callback")]);

        Answer console = await rig.PressAsync(ConsoleEntry.Path, ("person", "helpdesk"));
        Answer application = await rig.SignInAsync("identified");

        Assert.Equal((HttpStatusCode.OK, $"http://localhost:{port}/beheer"), (console.Status, console.Address.AbsoluteUri));
        Assert.Equal("In the application", DeveloperRig.Heading(application));
    }

    [Fact]
    public async Task Staff_sign_in_at_an_https_address()
    {
        await using DeveloperRig rig = await DeveloperRig.StartAsync(azurite, settings: ("Acm:RedirectUri", "https://leerid.example/acm/callback"));
        string origin = rig.Host.Address.GetLeftPart(UriPartial.Authority);

        Answer entry = await rig.PostAsync(ConsoleEntry.Path, [("person", "helpdesk")], origin);
        Answer console = await rig.Browser.GetAsync(ThroughProxy(entry), TestContext.Current.CancellationToken);
        Answer directory = await rig.Browser.GetAsync(console.Location, TestContext.Current.CancellationToken);
        Answer signedIn = await rig.Browser.GetAsync(ThroughProxy(directory), TestContext.Current.CancellationToken);

        Assert.Contains("form-action 'self' https:;", (await rig.StartPageAsync()).Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("https://leerid.example/beheer/aanmelden", entry.Location.AbsoluteUri);
        Assert.Equal("https://leerid.example/beheer/aangemeld", directory.Location.GetLeftPart(UriPartial.Path));
        Assert.Equal((HttpStatusCode.Redirect, "/beheer"), (signedIn.Status, signedIn.Location.AbsolutePath));

        // The proxy forwards to LocalHost.
        Uri ThroughProxy(Answer answer)
        {
            Assert.StartsWith("https://leerid.example/", answer.Location.AbsoluteUri, StringComparison.Ordinal);
            return new(rig.Host.Address, answer.Location.PathAndQuery);
        }
    }
}
