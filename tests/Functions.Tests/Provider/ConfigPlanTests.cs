using System.Net;
using System.Text.Json;
using LeerId.Testing;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>The OpenID Foundation's plan Config for providers: the discovery document is complete and correct, and contains nothing else.</summary>
public sealed class ConfigPlanTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>
{
    private static readonly string[] PrivateParts = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    [Fact]
    public async Task Oidcc_discovery_endpoint_verification()
    {
        JsonElement metadata = await MetadataAsync();
        Assert.Equal(provider.Issuer, metadata.GetProperty("issuer").GetString());
        foreach ((string name, string path) in new[]
        {
            ("authorization_endpoint", "authorize"), ("token_endpoint", "token"), ("userinfo_endpoint", "userinfo"),
            ("jwks_uri", ".well-known/jwks.json"), ("end_session_endpoint", "end-session"),
        })
            Assert.Equal(provider.Issuer + path, metadata.GetProperty(name).GetString());
        foreach ((string name, string[] values) in new[]
        {
            ("response_types_supported", (string[])["code"]),
            ("response_modes_supported", ["form_post", "query"]),
            ("grant_types_supported", ["authorization_code"]),
            ("subject_types_supported", ["pairwise"]),
            ("id_token_signing_alg_values_supported", ["ES256", "RS256"]),
            ("code_challenge_methods_supported", ["S256"]),
            ("token_endpoint_auth_methods_supported", ["client_secret_basic", "client_secret_post", "private_key_jwt"]),
            ("token_endpoint_auth_signing_alg_values_supported", ["ES256", "PS256", "RS256"]),
            ("scopes_supported", ["leerid", "openid", "profile"]),
            ("prompt_values_supported", ["login", "none"]),
            ("claims_supported",
            [
                "account_uuid", "at_hash", "aud", "auth_time", "exp", "family_name", "former_sub", "given_name", "historiek_account_uuid", "iat",
                "instellingsnummer", "iss", "leer_id_uuid", "nonce", "preferred_username", "sub",
            ]),
        })
            Assert.Equal((name, string.Join(' ', values)), (name, string.Join(' ', Texts(metadata, name).Order(StringComparer.Ordinal))));
        foreach ((string name, bool value) in new[]
        {
            ("request_parameter_supported", false), ("request_uri_parameter_supported", false), ("claims_parameter_supported", false),
            ("authorization_response_iss_parameter_supported", true),
        })
            Assert.Equal((name, value), (name, metadata.GetProperty(name).GetBoolean()));
    }

    [Fact]
    public async Task Oidcc_discovery_names_no_endpoint_that_does_not_answer()
    {
        JsonElement metadata = await MetadataAsync();
        string[] endpoints = [.. metadata.EnumerateObject().Where(field => field.Name.EndsWith("_endpoint", StringComparison.Ordinal)
            || field.Name.EndsWith("_uri", StringComparison.Ordinal)).Select(field => field.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(["authorization_endpoint", "end_session_endpoint", "jwks_uri", "token_endpoint", "userinfo_endpoint"], endpoints);
    }

    [Fact]
    public async Task Oidcc_discovery_jwks()
    {
        JsonElement[] keys = [.. (await provider.GetAsync(".well-known/jwks.json")).Json.GetProperty("keys").EnumerateArray()];
        Assert.Equal(["ES256", "RS256"], keys.Select(key => key.GetProperty("alg").GetString()).Order(StringComparer.Ordinal));
        Assert.All(keys, key => Assert.Equal("sig", key.GetProperty("use").GetString()));
        Assert.Equal(keys.Length, keys.Select(key => key.GetProperty("kid").GetString()).Distinct().Count(kid => kid is { Length: > 0 }));
        // The keys of codes and access tokens are symmetric and must not be published.
        Assert.All(keys, key => Assert.DoesNotContain(key.EnumerateObject(), field => PrivateParts.Contains(field.Name)));
        JsonElement rsa = keys.Single(key => key.GetProperty("kty").GetString() == "RSA");
        Assert.True(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(rsa.GetProperty("n").GetString()!).Length >= 256);
        JsonElement ec = keys.Single(key => key.GetProperty("kty").GetString() == "EC");
        Assert.Equal("P-256", ec.GetProperty("crv").GetString());
    }

    [Theory]
    [InlineData("evil.example", "http")]
    [InlineData("evil.example", "https")]
    public async Task Host_header_of_a_client_is_in_no_address(string host, string scheme)
    {
        using HttpClient client = new();
        foreach (string path in new[] { ".well-known/openid-configuration", "authorize?client_id=x", "end-session" })
        {
            using HttpRequestMessage request = new(HttpMethod.Get, provider.Rig.At(path));
            request.Headers.Host = host;
            request.Headers.Add("X-Forwarded-Host", host);
            request.Headers.Add("X-Forwarded-Proto", scheme);
            using HttpResponseMessage response = await client.SendAsync(request, Cancel);
            Assert.DoesNotContain(host, await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            Assert.DoesNotContain(host, response.Headers.Location?.OriginalString ?? "", StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("POST", "/.well-known/openid-configuration")]
    [InlineData("POST", "/.well-known/jwks.json")]
    [InlineData("PUT", "/authorize")]
    [InlineData("GET", "/token")]
    [InlineData("DELETE", "/userinfo")]
    [InlineData("PUT", "/end-session")]
    public async Task Method_that_an_endpoint_does_not_have_is_refused(string method, string path)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(new HttpMethod(method), provider.Rig.At(path));
        using HttpResponseMessage response = await client.SendAsync(request, Cancel);
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.BadRequest });
        Assert.Null(response.Headers.Location);
    }

    private static IEnumerable<string> Texts(JsonElement metadata, string name) =>
        metadata.GetProperty(name).EnumerateArray().Select(value => value.GetString()!);

    private async Task<JsonElement> MetadataAsync()
    {
        JsonAnswer answer = await provider.GetAsync(".well-known/openid-configuration");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json;
    }
}
