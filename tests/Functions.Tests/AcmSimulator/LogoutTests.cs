using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Functions.Tests.AcmSimulator;

public sealed class LogoutTests
{
    [Fact]
    public async Task Logout_ends_the_session_and_returns_with_the_state()
    {
        await using Acm acm = await Acm.StartAsync();
        await acm.CodeAsync("identified");

        using HttpResponseMessage response = await LogoutAsync(acm, Acm.ClientId, Acm.SignedOut, "a b");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"{Acm.SignedOut}?state=a%20b", response.Headers.Location!.OriginalString);
        Assert.True(await IsSignedOutAsync(acm));
    }

    [Fact]
    public async Task Logout_without_an_address_shows_a_page()
    {
        await using Acm acm = await Acm.StartAsync();
        await acm.CodeAsync("identified");

        using HttpResponseMessage response = await LogoutAsync(acm, null, null, null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Je bent afgemeld", await response.Content.ReadAsStringAsync(Acm.Ct), StringComparison.Ordinal);
        Assert.True(await IsSignedOutAsync(acm));
    }

    [Fact]
    public async Task Ended_session_stays_ended_for_a_browser_that_kept_its_cookie()
    {
        await using Acm acm = await Acm.StartAsync();
        using HttpResponseMessage signIn = await acm.SignInAsync("identified");
        string cookie = signIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using HttpResponseMessage logout = await LogoutAsync(acm, null, null, null);

        using HttpClient replay = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = acm.Simulator.Address };
        replay.DefaultRequestHeaders.Add("Cookie", cookie);
        using HttpResponseMessage response = await replay.GetAsync(
            new Uri(QueryHelpers.AddQueryString("/op/v1/auth", Acm.Request()!), UriKind.Relative), Acm.Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode); // The page, not a code.
    }

    [Theory]
    [InlineData(null, Acm.SignedOut)]
    [InlineData("somebody-else", Acm.SignedOut)]
    [InlineData("somebody-else", null)]
    [InlineData(Acm.ClientId, "http://127.0.0.1:7071/signed-out/")]
    [InlineData(Acm.ClientId, "https://attacker.invalid/")]
    public async Task A_client_or_address_that_is_not_in_the_dossier_gets_a_page_and_no_redirect(string? clientId, string? address)
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await LogoutAsync(acm, clientId, address, "state");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Headers.Location);
    }

    [Fact]
    public async Task An_ID_token_as_a_hint_does_no_harm()
    {
        await using Acm acm = await Acm.StartAsync();
        string hint = Acm.IdTokenOf(await acm.TokensAsync("identified"));

        using HttpResponseMessage response = await acm.Browser.GetAsync(
            new Uri($"/op/v1/logout?client_id={Acm.ClientId}&id_token_hint={hint}", UriKind.Relative), Acm.Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static Task<HttpResponseMessage> LogoutAsync(Acm acm, string? clientId, string? address, string? state)
    {
        Dictionary<string, string?> query = new() { ["client_id"] = clientId, ["post_logout_redirect_uri"] = address, ["state"] = state };
        return acm.Browser.GetAsync(new Uri(QueryHelpers.AddQueryString("/op/v1/logout", query), UriKind.Relative), Acm.Ct);
    }

    private static async Task<bool> IsSignedOutAsync(Acm acm)
    {
        using HttpResponseMessage response = await acm.AuthorizeAsync();
        return response.StatusCode == HttpStatusCode.OK;
    }
}
