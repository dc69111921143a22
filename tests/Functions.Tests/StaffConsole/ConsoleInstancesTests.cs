using System.Net;
using System.Security.Cryptography;
using LeerId.Functions.Tests.Staff;
using LeerId.Staff;
using LeerId.Testing;
using Microsoft.Extensions.Logging;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>
/// Several instances of the app, and several environments: whether one can read what another encrypted, and how secrets are rotated.
/// </summary>
public sealed class ConsoleInstancesTests(AzuriteFixture azurite)
{
    private const string KeySetting = "Secrets:console-key";

    private static readonly TimeSpan UntilSecretsAreReadAgain = TimeSpan.FromMinutes(6);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sign_in_that_one_instance_began_succeeds_at_another_and_its_session_counts_at_both()
    {
        await using StaffRig first = await StaffRig.StartAsync(azurite);
        await using StaffRig second = await StartOtherInstanceAsync(first);
        using ConsoleBrowser browser = new(first.Host.Host.Address);
        Answer chosen = await browser.ChooseAsync(first);

        Answer returned = await browser.Browser.GetAsync(At(second, chosen.Location.PathAndQuery), Cancel);

        Assert.Equal((HttpStatusCode.Found, "/beheer/hulpcode"), (returned.Status, returned.Location.AbsolutePath));
        Answer page = await browser.OpenAsync(first);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.Status, (await browser.OpenAsync(second)).Status));
        // The form of one instance is sent to the other instance.
        Answer answer = await browser.PostAsync(
            At(second, "/beheer/hulpcode"), new FormUrlEncodedContent([new("__token", page.Token()), new("code", "K763-QX9M")]));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Without_the_shared_secret_the_sign_in_fails_at_another_instance()
    {
        await using StaffRig first = await StaffRig.StartAsync(azurite);
        await using StaffRig second = await StartOtherInstanceAsync(first, (KeySetting, NewKey()));
        using ConsoleBrowser browser = new(first.Host.Host.Address);
        Answer chosen = await browser.ChooseAsync(first);

        Answer returned = await browser.Browser.GetAsync(At(second, chosen.Location.PathAndQuery), Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, "Aanmelden is niet gelukt"), (returned.Status, returned.Heading()));
    }

    [Fact]
    public async Task Wrong_client_secret_fails_the_sign_in_with_a_page()
    {
        await using StaffRig first = await StaffRig.StartAsync(azurite);
        await using StaffRig second = await StartOtherInstanceAsync(first, ("Secrets:staff-client-secret", "another"));
        using ConsoleBrowser browser = new(first.Host.Host.Address);
        Answer chosen = await browser.ChooseAsync(first);

        Answer returned = await browser.Browser.GetAsync(At(second, chosen.Location.PathAndQuery), Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, "Aanmelden is niet gelukt"), (returned.Status, returned.Heading()));
        Assert.Contains(second.Host.Logs.Entries, entry => entry.EventId.Id == 9022);
        Assert.False(second.HasLogged(chosen.Code!));
    }

    [Theory]
    // The other environment has another secret, at the same address.
    [InlineData(true, true)]
    // The other environment has another address, but the same secret by mistake.
    [InlineData(false, false)]
    public async Task Session_of_another_environment_does_not_count(bool hasOtherKey, bool hasSameAddress)
    {
        await using StaffRig first = await StaffRig.StartAsync(azurite);
        await using StaffRig second = await StartOtherInstanceAsync(
            first,
            (KeySetting, hasOtherKey ? NewKey() : first.Host.Host.Configuration[KeySetting]),
            ("Acm:RedirectUri", hasSameAddress ? first.Host.At("acm/callback").AbsoluteUri : "http://127.0.0.1:9/acm/callback"));
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(first, StaffRole.Dpo);

        Assert.True(await browser.IsSignedInAsync(first));
        Assert.False(await browser.IsSignedInAsync(second));
    }

    [Fact]
    public async Task Session_survives_a_rotation_and_ends_with_the_key_that_encrypted_it()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        using ConsoleBrowser used = await ConsoleBrowser.SignInAsync(rig, StaffRole.Dpo);
        using ConsoleBrowser unused = await ConsoleBrowser.SignInAsync(rig, StaffRole.Operator);

        Set($"{KeySetting}:previous", rig.Host.Host.Configuration[KeySetting]);
        Set(KeySetting, NewKey());
        rig.Clock.Advance(UntilSecretsAreReadAgain);
        Answer page = await used.OpenAsync(rig);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        // The new key protects the session's renewed cookie and the form, so the former key is no longer needed for them.
        Set($"{KeySetting}:previous", "");
        rig.Clock.Advance(UntilSecretsAreReadAgain);

        Assert.True(await used.IsSignedInAsync(rig));
        // Data Protection loads the new keys in the background. Until then a request still gets the former keys and renews the session with them.
        string session = unused.Browser.Cookies["__Host-beheer"];
        await Eventually.TrueAsync("a session of the former key has ended", async () =>
        {
            unused.Browser.Cookies["__Host-beheer"] = session;
            return !await unused.IsSignedInAsync(rig);
        }, Cancel);

        void Set(string name, string? value) => rig.Host.Host.Configuration[name] = value;
    }

    [Fact]
    public async Task Start_of_the_app_needs_no_key_of_the_console()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite, settings: new Dictionary<string, string?> { [KeySetting] = " " });

        Assert.DoesNotContain(
            rig.Host.Logs.Entries, entry => entry.Level >= LogLevel.Warning && entry.Category.Contains("DataProtection", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("bm90IDMyIGJ5dGVz")]
    [InlineData("no base64")]
    public async Task Without_a_key_staff_can_not_sign_in_but_pupils_can(string key)
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite, settings: new Dictionary<string, string?> { [KeySetting] = key });
        using ConsoleBrowser browser = new(rig.Host.Host.Address);

        HttpStatusCode status = (await browser.Browser.GetAsync(rig.Host.At("beheer"), Cancel)).Status;

        Assert.Contains(status, new[] { HttpStatusCode.InternalServerError, HttpStatusCode.ServiceUnavailable });
        Assert.Equal(HttpStatusCode.Found, (await browser.Browser.GetAsync(rig.Host.SignInAddress, Cancel)).Status);
        Assert.False(key.Trim().Length > 0 && rig.HasLogged(key));
    }

    // The directory and browsers see one app, so this instance has the address of the first.
    private Task<StaffRig> StartOtherInstanceAsync(StaffRig first, params (string Name, string? Value)[] changes)
    {
        Dictionary<string, string?> settings = new()
        {
            ["Staff:Issuer"] = first.Host.Host.Configuration["Staff:Issuer"],
            ["Staff:Audience"] = first.Host.Host.Configuration["Staff:Audience"],
            ["Acm:RedirectUri"] = first.Host.At("acm/callback").AbsoluteUri,
        };
        foreach ((string name, string? value) in changes)
            settings[name] = value;
        return StaffRig.StartAsync(azurite, clock: first.Clock, settings: settings);
    }

    private static Uri At(StaffRig rig, string path) => new(rig.Host.Host.Address, path);

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
}
