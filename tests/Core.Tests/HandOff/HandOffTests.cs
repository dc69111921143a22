using System.Security.Cryptography;
using System.Text.Json;
using LeerId.HandOff;
using LeerId.Schools;
using LeerId.Secrets;
using LeerId.Students;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Core.Tests.HandOff;

/// <summary>The hand-off token, read as an application would: with the published keys and a library.</summary>
public sealed class HandOffTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero));
    private readonly string _key = NewKey();

    private static readonly Student Pupil = new()
    {
        LeerIdUuid = Guid.Parse("11111111-1111-4111-8111-111111111111"),
        AccountUuid = Guid.Parse("22222222-2222-4222-8222-222222222222"),
        HistoriekAccountUuid = [Guid.Parse("33333333-3333-4333-8333-333333333333")],
        Voornaam = "Zoë-Ÿlka",
        Naam = "D'Hondt <b>",
        Gebruikersnaam = "zoe.dhondt",
        Instellingsnummers = [SchoolNumber.Parse("012345"), SchoolNumber.Parse("030569")],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Issue_makes_a_token_that_the_published_keys_verify()
    {
        HandOffKeys keys = Keys(_key);
        Assert.True(ReturnPath.TryParse("/taken", out ReturnPath path));

        JsonWebToken token = await ValidateAsync(await Issuer(keys).IssueAsync(Pupil, path, Cancel), await keys.PublishAsync(Cancel));

        JsonElement payload = JsonElement.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        Assert.Equal(
            [
                "account_uuid", "aud", "exp", "gebruikersnaam", "historiek_account_uuid", "iat",
                "instellingsnummer", "iss", "jti", "leer_id_uuid", "naam", "return_path", "voornaam",
            ],
            payload.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal("11111111-1111-4111-8111-111111111111", payload.GetProperty("leer_id_uuid").GetString());
        Assert.Equal("22222222-2222-4222-8222-222222222222", payload.GetProperty("account_uuid").GetString());
        Assert.Equal("[\"33333333-3333-4333-8333-333333333333\"]", payload.GetProperty("historiek_account_uuid").GetRawText());
        Assert.Equal("Zoë-Ÿlka", payload.GetProperty("voornaam").GetString());
        Assert.Equal("D'Hondt <b>", payload.GetProperty("naam").GetString());
        Assert.Equal("zoe.dhondt", payload.GetProperty("gebruikersnaam").GetString());
        Assert.Equal("[\"012345\",\"030569\"]", payload.GetProperty("instellingsnummer").GetRawText());
        Assert.Equal("/taken", payload.GetProperty("return_path").GetString());
        Assert.Equal(60, payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64());
        Assert.Equal("ES256", token.Alg);
        Assert.Equal("hand-off+jwt", token.Typ);
    }

    [Fact]
    public async Task Issue_gives_each_token_an_id_of_its_own()
    {
        HandOffIssuer issuer = Issuer(Keys(_key));
        JsonWebToken first = new(await issuer.IssueAsync(Pupil, default, Cancel));
        JsonWebToken second = new(await issuer.IssueAsync(Pupil, default, Cancel));
        Assert.NotEqual(first.Id, second.Id);
        Assert.InRange(first.Id.Length, 20, 30);
    }

    [Fact]
    public async Task Issue_leaves_out_what_is_not_known()
    {
        Student unidentified = new() { AccountUuid = Pupil.AccountUuid, Instellingsnummers = Pupil.Instellingsnummers };
        JsonWebToken token = new(await Issuer(Keys(_key)).IssueAsync(unidentified, default, Cancel));
        Assert.DoesNotContain(token.Claims, claim => claim.Type is "leer_id_uuid" or "voornaam" or "naam" or "gebruikersnaam");
    }

    [Fact]
    public async Task Publish_holds_the_former_key_during_a_rotation_and_the_new_one_signs()
    {
        string former = await Issuer(Keys(_key)).IssueAsync(Pupil, default, Cancel);

        HandOffKeys rotated = Keys(NewKey(), previous: _key);
        string published = await rotated.PublishAsync(Cancel);

        await ValidateAsync(former, published);
        JsonWebToken current = await ValidateAsync(await Issuer(rotated).IssueAsync(Pupil, default, Cancel), published);
        Assert.Equal(new JsonWebKeySet(published).Keys[0].Kid, current.Kid);
    }

    [Fact]
    public async Task Publish_refuses_a_public_key()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Keys(key.ExportSubjectPublicKeyInfoPem()).PublishAsync(Cancel).AsTask());
    }

    [Fact]
    public async Task Publish_never_holds_a_private_key()
    {
        JsonElement keys = JsonElement.Parse(await Keys(_key, previous: NewKey()).PublishAsync(Cancel)).GetProperty("keys");
        Assert.Equal(2, keys.GetArrayLength());
        Assert.All(keys.EnumerateArray(), key => Assert.Equal(
            ["alg", "crv", "kid", "kty", "use", "x", "y"], key.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Publish_refuses_a_key_of_another_curve()
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Keys(other.ExportPkcs8PrivateKeyPem()).PublishAsync(Cancel).AsTask());
    }

    private async Task<JsonWebToken> ValidateAsync(string token, string keys)
    {
        TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = "https://leerid.example",
            ValidAudience = "application",
            ValidTypes = [HandOffIssuer.TokenType],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = new JsonWebKeySet(keys).GetSigningKeys(),
            LifetimeValidator = (notBefore, expires, _, _) => expires > _clock.GetUtcNow().UtcDateTime,
        });
        Assert.Null(result.Exception);
        return (JsonWebToken)result.SecurityToken;
    }

    private HandOffIssuer Issuer(HandOffKeys keys) => new(
        keys,
        new Uri("https://leerid.example/acm/callback"),
        Options.Create(new ApplicationOptions { Audience = "application" }),
        _clock);

    private HandOffKeys Keys(string key, string? previous = null)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Secrets:hand-off-key"] = key,
            ["Secrets:hand-off-key:previous"] = previous,
        }).Build();
        return new HandOffKeys(new ConfigurationSecretReader(configuration), _clock, NullLogger<HandOffKeys>.Instance);
    }

    private static string NewKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
