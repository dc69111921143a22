using System.Net;
using System.Text.Json;
using LeerId.Functions.Tests.Staff;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Staff;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeerId.Functions.Tests.StaffDirectory;

/// <summary>LocalHost's directory of staff: the page on which users choose a person, the directory's own session, and signing out.</summary>
public sealed class SignInPageTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>, IDisposable
{
    private StaffRig Rig { get; } = shared.Rig;

    private DirectorySignIn SignIn { get; } = new(shared.Rig);

    public void Dispose() => SignIn.Dispose();

    [Fact]
    public async Task Discovery_document_describes_the_endpoints_under_the_issuer()
    {
        JsonElement document = JsonElement.Parse((await SignIn.GetAsync(Rig.Host.At("dev/directory/.well-known/openid-configuration"))).Body);

        string issuer = Rig.Host.At("dev/directory").AbsoluteUri;
        Assert.Equal(issuer, document.GetProperty("issuer").GetString());
        foreach ((string name, string path) in new[]
        {
            ("authorization_endpoint", "authorize"), ("token_endpoint", "token"), ("end_session_endpoint", "end-session"), ("jwks_uri", "keys"),
        })
            Assert.Equal($"{issuer}/{path}", document.GetProperty(name).GetString());
        Assert.Equal(["query"], document.GetProperty("response_modes_supported").EnumerateArray().Select(mode => mode.GetString()));
        Assert.Equal(["S256"], document.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(method => method.GetString()));
    }

