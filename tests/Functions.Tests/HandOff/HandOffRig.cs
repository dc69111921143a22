using System.Security.Cryptography;
using LeerId.Functions.Tests.SignIn;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Tests.HandOff;

/// <summary>Sign-ins that end with a real hand-off token, and tokens that differ from a real one in one thing.</summary>
public sealed class HandOffRig(AzuriteFixture azurite) : IAsyncLifetime
{
    private SimulatedSignIn? _signIn;
    private string _keyId = "";

    /// <summary>What must be refused, for every example.</summary>
    public static TheoryData<string> Forgeries { get; } = [.. Edits.Keys];

    /// <summary>What sign-in calls itself in the token, and where its keys are.</summary>
    public string Issuer => Rig.Host.Address.GetLeftPart(UriPartial.Authority);

    public string Audience => Rig.Host.Configuration["Application:Audience"]!;

    public SignInRig Rig => _signIn!.Rig;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Dictionary<string, Action<Forgery>> Edits => new()
    {
        ["another audience"] = token => token.Descriptor.Audience = "another-application",
        ["another issuer"] = token => token.Descriptor.Issuer = "https://elsewhere.example",
        ["another type"] = token => token.Descriptor.TokenType = "JWT",
        ["expired beyond the skew"] = token => token.Descriptor.Expires = token.Now.AddSeconds(-31),
        ["no expiry"] = token => token.Descriptor.Expires = null,
        ["no id"] = token => token.Descriptor.Claims!.Remove("jti"),
        ["another key under the same id"] = token => token.SignWith(ECDsa.Create(ECCurve.NamedCurves.nistP256), token.KeyId),
        ["a key nobody published"] = token => token.SignWith(ECDsa.Create(ECCurve.NamedCurves.nistP256), "unknown"),
        ["another algorithm"] = token => token.Descriptor.SigningCredentials = new SigningCredentials(
            new SymmetricSecurityKey(new byte[32]) { KeyId = token.KeyId }, SecurityAlgorithms.HmacSha256),
        ["unsigned"] = token => token.Descriptor.SigningCredentials = null,
    };

    public async ValueTask InitializeAsync()
    {
        SignInRig rig = await SignInRig.StartAsync(
            azurite.NewAccount(), new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new Dictionary<string, string?>(), Cancel);
        _signIn = SimulatedSignIn.Of(rig);
        _keyId = new JsonWebToken(await TokenAsync()).Kid;
    }

    public ValueTask DisposeAsync() => _signIn?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The page that hands a pupil over. The clock of sign-in is put right first: the TypeScript example goes by the real one.</summary>
    public async Task<Answer> SignInAsync(Browser browser, string persona, string path = "/sign-in")
    {
        Rig.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        return await _signIn!.SignInAsync(browser, persona, path);
    }

    /// <summary>The token of such a page.</summary>
    public async Task<string> TokenAsync(string persona = "identified")
    {
        using Browser browser = new();
        return (await SignInAsync(browser, persona)).HandOffToken!;
    }

    /// <summary>A token made at a moment with the real key, and wrong in one thing.</summary>
    public string Forge(string forgery, DateTime now) => Make(now, Edits[forgery]);

    /// <summary>One that is right in everything.</summary>
    public string Make(DateTime now) => Make(now, _ => { });

    private string Make(DateTime now, Action<Forgery> edit)
    {
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(Rig.Host.Configuration["Secrets:hand-off-key"]);
        Forgery forgery = new(_keyId, now, new SecurityTokenDescriptor
        {
            TokenType = "hand-off+jwt",
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            Expires = now.AddSeconds(60),
            Claims = new Dictionary<string, object> { ["jti"] = Guid.NewGuid().ToString("N") },
        });
        forgery.SignWith(key, _keyId);
        edit(forgery);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(forgery.Descriptor);
    }

    private sealed record Forgery(string KeyId, DateTime Now, SecurityTokenDescriptor Descriptor)
    {
        public void SignWith(ECDsa key, string keyId) => Descriptor.SigningCredentials = new SigningCredentials(
            new ECDsaSecurityKey(key) { KeyId = keyId, CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } },
            SecurityAlgorithms.EcdsaSha256);
    }
}
