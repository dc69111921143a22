using LeerId.Evidence;
using LeerId.PrivacyLog.Seals;
using LeerId.Provider;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The report lists the keys, and never their values.</summary>
public sealed class KeysTests
{
    private const string Storage = "UseDevelopmentStorage=true";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_lists_the_versions_of_the_keys_in_use()
    {
        using EvidenceRig rig = new(Storage, settings: ("Secrets:sign-in-cookie-key", null));

        IReadOnlyList<KeyEvidence> keys = await rig.Get<KeyReader>().ReadAsync(Cancel);

        Assert.Equal(
            [
                ("acm-client-key", true, false, 1), ("sign-in-cookie-key", false, false, 0), ("student-key", true, true, 0),
                ("id-token-key", true, true, 2), ("provider-token-key", true, false, 0), ("subject-key", true, false, 0),
                ("application-oefenapp-secret", true, false, 0), ("seal-key", true, false, 1), ("console-key", true, false, 0),
                ("staff-client-secret", true, false, 0), ("smtp-password", true, false, 0),
            ],
            keys.Select(key => (key.Name, key.Current, key.Previous, key.Thumbprints.Count)));
        Assert.All(keys, key => Assert.False(key.Next));
        Assert.All(keys.SelectMany(key => key.Thumbprints), thumbprint => Assert.Equal(43, thumbprint.Length));
    }

    [Fact]
    public async Task Thumbprints_are_those_of_the_published_keys()
    {
        using EvidenceRig rig = new(Storage);
        IReadOnlyList<KeyEvidence> keys = await rig.Get<KeyReader>().ReadAsync(Cancel);

        Assert.Equal(
            (await rig.Get<IssuingKeys>().GetAsync(Cancel)).IdTokenSigning.Select(credentials => credentials.Key.KeyId),
            keys.Single(key => key.Name == "id-token-key").Thumbprints);
        Assert.Equal(
            new JsonWebKeySet(await rig.Get<SealKeys>().PublishAsync(Cancel)).Keys.Select(key => key.Kid),
            keys.Single(key => key.Name == "seal-key").Thumbprints);
    }

    [Fact]
    public async Task Secret_that_nothing_uses_is_left_out()
    {
        using EvidenceRig rig = new(Storage, settings: [("Acm:ClientAuthentication", "ClientSecretPost"), ("Smtp:User", "")]);
        Assert.Equal(
            ["acm-client-secret", "sign-in-cookie-key", "student-key", "id-token-key", "provider-token-key", "subject-key",
                "application-oefenapp-secret", "seal-key", "console-key", "staff-client-secret"],
            (await rig.Get<KeyReader>().ReadAsync(Cancel)).Select(key => key.Name));
    }

    [Fact]
    public async Task Key_in_an_invalid_format_is_reported_and_not_shown()
    {
        using EvidenceRig rig = new(Storage, settings: ("Secrets:id-token-key", "secret nonsense"));
        Assert.Equal(
            "niet in de vorm die het moet hebben", (await rig.Get<KeyReader>().ReadAsync(Cancel)).Single(key => key.Name == "id-token-key").Thumbprints[0]);
    }
}