    [Fact]
    public async Task Page_has_a_form_for_each_person_in_Dutch_and_no_script()
    {
        Answer page = await SignIn.GetAsync(SignIn.Authorize());

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("nl", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Empty(page.Document.QuerySelectorAll("script"));
        Assert.StartsWith("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(
            StaffRig.Persons.Select(role => role.ToText()).Concat(["access-control-and-helpdesk", "every-role", "no-role"]).Order(),
            page.Document.QuerySelectorAll("form[method=post] button[name=person]").Select(button => button.GetAttribute("value")!).Order());
        Assert.Equal("An Peeters (toegangscontrole)", page.Document.QuerySelector("button[value=access-control]")!.TextContent);
        Assert.Equal("Hanne Smets (geen rol)", page.Document.QuerySelector("button[value=no-role]")!.TextContent);
    }

    [Fact]
    public async Task Person_who_chose_before_is_signed_in_at_once_with_the_moment_of_the_choice()
    {
        await SignIn.ChooseAsync("privacy");
        long chosenAt = Rig.Clock.GetUtcNow().ToUnixTimeSeconds();
        Rig.Clock.Advance(TimeSpan.FromSeconds(30));

        Answer again = await SignIn.GetAsync(SignIn.Authorize());
        Answer silent = await SignIn.GetAsync(SignIn.Authorize(("prompt", "none")));

        Assert.NotNull(silent.Code);
        JsonWebToken token = await SignIn.ValidateAsync((await SignIn.RedeemAsync(again.Code)).Json.GetProperty("id_token").GetString()!);
        Assert.Equal(("Carla Maes", chosenAt), (token.GetPayloadValue<string>("name"), token.GetPayloadValue<long>("auth_time")));
        Assert.Equal(chosenAt + 30, token.GetPayloadValue<long>("iat"));
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("prompt", "select_account")]
    [InlineData("max_age", "300")]
    [InlineData("max_age", "0")]
    public async Task Person_is_asked_again_and_the_choice_counts_from_then(string parameter, string value)
    {
        await SignIn.ChooseAsync("dpo");

        Answer page = await SignIn.GetAsync(SignIn.Authorize((parameter, value)));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        await SignIn.ChooseAsync("operator", (parameter, value));
        Answer next = await SignIn.GetAsync(SignIn.Authorize());

        JsonWebToken token = await SignIn.ValidateAsync((await SignIn.RedeemAsync(next.Code)).Json.GetProperty("id_token").GetString()!);
        Assert.Equal("Els Goossens", token.GetPayloadValue<string>("name"));
    }

    [Theory]
    [InlineData(719, true)]
    [InlineData(720, false)]
    public void Session_of_the_directory_ends_after_twelve_hours(int minutes, bool remains)
    {
        FakeTimeProvider clock = new();
        DirectorySessions sessions = new(clock);
        DefaultHttpContext first = new();
        sessions.Start(first, DirectoryPerson.All[0]);
        DefaultHttpContext later = new();
        later.Request.Headers.Cookie = first.Response.Headers.SetCookie.ToString().Split(';')[0];

        clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(remains, sessions.Current(later) is not null);
    }

    [Fact]
    public async Task Without_a_session_prompt_none_is_login_required()
    {
        Answer answer = await SignIn.GetAsync(SignIn.Authorize(("prompt", "none")));

        Assert.Equal(("login_required", "the-state"), (answer.LocationParameter("error"), answer.LocationParameter("state")));
    }

    [Theory]
    [InlineData("client_id", "another")]
    [InlineData("client_id", null)]
    [InlineData("redirect_uri", null)]
    [InlineData("redirect_uri", "http://elsewhere.example/beheer/aangemeld")]
    [InlineData("redirect_uri", "/beheer/aangemeld")]
    public async Task Nobody_is_redirected_to_a_foreign_address(string parameter, string? value)
    {
        Answer answer = await SignIn.GetAsync(SignIn.Authorize((parameter, value)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(parameter, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_uri_is_compared_whole()
    {
        foreach (string other in new[] { "?a=b", "/", "/x" })
            Assert.Equal(HttpStatusCode.BadRequest, (await SignIn.GetAsync(SignIn.Authorize(("redirect_uri", SignIn.RedirectUri + other)))).Status);
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", null, "unsupported_response_type")]
    [InlineData("response_mode", "form_post", "invalid_request")]
    [InlineData("scope", "profile", "invalid_scope")]
    [InlineData("state", null, "invalid_request")]
    [InlineData("nonce", null, "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "too-short", "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("prompt", "none login", "invalid_request")]
    [InlineData("max_age", "soon", "invalid_request")]
    public async Task Fault_of_the_console_is_returned_to_it(string parameter, string? value, string error)
    {
        Answer answer = await SignIn.GetAsync(SignIn.Authorize((parameter, value)));

        Assert.Equal((SignIn.RedirectUri, error), (answer.Location.GetLeftPart(UriPartial.Path), answer.LocationParameter("error")));
        Assert.Equal(parameter == "state" ? "" : "the-state", answer.LocationParameter("state"));
    }

    [Theory]
    [InlineData("Origin", "http://elsewhere.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "rebound.example")]
    public async Task Another_site_can_not_choose(string header, string value)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Rig.Host.At("dev/directory/authorize"))
        {
            Content = new FormUrlEncodedContent([.. SignIn.Parameters(), KeyValuePair.Create("person", "dpo")]),
        };
        request.Headers.TryAddWithoutValidation(header, value);

        Assert.Equal(HttpStatusCode.Forbidden, (await SignIn.SendAsync(request)).Status);
        Assert.Empty(SignIn.Cookies);
    }

    [Fact]
    public async Task Unknown_person_signs_nobody_in()
    {
        Answer answer = await SignIn.ChooseAsync("schools-sync");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Empty(SignIn.Cookies);
    }

    [Fact]
    public async Task Sign_out_ends_the_session_and_returns_to_the_console()
    {
        await SignIn.ChooseAsync("dpo");
        string address = Rig.Host.At("beheer/afgemeld").AbsoluteUri;

        Answer answer = await SignIn.GetAsync(
            new Uri(QueryHelpers.AddQueryString(Rig.Host.At("dev/directory/end-session").AbsoluteUri, new Dictionary<string, string?>
            {
                ["post_logout_redirect_uri"] = address,
                ["state"] = "a & b",
            })));

        Assert.Equal((address, "a & b"), (answer.Location.GetLeftPart(UriPartial.Path), answer.LocationParameter("state")));
        Assert.Empty(SignIn.Cookies);
        Assert.Equal(HttpStatusCode.OK, (await SignIn.GetAsync(SignIn.Authorize())).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?post_logout_redirect_uri=http%3A%2F%2Felsewhere.example%2Fbeheer")]
    [InlineData("?post_logout_redirect_uri=%2Fbeheer")]
    public async Task Sign_out_without_an_address_of_the_console_shows_a_page(string query)
    {
        await SignIn.ChooseAsync("dpo");

        Answer answer = await SignIn.GetAsync(Rig.Host.At($"dev/directory/end-session{query}"));

        Assert.Equal((HttpStatusCode.OK, "U bent afgemeld"), (answer.Status, answer.Document.QuerySelector("h1")!.TextContent));
        Assert.Empty(SignIn.Cookies);
    }
}
