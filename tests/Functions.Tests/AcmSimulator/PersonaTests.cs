using System.Text.Json;
using System.Text.RegularExpressions;
using LeerId.AcmSimulator;

namespace LeerId.Functions.Tests.AcmSimulator;

/// <summary>The client receives claims in exactly the JSON of the persona.</summary>
public sealed partial class PersonaTests
{
    [Theory]
    [InlineData("two-schools", "ov_orgcode", """["999999","030569"]""")]
    [InlineData("no-contract", "ov_orgcode", "\"999999\"")]
    [InlineData("no-enrolment-missing", "ov_orgcode", null)]
    [InlineData("no-enrolment-empty-array", "ov_orgcode", "[]")]
    [InlineData("no-enrolment-empty-string", "ov_orgcode", "\"\"")]
    [InlineData("number-school", "ov_orgcode", "30569")]
    [InlineData("account-only", "ov_leerid_uuid", "[]")]
    [InlineData("account-only", "ov_account_uuid", "\"acc00000-0000-4000-8000-000000000007\"")]
    [InlineData("later-identified", "ov_leerid_uuid", """["1ee71d00-0000-4000-8000-000000000008"]""")]
    [InlineData("later-identified", "ov_account_uuid", "\"acc00000-0000-4000-8000-000000000008\"")]
    [InlineData("later-identified", "ov_historiek_account_uuid", """["acc00000-0000-4000-8000-000000000007"]""")]
    [InlineData("diacritics", "given_name", "\"Zoë-Ÿlka Đặng\"")]
    [InlineData("diacritics", "family_name", "\"Çelik-Ó Súilleabháin\"")]
    [InlineData("apostrophe", "given_name", "\"D'Hondt\"")]
    [InlineData("apostrophe", "family_name", "\"O’Connor\"")]
    [InlineData("markup", "given_name", "\"<script>alert(1)</script>\"")]
    [InlineData("markup", "family_name", """ "\"><img src=x onerror=alert(1)>&amp;" """)]
    [InlineData("superfluous", "rrn", "\"99999999999\"")]
    public async Task Claim_is_received_unchanged(string persona, string claim, string? expected)
    {
        await using Acm acm = await Acm.StartAsync();

        JsonElement tokens = await acm.TokensAsync(persona);

        string payload = Acm.PartOf(Acm.IdTokenOf(tokens), 1);
        using HttpResponseMessage response = await acm.UserInfoAsync(tokens.GetProperty("access_token").GetString());
        string userInfo = await response.Content.ReadAsStringAsync(Acm.Ct);
        Assert.All([payload, userInfo], json =>
        {
            if (expected is null)
                Assert.DoesNotContain(claim, json, StringComparison.Ordinal);
            else
                Assert.Contains($"\"{claim}\":{expected.Trim()}", json, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_pupil_of_userinfo_only_has_nothing_in_the_ID_token()
    {
        await using Acm acm = await Acm.StartAsync();

        JsonElement tokens = await acm.TokensAsync("userinfo-only");

        Assert.Equal(
            ["iss", "aud", "azp", "iat", "exp", "nonce", "at_hash", "kid"],
            Acm.PayloadOf(tokens).EnumerateObject().Select(claim => claim.Name));
        using HttpResponseMessage userInfo = await acm.UserInfoAsync(tokens.GetProperty("access_token").GetString());
        Assert.Equal("Walburga", (await Acm.JsonAsync(userInfo)).GetProperty("given_name").GetString());
    }

    [Fact]
    public async Task Every_persona_but_the_cancelling_one_signs_in_without_sub()
    {
        await using Acm acm = await Acm.StartAsync();

        foreach (Persona persona in acm.Simulator.Personas.Where(persona => !persona.Cancels))
            Assert.False(Acm.PayloadOf(await acm.TokensAsync(persona.Id)).TryGetProperty("sub", out _), persona.Id);
    }

    [Fact]
    public void Uuids_are_valid_and_in_lower_case_and_ids_in_kebab_case()
    {
        foreach (Persona persona in Personas.All)
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", persona.Id);
            foreach (Match match in QuotedUuid().Matches(persona.UserInfoClaims.GetRawText()))
                Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", match.Groups[1].Value);
        }
    }

    [Fact]
    public void Long_names_are_200_characters()
    {
        JsonElement claims = Personas.All.Single(persona => persona.Id == "long-name").IdTokenClaims;

        Assert.Equal(200, claims.GetProperty("given_name").GetString()!.Length);
        Assert.Equal(200, claims.GetProperty("family_name").GetString()!.Length);
    }

    [GeneratedRegex("\"([^\"]{36})\"")]
    private static partial Regex QuotedUuid();
}
