using System.Text.Json;

namespace LeerId.Functions.Tests.HandOff;

/// <summary>The example in TypeScript of docs/integrate.md, against the published addresses and the real clock.</summary>
public sealed class TypeScriptExampleTests(HandOffRig rig) : IClassFixture<HandOffRig>, IAsyncLifetime
{
    // Of the example's own refusals, and of the library's: the claim that is wrong, or else the code of the fault.
    private static readonly Dictionary<string, string> Refusals = new()
    {
        ["another audience"] = "aud",
        ["another issuer"] = "iss",
        ["another type"] = "typ",
        ["expired beyond the skew"] = "exp",
        ["no expiry"] = "exp",
        ["no id"] = "jti",
        ["another key under the same id"] = "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
        ["a key nobody published"] = "ERR_JWKS_NO_MATCHING_KEY",
        ["another algorithm"] = "ERR_JOSE_ALG_NOT_ALLOWED",
        ["unsigned"] = "ERR_JOSE_ALG_NOT_ALLOWED",
    };

    private TypeScriptExample? _example;

    private TypeScriptExample Example => _example!;

    public async ValueTask InitializeAsync() => _example = await TypeScriptExample.StartAsync(rig.Issuer, rig.Audience);

    public ValueTask DisposeAsync() => _example?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_token_of_a_real_sign_in_is_accepted_once_with_the_data_of_the_pupil()
    {
        string token = await rig.TokenAsync("account-only");

        JsonElement pupil = (await Example.ReadAsync(token)).GetProperty("pupil");
        Assert.Equal("acc00000-0000-4000-8000-000000000007", pupil.GetProperty("account_uuid").GetString());
        Assert.Equal("Hadewijch", pupil.GetProperty("voornaam").GetString());
        Assert.Equal("[\"012345\"]", pupil.GetProperty("instellingsnummer").GetRawText());
        Assert.False(pupil.TryGetProperty("leer_id_uuid", out _));

        Assert.Equal("This token was used before.", (await Example.ReadAsync(token)).GetProperty("refusal").GetString());
        Assert.True((await Example.ReadAsync(await rig.TokenAsync())).TryGetProperty("pupil", out _));
    }

    [Fact]
    public async Task A_token_with_one_fault_is_refused()
    {
        Assert.Equal(HandOffRig.Forgeries.Select(row => row.Data).Order(), Refusals.Keys.Order());
        foreach ((string forgery, string refusal) in Refusals)
        {
            JsonElement answer = await Example.ReadAsync(rig.Forge(forgery, TimeProvider.System.GetUtcNow().UtcDateTime));
            Assert.True(answer.TryGetProperty("refusal", out JsonElement said), forgery);
            Assert.Equal((forgery, refusal), (forgery, said.GetString()));
        }
    }
}
