using System.Net;
using System.Net.Http.Headers;
using LeerId.Testing;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>Client authentication at the token endpoint: only the configured method, only once, and with the correct secret.</summary>
public sealed class ClientAuthenticationTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>
{
    private static readonly (string, string?)[] Post = [("client_id", TestApplication.ClientId), ("client_secret", TestApplication.Secret)];

    [Fact]
    public async Task Two_authentications_at_once_are_refused()
    {
        AuthenticationHeaderValue header = Basic(BasicClient, BasicSecret);
        string? code = (await provider.SignInAtBasicClientAsync()).Code;
        (string, string?)[] grant = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", BasicRedirectUri)];
        (string, string?)[] assertion =
        [
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", provider.Keys.Sign("RS256", ClientAssertionTests.Claims(provider, KeyClient))),
        ];
        foreach ((IEnumerable<KeyValuePair<string, string>> form, AuthenticationHeaderValue? authorization) in new[]
        {
            (Form([.. grant, ("client_secret", BasicSecret)]), header),
            (Form([.. grant, ("client_id", BasicClient), ("client_secret", BasicSecret)]), header),
            (Form([.. grant, .. Post]), header),
            (Form([.. grant, .. assertion]), header),
            (Form([.. grant, .. assertion, .. Post]), null),
        })
            AssertRefused(await provider.PostTokenAsync(form, authorization));
        Assert.Equal(HttpStatusCode.OK, (await provider.PostTokenAsync(Form(grant), header)).Status);
    }

    [Fact]
    public async Task Another_method_than_the_settings_say_is_refused()
    {
        string code = await provider.CodeAsync();
        (string, string?)[] grant =
        [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", TestApplication.RedirectUri),
            ("code_verifier", provider.Application.CodeVerifier),
        ];
        AssertRefused(await provider.PostTokenAsync(Form(grant), Basic(TestApplication.ClientId, TestApplication.Secret)));
        AssertRefused(await provider.PostTokenAsync(Form([.. grant, ("client_id", TestApplication.ClientId)])));
        AssertRefused(await provider.PostTokenAsync(Form([.. grant, ("client_id", BasicClient), ("client_secret", BasicSecret)])));
        AssertRefused(await provider.PostTokenAsync(Form([.. grant, ("client_id", KeyClient), ("client_secret", "x")])));
        Assert.Equal(HttpStatusCode.OK, (await provider.PostTokenAsync(Form([.. grant, .. Post]))).Status);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic Og==")]
    [InlineData("Basic bm8tY29sb24=")]
    [InlineData("Bearer x")]
    [InlineData("Digest username=x")]
    public async Task Header_that_is_no_client_secret_is_refused(string header)
    {
        string? code = (await provider.SignInAtBasicClientAsync()).Code;
        AssertRefused(await provider.PostTokenAsync(
            Form(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", BasicRedirectUri)), AuthenticationHeaderValue.Parse(header)));
    }

    [Theory]
    [InlineData(null, TestApplication.Secret)]
    [InlineData("", TestApplication.Secret)]
    [InlineData("elsewhere", TestApplication.Secret)]
    [InlineData(TestApplication.ClientId, null)]
    [InlineData(TestApplication.ClientId, "")]
    [InlineData(TestApplication.ClientId, "guessed")]
    [InlineData(TestApplication.ClientId, TestApplication.Secret + " ")]
    public async Task Wrong_client_or_secret_does_not_use_the_code_up(string? clientId, string? secret)
    {
        string code = await provider.CodeAsync();
        AssertRefused(await provider.Application.RedeemAsync(code, Cancel, ("client_id", clientId), ("client_secret", secret)));
        Assert.Equal(HttpStatusCode.OK, (await provider.Application.RedeemAsync(code, Cancel)).Status);
    }

    [Fact]
    public async Task Either_of_two_versions_of_a_secret_is_valid()
    {
        string setting = $"Secrets:application-{TestApplication.ClientId}-secret";
        await using SignInRig rig = await provider.StartAsync((setting, "the newer one"), ($"{setting}:previous", "the former one"));
        foreach ((string secret, string error) in new[]
        {
            ("the newer one", "invalid_grant"), ("the former one", "invalid_grant"), (TestApplication.Secret, "invalid_client"),
        })
            Assert.Equal(error, (await rig.Application.RedeemAsync("x", Cancel, ("client_secret", secret))).Error);
    }

    [Fact]
    public async Task Challenge_of_a_refused_header_names_the_scheme()
    {
        JsonAnswer answer = await provider.PostTokenAsync(Form(("grant_type", "authorization_code"), ("code", "x")), Basic(BasicClient, "guessed"));
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
        Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    private static void AssertRefused(JsonAnswer answer)
    {
        Assert.Contains(answer.Status, new[] { HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized });
        AssertErrorIsOneOf(answer, "invalid_client", "invalid_request");
        Assert.False(answer.Json.TryGetProperty("id_token", out _));
    }
}
