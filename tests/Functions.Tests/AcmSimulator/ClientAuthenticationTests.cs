using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Tests.AcmSimulator;

public sealed class ClientAuthenticationTests
{
    [Theory]
    [InlineData("client_secret", "wrong")]
    [InlineData("client_secret", null)]
    [InlineData("client_id", "somebody-else")]
    public async Task A_secret_by_POST_must_be_the_client_s(string parameter, string? value)
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.RedeemAsync(await acm.CodeAsync("identified"), (parameter, value));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("invalid_client", await Acm.ErrorAsync(response));
    }

    [Fact]
    public async Task A_verifier_does_not_replace_the_secret()
    {
        await using Acm acm = await Acm.StartAsync();
        string code = await acm.CodeAsync("identified", ("code_challenge", new string('v', 43)), ("code_challenge_method", "plain"));

        using HttpResponseMessage response = await acm.RedeemAsync(code, ("code_verifier", new string('v', 43)), ("client_secret", null));

        Assert.Equal("invalid_client", await Acm.ErrorAsync(response));
    }

    [Fact]
    public async Task A_client_that_is_refused_leaves_the_code_unused()
    {
        await using Acm acm = await Acm.StartAsync();
        string code = await acm.CodeAsync("identified");
        using HttpResponseMessage refused = await acm.RedeemAsync(code, ("client_secret", "wrong"));

        using HttpResponseMessage response = await acm.RedeemAsync(code);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(Acm.ClientSecret, HttpStatusCode.OK)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    public async Task A_secret_by_Basic_works_too(string secret, HttpStatusCode expected)
    {
        await using Acm acm = await Acm.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(acm.Simulator.Address, "/op/v1/token"))
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "authorization_code"),
                new("code", await acm.CodeAsync("identified")),
                new("redirect_uri", Acm.Callback),
            ]),
        };
        string credentials = $"{Uri.EscapeDataString(Acm.ClientId)}:{Uri.EscapeDataString(secret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials)));

        using HttpResponseMessage response = await acm.Browser.SendAsync(request, Acm.Ct);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Acm.ClientId)]
    public async Task A_signed_JWT_works_with_the_client_id_or_without(string? clientId)
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await RedeemAsync(acm, Assertion(acm), ("client_id", clientId));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Acm.ClientId, Acm.PayloadOf(await Acm.JsonAsync(response)).GetProperty("aud").GetString());
    }

    [Theory]
    [InlineData("aud", "/v1/token")] // The token endpoint, as other providers want it.
    [InlineData("aud", "/")]
    [InlineData("aud", null)]
    [InlineData("iss", "somebody-else")]
    [InlineData("sub", "somebody-else")]
    [InlineData("sub", null)]
    [InlineData("jti", null)]
    [InlineData("iat", null)]
    [InlineData("exp", null)]
    public async Task A_signed_JWT_with_a_wrong_or_missing_claim_is_refused(string claim, string? value)
    {
        await using Acm acm = await Acm.StartAsync();
        string? given = claim == "aud" && value is not null ? acm.Simulator.Issuer + value : value;

        using HttpResponseMessage response = await RedeemAsync(acm, Assertion(acm, claims => Set(claims, claim, given)));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("invalid_client", await Acm.ErrorAsync(response));
    }

    [Fact]
    public async Task A_signed_JWT_for_the_issuer_and_someone_else_is_refused()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await RedeemAsync(
            acm, Assertion(acm, claims => claims["aud"] = new[] { acm.Simulator.Issuer, "https://other.invalid" }));

        Assert.Equal("invalid_client", await Acm.ErrorAsync(response));
    }

    [Theory]
    [InlineData(0, 600, true)]
    [InlineData(0, 601, false)]
    [InlineData(0, 0, false)]
    [InlineData(-300, -1, false)]
    [InlineData(-300, 300, true)]
    [InlineData(60, 120, false)]
    public async Task Signed_JWT_is_valid_for_at_most_ten_minutes(int issued, int expires, bool works)
    {
        await using Acm acm = await Acm.StartAsync();
        long now = acm.Clock.GetUtcNow().ToUnixTimeSeconds();

        using HttpResponseMessage response = await RedeemAsync(acm, Assertion(acm, claims =>
        {
            claims["iat"] = now + issued;
            claims["exp"] = now + expires;
        }));

        Assert.Equal(works ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_signed_JWT_works_once()
    {
        await using Acm acm = await Acm.StartAsync();
        string assertion = Assertion(acm);

        using HttpResponseMessage first = await RedeemAsync(acm, assertion);
        using HttpResponseMessage second = await RedeemAsync(acm, assertion);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized], [first.StatusCode, second.StatusCode]);
    }

    [Fact]
    public async Task A_signed_JWT_works_after_another_simulator_with_the_same_client_has_ended()
    {
        await using (Acm former = await Acm.StartAsync())
        {
            using HttpResponseMessage response = await RedeemAsync(former, Assertion(former));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await using Acm acm = await Acm.StartAsync();
        using HttpResponseMessage again = await RedeemAsync(acm, Assertion(acm));

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_JWT_signed_with_another_key_is_refused()
    {
        await using Acm acm = await Acm.StartAsync();
        using RSA other = RSA.Create(2048);

        using HttpResponseMessage response = await RedeemAsync(acm, Assertion(acm, signing: new(new RsaSecurityKey(other), "RS256")));

        Assert.Equal("invalid_client", await Acm.ErrorAsync(response));
    }

    [Fact]
    public async Task A_JWT_signed_with_another_algorithm_is_refused()
    {
        await using Acm acm = await Acm.StartAsync();
        SymmetricSecurityKey publicKeyAsSecret = new(Encoding.UTF8.GetBytes(Acm.ClientKey.ExportSubjectPublicKeyInfoPem()));

        using HttpResponseMessage rs512 = await RedeemAsync(acm, Assertion(acm, signing: new(new RsaSecurityKey(Acm.ClientKey), "RS512")));
        using HttpResponseMessage hs256 = await RedeemAsync(acm, Assertion(acm, signing: new(publicKeyAsSecret, "HS256")));

        Assert.Equal(["invalid_client", "invalid_client"], [await Acm.ErrorAsync(rs512), await Acm.ErrorAsync(hs256)]);
    }

    [Fact]
    public async Task Kid_in_the_JWT_is_optional_and_ignored()
    {
        await using Acm acm = await Acm.StartAsync();
        RsaSecurityKey named = new(Acm.ClientKey) { KeyId = "any-name" };

        using HttpResponseMessage response = await RedeemAsync(acm, Assertion(acm, signing: new(named, "RS256")));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_secret_beside_the_JWT_is_refused()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await RedeemAsync(acm, Assertion(acm), ("client_secret", Acm.ClientSecret));

        Assert.Equal("invalid_request", await Acm.ErrorAsync(response));
    }

    private static async Task<HttpResponseMessage> RedeemAsync(Acm acm, string assertion, params (string Name, string? Value)[] changes) =>
        await acm.RedeemAsync(
            await acm.CodeAsync("identified"),
            [
                ("client_id", null),
                ("client_secret", null),
                ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                ("client_assertion", assertion),
                .. changes,
            ]);

    private static string Assertion(Acm acm, Action<Dictionary<string, object>>? edit = null, SigningCredentials? signing = null)
    {
        long now = acm.Clock.GetUtcNow().ToUnixTimeSeconds();
        Dictionary<string, object> claims = new()
        {
            ["iss"] = Acm.ClientId,
            ["sub"] = Acm.ClientId,
            ["aud"] = acm.Simulator.Issuer,
            ["jti"] = Guid.NewGuid().ToString(),
            ["iat"] = now,
            ["exp"] = now + 300,
        };
        edit?.Invoke(claims);
        return new JsonWebTokenHandler().CreateToken(JsonSerializer.Serialize(claims), signing ?? new(new RsaSecurityKey(Acm.ClientKey), "RS256"));
    }

    private static void Set(Dictionary<string, object> claims, string claim, string? value)
    {
        if (value is null)
            claims.Remove(claim);
        else
            claims[claim] = value;
    }
}
