using System.Text.Json;

namespace LeerId.Functions.Tests.AcmSimulator;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task The_document_names_the_issuer_and_the_endpoints_of_ACM()
    {
        await using Acm acm = await Acm.StartAsync();
        string issuer = $"http://127.0.0.1:{acm.Simulator.Address.Port}/op";

        JsonElement document = await acm.GetJsonAsync("/op/.well-known/openid-configuration");

        Assert.Equal(issuer, acm.Simulator.Issuer);
        Assert.Equal(issuer, Text(document, "issuer"));
        Assert.Equal($"{issuer}/v1/auth", Text(document, "authorization_endpoint"));
        Assert.Equal($"{issuer}/v1/token", Text(document, "token_endpoint"));
        Assert.Equal($"{issuer}/v1/keys", Text(document, "jwks_uri"));
        Assert.Equal($"{issuer}/v1/userinfo", Text(document, "userinfo_endpoint"));
        Assert.Equal($"{issuer}/v1/logout", Text(document, "end_session_endpoint"));
    }

    [Theory]
    [InlineData("response_types_supported", "code")]
    [InlineData("response_modes_supported", "form_post,fragment,query")]
    [InlineData("id_token_signing_alg_values_supported", "RS256")]
    [InlineData("code_challenge_methods_supported", "S256,plain")]
    [InlineData("grant_types_supported", "authorization_code")]
    [InlineData("scopes_supported", "openid,ov_leerling,profile")]
    // Signed client JWTs work, but ACM doesn't list them.
    [InlineData("token_endpoint_auth_methods_supported", "client_secret_basic,client_secret_post")]
    [InlineData("claims_supported", "aud,exp,iat,iss")]
    public async Task The_document_lists_what_ACM_lists(string member, string expected)
    {
        await using Acm acm = await Acm.StartAsync();

        JsonElement document = await acm.GetJsonAsync("/op/.well-known/openid-configuration");

        IEnumerable<string?> values = document.GetProperty(member).EnumerateArray().Select(value => value.GetString());
        Assert.Equal(expected, string.Join(',', values.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_key_set_may_be_kept_for_21500_seconds()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.Browser.GetAsync(new Uri("/op/v1/keys", UriKind.Relative), Acm.Ct);

        Assert.Equal(TimeSpan.FromSeconds(21500), response.Headers.CacheControl!.MaxAge);
        Assert.True(response.Headers.CacheControl.MustRevalidate);
        Assert.False(response.Headers.CacheControl.NoStore);
    }

    [Fact]
    public async Task The_key_set_holds_one_public_RSA_key_of_2048_bits()
    {
        await using Acm acm = await Acm.StartAsync();

        JsonElement key = Assert.Single(await KeysAsync(acm));

        Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], key.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["RSA", "RS256", "sig", "AQAB"], [Text(key, "kty"), Text(key, "alg"), Text(key, "use"), Text(key, "e")]);
        Assert.Equal(256, Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(Text(key, "n")!).Length);
    }

    [Fact]
    public async Task A_rotated_key_signs_at_once_and_the_former_one_stays_published_for_eight_hours()
    {
        await using Acm acm = await Acm.StartAsync();
        string? former = Text(Assert.Single(await KeysAsync(acm)), "kid");

        acm.Simulator.RotateKey();

        string? kid = Text(Acm.PayloadOf(await acm.TokensAsync("identified")), "kid");
        Assert.NotEqual(former, kid);
        Assert.Equal([kid, former], (await KeysAsync(acm)).Select(key => Text(key, "kid")));

        acm.Clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal([kid], (await KeysAsync(acm)).Select(key => Text(key, "kid")));
    }

    private static async Task<List<JsonElement>> KeysAsync(Acm acm) =>
        [.. (await acm.GetJsonAsync("/op/v1/keys")).GetProperty("keys").EnumerateArray()];

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();
}
