using System.Globalization;
using System.Net;
using LeerId.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>
/// The modules of the plan Basic about the session at ACM: <c>prompt</c>, <c>max_age</c> and <c>id_token_hint</c>. ACM decides who is signed
/// in, and may omit the time of that sign-in.
/// </summary>
public sealed class PromptTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>, IDisposable
{
    private readonly Browser _browser = new();

    [Fact]
    public async Task Oidcc_prompt_login()
    {
        Answer toAcm = await _browser.GetAsync(provider.Application.AuthorizeAddress(("prompt", "login")), Cancel);
        Assert.Equal("login", toAcm.LocationParameter("prompt"));
        long signedInAt = Signed(TimeSpan.Zero);
        Answer answer = await provider.ReturnAsync(_browser, toAcm);
        Assert.Equal(signedInAt, await AuthTimeAsync(answer));
    }

    [Theory]
    [InlineData("login")]
    [InlineData("consent")]
    [InlineData("select_account")]
    public async Task Prompt_that_shows_something_signs_the_pupil_in(string prompt) =>
        await provider.IdTokenAsync(await provider.Application.RedeemAsync((await provider.SignInAsync(("prompt", prompt))).Code, Cancel));

    [Fact]
    public async Task Oidcc_prompt_none_not_logged_in()
    {
        provider.Acm.Requests.Clear();
        Answer answer = await _browser.GetAsync(provider.Application.AuthorizeAddress(("prompt", "none")), Cancel);
        provider.AssertError(answer, "login_required");
        Assert.Empty(provider.Acm.Requests);
        Assert.Empty(answer.SetCookies);
    }

