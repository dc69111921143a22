using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Tests.AcmSimulator;

public sealed class IdTokenTests
{
    // 1 September 2026, 8:00 UTC, is the time on Acm's clock.
    private const long Now = 1788249600;

    [Fact]
    public async Task The_header_is_alg_and_kid_and_nothing_else()
    {
        await using Acm acm = await Acm.StartAsync();

        string token = Acm.IdTokenOf(await acm.TokensAsync("identified"));

        Assert.Equal($$"""{"alg":"RS256","kid":"{{await KidAsync(acm)}}"}""", Acm.PartOf(token, 0));
    }

    [Fact]
    public async Task The_payload_is_the_claims_of_ACM_without_sub_then_those_of_the_persona()
    {
        await using Acm acm = await Acm.StartAsync();

        JsonElement tokens = await acm.TokensAsync("identified");

        byte[] digest = SHA256.HashData(Encoding.ASCII.GetBytes(tokens.GetProperty("access_token").GetString()!));
        string expected = $$"""
            {"iss":"{{acm.Simulator.Issuer}}","aud":"leerid-test","azp":"leerid-test","iat":{{Now}},"exp":{{Now + 3600}},
            "nonce":"the nonce","at_hash":"{{WebEncoders.Base64UrlEncode(digest.AsSpan(0, 16))}}","kid":"{{await KidAsync(acm)}}",
            "ov_leerid_uuid":["1ee71d00-0000-4000-8000-000000000001"],"ov_account_uuid":"acc00000-0000-4000-8000-000000000001",
            "ov_historiek_account_uuid":[],"given_name":"Wolfraam","family_name":"Testkwartel","ov_orgcode":"012345",
            "ov_gebruikersnaam":"gebruiker-identified"}
            """.ReplaceLineEndings("");
        Assert.Equal(expected, Acm.PartOf(Acm.IdTokenOf(tokens), 1));
    }

    [Fact]
    public async Task The_published_key_verifies_the_signature()
    {
        await using Acm acm = await Acm.StartAsync();
        string token = Acm.IdTokenOf(await acm.TokensAsync("identified"));
        string keys = await acm.Browser.GetStringAsync(new Uri("/op/v1/keys", UriKind.Relative), Acm.Ct);

        TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = new JsonWebKeySet(keys).GetSigningKeys(),
            ValidAlgorithms = ["RS256"],
            ValidIssuer = acm.Simulator.Issuer,
            ValidAudience = Acm.ClientId,
            ValidateLifetime = false,
        });

        Assert.True(result.IsValid);
    }

    [Fact]
    public async Task The_audience_can_be_an_array_and_azp_names_the_client()
    {
        await using Acm acm = await Acm.StartAsync();
        acm.Simulator.AudienceAsArray = true;

        JsonElement payload = Acm.PayloadOf(await acm.TokensAsync("identified"));

        Assert.Equal($"""["leerid-test","{acm.Simulator.Issuer}"]""", payload.GetProperty("aud").GetRawText());
        Assert.Equal("leerid-test", payload.GetProperty("azp").GetString());
    }

    [Fact]
    public async Task There_is_no_nonce_when_none_was_sent()
    {
        await using Acm acm = await Acm.StartAsync();

        Assert.False(Acm.PayloadOf(await acm.TokensAsync("identified", ("nonce", null))).TryGetProperty("nonce", out _));
    }

    [Fact]
    public async Task Acr_is_the_first_of_acr_values()
    {
        await using Acm acm = await Acm.StartAsync();

        JsonElement payload = Acm.PayloadOf(await acm.TokensAsync("identified", ("acr_values", "urn:acm:leerid urn:acm:other")));

        Assert.Equal("urn:acm:leerid", payload.GetProperty("acr").GetString());
    }

    [Fact]
    public async Task Without_the_scope_of_LeerID_there_are_no_claims_of_the_pupil()
    {
        await using Acm acm = await Acm.StartAsync();

        JsonElement tokens = await acm.TokensAsync("identified", ("scope", "openid"));

        Assert.Equal(
            ["iss", "aud", "azp", "iat", "exp", "nonce", "at_hash", "kid"],
            Acm.PayloadOf(tokens).EnumerateObject().Select(claim => claim.Name));
        using HttpResponseMessage userInfo = await acm.UserInfoAsync(tokens.GetProperty("access_token").GetString());
        Assert.Equal("{}", await userInfo.Content.ReadAsStringAsync(Acm.Ct));
    }

    [Fact]
    public async Task Access_token_and_code_contain_no_name_and_no_uuid()
    {
        await using Acm acm = await Acm.StartAsync();

        string accessToken = (await acm.TokensAsync("identified")).GetProperty("access_token").GetString()!;

        Assert.Equal(5, accessToken.Split('.').Length); // Encrypted.
        Assert.Equal(43, (await acm.CodeAsync("identified")).Length); // 32 random bytes.
    }

    private static async Task<string?> KidAsync(Acm acm) =>
        (await acm.GetJsonAsync("/op/v1/keys")).GetProperty("keys")[0].GetProperty("kid").GetString();
}
