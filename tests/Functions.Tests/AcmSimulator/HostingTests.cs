using System.Net;
using System.Net.Sockets;
using LeerId.AcmSimulator;
using Simulator = LeerId.AcmSimulator.AcmSimulator;

namespace LeerId.Functions.Tests.AcmSimulator;

public sealed class HostingTests
{
    private static readonly Dossier TestDossier = new()
    {
        ClientId = Acm.ClientId,
        RedirectUris = [new(Acm.Callback)],
        PostLogoutRedirectUris = [],
    };

    [Fact]
    public async Task Many_run_in_one_process_each_with_its_own_port_and_rotation_of_keys()
    {
        Acm[] all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Acm.StartAsync()));

        // They begin with the same key.
        all[0].Simulator.RotateKey();
        string?[] kids = await Task.WhenAll(all.Select(async acm => Acm.PayloadOf(await acm.TokensAsync("identified")).GetProperty("kid").GetString()));

        Assert.Single(kids, kids[0]);
        Assert.Single(kids[1..].Distinct());
        Assert.Equal(5, all.Select(acm => acm.Simulator.Issuer).Distinct().Count());
        foreach (Acm acm in all)
            await acm.DisposeAsync();
    }

    [Fact]
    public async Task Disposing_frees_the_port_while_a_connection_is_open()
    {
        Acm acm = await Acm.StartAsync();
        await acm.GetJsonAsync("/op/v1/keys");
        int port = acm.Simulator.Address.Port;

        await acm.Simulator.DisposeAsync();

        using TcpListener listener = new(IPAddress.Loopback, port);
        listener.Start();
        listener.Stop();
        await acm.DisposeAsync();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_at_the_start()
    {
        await using Acm acm = await Acm.StartAsync();

        await Assert.ThrowsAsync<IOException>(() =>
            Simulator.StartAsync(new() { Dossier = TestDossier, Address = acm.Simulator.Address }, Acm.Ct));
    }

    [Theory]
    [InlineData("http://192.0.2.1:5005")]
    [InlineData("https://127.0.0.1:5005")]
    public async Task It_listens_on_loopback_over_plain_http_only(string address) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Simulator.StartAsync(new() { Dossier = TestDossier, Address = new(address) }, Acm.Ct));

    [Fact]
    public async Task A_key_that_cannot_be_read_is_an_error_at_the_start() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Simulator.StartAsync(new() { Dossier = TestDossier with { ClientPublicKeyPem = "no key" } }, Acm.Ct));

    [Fact]
    public async Task A_client_without_secret_and_key_gets_no_tokens()
    {
        await using Simulator simulator = await Simulator.StartAsync(new() { Dossier = TestDossier }, Acm.Ct);
        using HttpClient client = new() { BaseAddress = simulator.Address };
        using FormUrlEncodedContent form = new(
        [
            new("grant_type", "authorization_code"),
            new("code", "any"),
            new("redirect_uri", Acm.Callback),
            new("client_id", Acm.ClientId),
            new("client_secret", ""),
        ]);

        using HttpResponseMessage response = await client.PostAsync(new Uri("/op/v1/token", UriKind.Relative), form, Acm.Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