    [Theory]
    [InlineData("none login")]
    [InlineData("login none")]
    [InlineData("unheard-of")]
    public async Task Prompt_that_contradicts_itself_is_refused(string prompt)
    {
        Answer answer = await _browser.GetAsync(provider.Application.AuthorizeAddress(("prompt", prompt)), Cancel);
        provider.AssertError(answer, "invalid_request");
        Assert.Contains("prompt", Field(answer, "error_description"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oidcc_prompt_none_logged_in()
    {
        await using SignInRig rig = await provider.StartAsync(("Acm:HonoursPromptNone", "true"));
        Uri address = rig.Application.AuthorizeAddress(("prompt", "none"));
        Answer toAcm = await _browser.GetAsync(address, Cancel);
        Assert.Equal("none", toAcm.LocationParameter("prompt"));
        Answer granted = await _browser.GetAsync(
            rig.At($"/acm/callback?code={toAcm.LocationParameter("nonce")}&state={toAcm.LocationParameter("state")}"), Cancel);
        Assert.NotNull(granted.Code);

        foreach (string error in new[] { "login_required", "interaction_required", "consent_required", "account_selection_required" })
        {
            toAcm = await _browser.GetAsync(address, Cancel);
            Answer refused = await _browser.GetAsync(rig.At($"/acm/callback?error={error}&state={toAcm.LocationParameter("state")}"), Cancel);
            Assert.Equal(HttpStatusCode.SeeOther, refused.Status);
            Assert.StartsWith(TestApplication.RedirectUri, refused.Location.AbsoluteUri, StringComparison.Ordinal);
            Assert.Equal(
                ("login_required", "state-of-the-application", rig.Host.Address.AbsoluteUri),
                (Field(refused, "error"), Field(refused, "state"), Field(refused, "iss")));
        }
    }

    [Fact]
    public async Task Setting_asks_ACM_for_a_new_sign_in_each_time()
    {
        await using SignInRig rig = await provider.StartAsync(("Acm:Prompt", "login"));
        Answer toAcm = await _browser.GetAsync(rig.SignInAddress, Cancel);
        Assert.Equal("login", toAcm.LocationParameter("prompt"));
    }

    [Fact]
    public async Task Oidcc_max_age_1()
    {
        Answer toAcm = await _browser.GetAsync(provider.Application.AuthorizeAddress(("max_age", "1")), Cancel);
        Assert.Equal("1", toAcm.LocationParameter("max_age"));
        long signedInAt = Signed(TimeSpan.Zero);
        Assert.Equal(signedInAt, await AuthTimeAsync(await provider.ReturnAsync(_browser, toAcm)));
    }

    [Fact]
    public async Task Oidcc_max_age_10000()
    {
        long signedInAt = Signed(TimeSpan.FromSeconds(9000));
        Assert.Equal(signedInAt, await AuthTimeAsync(await provider.SignInAsync(("max_age", "10000"))));
    }

    [Fact]
    public async Task Sign_in_at_ACM_that_is_older_than_max_age_is_login_required()
    {
        Signed(TimeSpan.FromMinutes(5));
        provider.AssertError(await provider.SignInAsync(("max_age", "60")), "login_required");
    }

    [Fact]
    public async Task Max_age_without_auth_time_from_ACM_is_login_required()
    {
        provider.Acm.Reset();
        provider.AssertError(await provider.SignInAsync(("max_age", "10000")), "login_required");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    [InlineData("+5")]
    [InlineData(" 5")]
    public async Task Max_age_that_is_no_number_of_seconds_is_refused(string maxAge)
    {
        Answer answer = await _browser.GetAsync(provider.Application.AuthorizeAddress(("max_age", maxAge)), Cancel);
        provider.AssertError(answer, "invalid_request");
        Assert.Contains("max_age", Field(answer, "error_description"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oidcc_id_token_hint()
    {
        string hint = Value(await provider.TokensAsync(), "id_token");
        // A hint may be an ID token that has expired (OpenID Connect Core, section 3.1.2.1).
        provider.Clock.Advance(TimeSpan.FromHours(1));
        await provider.IdTokenAsync(await provider.Application.RedeemAsync((await provider.SignInAsync(("id_token_hint", hint))).Code, Cancel));
    }

    [Fact]
    public async Task Another_pupil_than_the_hint_says_is_login_required()
    {
        string hint = Value(await provider.TokensAsync(), "id_token");
        provider.Acm.Claims = _ => ScriptedAcm.Pupil(2);
        Answer answer = await provider.SignInAsync(("id_token_hint", hint));
        provider.Acm.Reset();
        provider.AssertError(answer, "login_required");
    }

    [Fact]
    public async Task Hint_from_before_the_identification_is_the_same_pupil()
    {
        provider.Acm.Claims = _ =>
        {
            System.Text.Json.Nodes.JsonObject claims = ScriptedAcm.Pupil(3);
            claims.Remove("ov_leerid_uuid");
            return claims;
        };
        string hint = Value(await provider.TokensAsync(), "id_token");
        provider.Acm.Claims = _ => ScriptedAcm.Pupil(3);
        Answer answer = await provider.SignInAsync(("id_token_hint", hint));
        provider.Acm.Reset();
        Assert.NotNull(answer.Code);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("e30.e30.")]
    public async Task Hint_that_is_no_ID_token_of_this_provider_is_login_required(string hint)
    {
        Answer answer = await _browser.GetAsync(provider.Application.AuthorizeAddress(("id_token_hint", hint)), Cancel);
        provider.AssertError(answer, "login_required");
        Assert.Contains("id_token_hint", Field(answer, "error_description"), StringComparison.Ordinal);
    }

    public void Dispose() => _browser.Dispose();

    /// <summary>Makes ACM state how long ago the pupil signed in there, and returns that moment.</summary>
    private long Signed(TimeSpan ago)
    {
        long at = (provider.Clock.GetUtcNow() - ago).ToUnixTimeSeconds();
        provider.Acm.EditDraft = draft => draft.Claims["auth_time"] = at;
        return at;
    }

    private async Task<long> AuthTimeAsync(Answer answer)
    {
        JsonWebToken token = await provider.IdTokenAsync(await provider.Application.RedeemAsync(answer.Code, Cancel));
        provider.Acm.Reset();
        return long.Parse(token.GetClaim("auth_time").Value, CultureInfo.InvariantCulture);
    }
}
