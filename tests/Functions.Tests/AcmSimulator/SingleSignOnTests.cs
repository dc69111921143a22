using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Functions.Tests.AcmSimulator;

public sealed class SingleSignOnTests
{
    [Fact]
    public async Task The_same_pupil_is_signed_in_again_without_the_page()
    {
        await using Acm acm = await Acm.StartAsync();
        await acm.CodeAsync("apostrophe");

        Assert.Equal("D'Hondt", await WhoAsync(acm));
    }

    [Fact]
    public async Task The_session_ends_two_hours_after_the_first_sign_in_however_much_it_is_used()
    {
        await using Acm acm = await Acm.StartAsync();
        await acm.CodeAsync("apostrophe");

        acm.Clock.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal("D'Hondt", await WhoAsync(acm));
        acm.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await WhoAsync(acm));
    }

    [Fact]
    public async Task Another_browser_has_no_session()
    {
        await using Acm acm = await Acm.StartAsync();
        await acm.CodeAsync("apostrophe");

        using HttpClient other = acm.NewBrowser();
        using HttpResponseMessage response = await other.GetAsync(
            new Uri(QueryHelpers.AddQueryString("/op/v1/auth", Acm.Request()!), UriKind.Relative), Acm.Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Cookie_has_the_port_in_its_name_a_path_and_no_persona()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.SignInAsync("apostrophe");

        Assert.Matches(
            $"^LeerId\\.AcmSimulator\\.Session\\.{acm.Simulator.Address.Port}=[\\w-]{{43}}; path=/op; samesite=lax; httponly$",
            Assert.Single(response.Headers.GetValues("Set-Cookie")));
    }

    [Fact]
    public async Task Prompt_login_asks_again()
    {
        await using Acm acm = await Acm.StartAsync();
        await acm.CodeAsync("apostrophe");

        using HttpResponseMessage response = await acm.AuthorizeAsync(("prompt", "login"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Prompt_none_without_a_session_is_login_required()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.AuthorizeAsync(("prompt", "none"));

        Assert.Equal("login_required", Acm.QueryOf(response)["error"]);
    }

    [Fact]
    public async Task Start_page_can_replace_the_session_by_the_next_persona()
    {
        await using Acm acm = await Acm.StartAsync();
        await acm.CodeAsync("apostrophe");

        using HttpResponseMessage response = await ChooseAsync(acm, "diacritics", "http://127.0.0.1:7071/start?next=/x");

        Assert.Equal("http://127.0.0.1:7071/start?next=/x", response.Headers.Location!.OriginalString);
        Assert.Equal("Zoë-Ÿlka Đặng", await WhoAsync(acm));
        Assert.Equal("Zoë-Ÿlka Đặng", await WhoAsync(acm)); // Single sign-on applies now.
    }

    [Fact]
    public async Task The_choice_for_next_lasts_five_minutes()
    {
        await using Acm acm = await Acm.StartAsync();
        using HttpResponseMessage response = await ChooseAsync(acm, "diacritics", "http://localhost:7071/");

        acm.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(await WhoAsync(acm));
    }

    [Fact]
    public async Task Choosing_the_cancelling_pupil_cancels_once()
    {
        await using Acm acm = await Acm.StartAsync();
        using HttpResponseMessage choice = await ChooseAsync(acm, "cancelled", "http://127.0.0.1:7071/");

        using HttpResponseMessage response = await acm.AuthorizeAsync();

        Assert.Equal("access_denied", Acm.QueryOf(response)["error"]);
        Assert.Null(await WhoAsync(acm));
    }

    [Theory]
    [InlineData("nobody", "http://127.0.0.1:7071/", HttpStatusCode.NotFound)]
    [InlineData("identified", "http://attacker.invalid/", HttpStatusCode.BadRequest)]
    [InlineData("identified", "https://127.0.0.1:7071/", HttpStatusCode.BadRequest)]
    [InlineData("identified", "javascript:alert(1)", HttpStatusCode.BadRequest)]
    [InlineData("identified", "/start", HttpStatusCode.BadRequest)]
    [InlineData("identified", "", HttpStatusCode.BadRequest)]
    public async Task A_choice_needs_a_known_persona_and_a_loopback_address(string persona, string returnTo, HttpStatusCode expected)
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await ChooseAsync(acm, persona, returnTo);

        Assert.Equal(expected, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    private static Task<HttpResponseMessage> ChooseAsync(Acm acm, string persona, string returnTo) =>
        acm.Browser.GetAsync(new Uri($"/op/dev/as/{persona}?returnTo={Uri.EscapeDataString(returnTo)}", UriKind.Relative), Acm.Ct);

    /// <summary>The given name of the person who is signed in without the page; null if the page is shown.</summary>
    private static async Task<string?> WhoAsync(Acm acm)
    {
        using HttpResponseMessage response = await acm.AuthorizeAsync();
        if (response.StatusCode == HttpStatusCode.OK)
            return null;
        using HttpResponseMessage tokens = await acm.RedeemAsync(Acm.QueryOf(response)["code"]);
        return Acm.PayloadOf(await Acm.JsonAsync(tokens)).GetProperty("given_name").GetString();
    }
}
