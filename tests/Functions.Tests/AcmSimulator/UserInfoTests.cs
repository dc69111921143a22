using System.Net;
using System.Text.Json;

namespace LeerId.Functions.Tests.AcmSimulator;

public sealed class UserInfoTests
{
    [Fact]
    public async Task The_answer_is_the_claims_of_the_persona_in_plain_JSON_without_sub()
    {
        await using Acm acm = await Acm.StartAsync();
        JsonElement tokens = await acm.TokensAsync("identified");

        using HttpResponseMessage response = await acm.UserInfoAsync(tokens.GetProperty("access_token").GetString());

        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            """
            {"ov_leerid_uuid":["1ee71d00-0000-4000-8000-000000000001"],"ov_account_uuid":"acc00000-0000-4000-8000-000000000001",
            "ov_historiek_account_uuid":[],"given_name":"Wolfraam","family_name":"Testkwartel","ov_orgcode":"012345",
            "ov_gebruikersnaam":"gebruiker-identified"}
            """.ReplaceLineEndings(""),
            await response.Content.ReadAsStringAsync(Acm.Ct));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no.such.token")]
    public async Task Userinfo_without_a_valid_token_is_401_and_asks_for_one(string? token)
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.UserInfoAsync(token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task An_ID_token_is_no_access_token()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.UserInfoAsync(Acm.IdTokenOf(await acm.TokensAsync("identified")));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task An_access_token_works_for_an_hour()
    {
        await using Acm acm = await Acm.StartAsync();
        string? token = (await acm.TokensAsync("identified")).GetProperty("access_token").GetString();

        acm.Clock.Advance(TimeSpan.FromMinutes(59));
        using HttpResponseMessage within = await acm.UserInfoAsync(token);
        acm.Clock.Advance(TimeSpan.FromMinutes(2));
        using HttpResponseMessage after = await acm.UserInfoAsync(token);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized], [within.StatusCode, after.StatusCode]);
    }
}
