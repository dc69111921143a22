using System.Net;
using LeerId.Testing;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>Mix-up attacks (RFC 9207; RFC 9700, section 4.4): every answer at a redirect URI names its issuer, also an error.</summary>
public sealed class IssuerTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>
{
    [Theory]
    [InlineData(null)]
    [InlineData("query")]
    [InlineData("form_post")]
    public async Task Code_is_sent_with_the_issuer(string? mode)
    {
        Answer answer = await provider.SignInAsync(("response_mode", mode));
        Assert.Equal((provider.Issuer, "state-of-the-application"), (Field(answer, "iss"), Field(answer, "state")));
        string[] names = answer.Headers.ContainsKey("Location")
            ? [.. Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(answer.Location.Query).Keys]
            : [.. answer.FormFields().Keys];
        Assert.Equal(["code", "iss", "state"], names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", "id_token", "unsupported_response_type")]
    [InlineData("response_type", "code id_token", "unsupported_response_type")]
    [InlineData("response_type", "code token", "unsupported_response_type")]
    [InlineData("response_type", "none", "unsupported_response_type")]
    [InlineData("response_type", "unheard-of", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_mode", "fragment", "invalid_request")]
    [InlineData("response_mode", "unheard-of", "invalid_request")]
    [InlineData("scope", "profile", "invalid_scope")]
    [InlineData("scope", null, "invalid_scope")]
    [InlineData("prompt", "none", "login_required")]
    [InlineData("request", "e30.e30.", "request_not_supported")]
    [InlineData("request_uri", "https://elsewhere.example/", "request_uri_not_supported")]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:x", "request_uri_not_supported")]
    public async Task Error_is_sent_with_the_issuer(string name, string? value, string error)
    {
        using Browser browser = new();
        Answer answer = await browser.GetAsync(provider.Application.AuthorizeAddress((name, value)), Cancel);
        provider.AssertError(answer, error);
        Assert.Empty(answer.SetCookies);
        Assert.Equal("", answer.Location.Fragment);
    }

    [Fact]
    public async Task Error_without_a_state_has_none()
    {
        using Browser browser = new();
        Answer answer = await browser.GetAsync(provider.Application.AuthorizeAddress(("prompt", "none"), ("state", null)), Cancel);
        provider.AssertError(answer, "login_required", state: null);
    }

    [Fact]
    public async Task Refused_pupil_who_goes_back_sends_the_issuer()
    {
        using Browser browser = new();
        Answer toAcm = await browser.GetAsync(provider.Application.AuthorizeAddress(), Cancel);
        Answer page = await browser.GetAsync(provider.Rig.At($"/acm/callback?error=access_denied&state={toAcm.LocationParameter("state")}"), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        string back = page.Document.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!)
            .Single(href => href.StartsWith(TestApplication.RedirectUri, StringComparison.Ordinal));
        var fields = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(back).Query);
        Assert.Equal(
            ("access_denied", "state-of-the-application", provider.Issuer),
            (fields["error"].ToString(), fields["state"].ToString(), fields["iss"].ToString()));
        Assert.False(fields.ContainsKey("code"));
    }

    // An attacker passes another provider's answer off as one of ACM.
    [Fact]
    public async Task Code_of_another_provider_is_not_sent_to_ACM()
    {
        using Browser browser = new();
        Answer toAcm = await browser.GetAsync(provider.Application.AuthorizeAddress(), Cancel);
        provider.Acm.Requests.Clear();
        Answer page = await browser.GetAsync(
            new Uri($"{provider.CallbackAddress(toAcm)}&iss={Uri.EscapeDataString("https://other-provider.example")}"), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.DoesNotContain(provider.Acm.Requests, request => request.StartsWith("POST", StringComparison.Ordinal));
    }
}
