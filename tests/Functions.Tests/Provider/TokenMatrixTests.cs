using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using LeerId.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>Each kind of token is accepted only for its own use (RFC 8725, section 3.12).</summary>
public sealed class TokenMatrixTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>
{
    private static readonly string[] Uses = ["code", "access token", "sign-out hint", "authorize hint", "client assertion", "sign-in cookie", "sign-out state"];

    [Theory]
    [InlineData("code", "code")]
    [InlineData("access token", "access token")]
    [InlineData("ID token", "sign-out hint", "authorize hint")]
    [InlineData("another application's ID token with ES256", "sign-out hint")]
    [InlineData("ACM's ID token")]
    [InlineData("ACM's access token")]
    [InlineData("client assertion", "client assertion")]
    [InlineData("token of the seal key")]
    [InlineData("token of the client key at ACM")]
    [InlineData("sign-in cookie", "sign-in cookie")]
    [InlineData("sign-out state", "sign-out state")]
    [InlineData("JWE with the key of codes and no signature")]
    public async Task Token_is_valid_only_for_its_own_use(string kind, params string[] expected)
    {
        List<string> taken = [];
        foreach (string use in Uses)
        {
            using Browser browser = new();
            if (await IsTakenAsync(use, await MakeAsync(kind, browser), browser))
                taken.Add(use);
        }

        Assert.Equal(expected, taken);
    }

    private async Task<string> MakeAsync(string kind, Browser browser) => kind switch
    {
        "code" => await provider.CodeAsync(),
        "access token" => Value(await provider.TokensAsync(), "access_token"),
        "ID token" => Value(await provider.TokensAsync(), "id_token"),
        "another application's ID token with ES256" => Value(
            await provider.RedeemAtBasicClientAsync((await provider.SignInAtBasicClientAsync()).Code), "id_token"),
        "ACM's ID token" => (string)provider.Acm.TokenAnswer("x")["id_token"]!,
        "ACM's access token" => (string)provider.Acm.TokenAnswer("x")["access_token"]!,
        "client assertion" => provider.Keys.Sign("RS256", ClientAssertionTests.Claims(provider, KeyClient)),
        "token of the seal key" => ClientKeys.Sign(SealKey(), Claims()),
        "token of the client key at ACM" => ClientKeys.Sign(AcmClientKey(), Claims()),
        "sign-in cookie" => await SignInCookieAsync(browser),
        "sign-out state" => await SignOutStateAsync(),
        _ => new JsonWebTokenHandler().EncryptToken(
            System.Text.Json.JsonSerializer.Serialize(Claims()),
            new EncryptingCredentials(CodeKey(), JwtConstants.DirectKeyUseAlg, SecurityAlgorithms.Aes256CbcHmacSha512),
            new Dictionary<string, object> { ["typ"] = "oi_auc+jwt" }),
    };

    private async Task<bool> IsTakenAsync(string use, string token, Browser browser)
    {
        switch (use)
        {
            case "code":
                return (await provider.Application.RedeemAsync(token, Cancel)).Status == HttpStatusCode.OK
                    || (await provider.RedeemAtBasicClientAsync(token)).Status == HttpStatusCode.OK;
            case "access token":
                JsonAnswer userinfo = await provider.PostAsync("userinfo", [], new AuthenticationHeaderValue("Bearer", token));
                Assert.Contains(userinfo.Status, new[] { HttpStatusCode.OK, HttpStatusCode.Unauthorized });
                return userinfo.Status == HttpStatusCode.OK;
            case "sign-out hint":
                Answer signOut = await browser.GetAsync(provider.Rig.At($"/end-session?id_token_hint={Uri.EscapeDataString(token)}"), Cancel);
                return signOut.Headers.ContainsKey("Location");
            case "authorize hint":
                Answer toAcm = await browser.GetAsync(provider.Application.AuthorizeAddress(("id_token_hint", token)), Cancel);
                return toAcm.Location.AbsoluteUri.StartsWith(provider.Acm.Issuer, StringComparison.Ordinal);
            case "client assertion":
                JsonAnswer answer = await provider.PostTokenAsync(Form(
                    ("grant_type", "authorization_code"), ("code", "x"), ("redirect_uri", KeyRedirectUri), ("client_id", KeyClient),
                    ("code_verifier", provider.Application.CodeVerifier), ("client_assertion", token),
                    ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")));
                AssertErrorIsOneOf(answer, "invalid_grant", "invalid_client", "invalid_request");
                return answer.Error == "invalid_grant";
            case "sign-in cookie":
                return await SignsInAsync(token, browser);
            default:
                Answer done = await browser.GetAsync(provider.Rig.At($"/end-session/done?state={Uri.EscapeDataString(token)}"), Cancel);
                return done.Headers.ContainsKey("Location");
        }
    }

    // Opens the callback of a sign-in, with the token as the value of the browser's sign-in cookie.
    private async Task<bool> SignsInAsync(string token, Browser browser)
    {
        if (!_callbacks.TryGetValue(token, out Uri? callback))
        {
            Answer toAcm = await browser.GetAsync(provider.Application.AuthorizeAddress(), Cancel);
            callback = provider.CallbackAddress(toAcm);
            browser.Cookies[browser.Cookies.Keys.Single()] = token;
        }

        return (await browser.GetAsync(callback, Cancel)).Code is not null;
    }

    private readonly Dictionary<string, Uri> _callbacks = [];

    private async Task<string> SignInCookieAsync(Browser browser)
    {
        Answer toAcm = await browser.GetAsync(provider.Application.AuthorizeAddress(), Cancel);
        string value = browser.Cookies.Values.Single();
        _callbacks[value] = provider.CallbackAddress(toAcm);
        return value;
    }

    private async Task<string> SignOutStateAsync()
    {
        using Browser browser = new();
        string hint = Value(await provider.TokensAsync(), "id_token");
        Answer toAcm = await browser.GetAsync(provider.EndSessionAddress(hint), Cancel);
        return toAcm.LocationParameter("state");
    }

    /// <summary>Claims that would be valid for each use if the key were the correct one.</summary>
    private Dictionary<string, object> Claims()
    {
        Dictionary<string, object> claims = ClientAssertionTests.Claims(provider, KeyClient);
        claims["iss"] = provider.Issuer;
        claims["aud"] = TestApplication.ClientId;
        claims["sub"] = new string('s', 43);
        claims["nonce"] = "x";
        return claims;
    }

    private SigningCredentials SealKey()
    {
        ECDsa key = ECDsa.Create();
        key.ImportFromPem(provider.Rig.Host.Configuration["Secrets:seal-key"]);
        return new SigningCredentials(new ECDsaSecurityKey(key), "ES256");
    }

    private SigningCredentials AcmClientKey()
    {
        RSA key = RSA.Create();
        key.ImportFromPem(provider.Rig.Host.Configuration["Secrets:acm-client-key"]);
        return new SigningCredentials(new RsaSecurityKey(key), "RS256");
    }

    // The app derives the key in this way. An attacker who knew this key would still not have the signing key.
    private SymmetricSecurityKey CodeKey()
    {
        byte[] secret = Convert.FromBase64String(provider.Rig.Host.Configuration["Secrets:provider-token-key"]!);
        return new SymmetricSecurityKey(HKDF.DeriveKey(
            HashAlgorithmName.SHA256, secret, 64, info: System.Text.Encoding.ASCII.GetBytes("provider token encryption")));
    }
}
