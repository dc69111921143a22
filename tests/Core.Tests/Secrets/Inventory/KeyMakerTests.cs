using System.Security.Cryptography;
using LeerId.Hosting;
using LeerId.PrivacyLog.Seals;
using LeerId.Secrets.Inventory;
using LeerId.Staff.Sessions;
using LeerId.Testing;

namespace LeerId.Core.Tests.Secrets.Inventory;

/// <summary>The keys that the app makes itself during a first deployment.</summary>
public sealed class KeyMakerTests
{
    private static readonly string[] Own =
    [
        "acm-client-key", "sign-in-cookie-key", "student-key", "id-token-key", "id-token-key-es256", "provider-token-key", "subject-key", "seal-key",
        "console-key",
    ];

    private const string FromOutside = "application-oefenapp-secret, staff-client-secret, smtp-password";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_key_is_made_once_in_the_form_that_its_feature_reads()
    {
        using VaultRig rig = new();
        rig.Vault.MayStore = true;
        KeyMaker keys = rig.Get<KeyMaker>();

        Assert.True(await keys.MakeAsync(Cancel));
        Assert.True(await keys.MakeAsync(Cancel));

        Assert.Equal(Own, rig.Vault.Names);
        Assert.All(Own, name => Assert.Single(rig.Vault.Of(name)));
        foreach ((_, Func<CancellationToken, ValueTask> read) in rig.Get<SignInSecrets>().Reads)
            await read(Cancel);
        await rig.Get<SealKeys>().PublishAsync(Cancel);
        await rig.Get<SessionKeys>().ReadAsync(Cancel);
        Assert.Equal(64, Convert.FromBase64String(rig.Vault.Of("sign-in-cookie-key")[0].Value).Length);
        Assert.Equal(3072, Rsa(rig.Vault.Of("id-token-key")[0].Value).KeySize);
        Assert.Equal(Own.Length, Own.Select(name => rig.Vault.Of(name)[0].Value).Distinct().Count());
    }

    [Fact]
    public async Task Keys_expire_after_two_years_except_those_that_data_depend_on()
    {
        using VaultRig rig = new();
        rig.Vault.MayStore = true;
        await rig.Get<KeyMaker>().MakeAsync(Cancel);
        Assert.All(Own, name => Assert.Equal(
            name is "student-key" or "subject-key" ? null : VaultRig.Now.AddYears(2), rig.Vault.Of(name)[0].ExpiresAt));
    }

    [Fact]
    public async Task Log_has_the_public_half_for_ACM_and_no_key()
    {
        using VaultRig rig = new();
        rig.Vault.MayStore = true;
        await rig.Get<KeyMaker>().MakeAsync(Cancel);

        Assert.Equal(Own.Length, rig.Events(5010).Count());
        string made = Assert.Single(rig.Events(5010), message => message.Contains(" acm-client-key.", StringComparison.Ordinal));
        string publicHalf = Rsa(rig.Vault.Of("acm-client-key")[0].Value).ExportSubjectPublicKeyInfoPem();
        Assert.Equal($"The app made the secret acm-client-key. Its public half: {publicHalf}", made);
        Assert.Contains("The app made the secret subject-key. Its public half: none", rig.Events(5010));
        Assert.All(Own, name => Assert.DoesNotContain(rig.Vault.Of(name)[0].Value, rig.Logs.AllText, StringComparison.Ordinal));
        Assert.DoesNotContain("PRIVATE KEY", rig.Logs.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_that_may_store_nothing_makes_nothing_and_names_what_is_missing_once()
    {
        using VaultRig rig = new();
        KeyMaker keys = rig.Get<KeyMaker>();

        Assert.False(await keys.MakeAsync(Cancel));
        Assert.False(await keys.MakeAsync(Cancel));

        Assert.Empty(rig.Vault.Names);
        string told = Assert.Single(rig.Events(5011));
        Assert.All(Own.Concat(FromOutside.Split(", ")), name => Assert.Contains(name, told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secrets_from_outside_are_named_and_not_made_and_nothing_waits_for_them()
    {
        using VaultRig rig = new();
        rig.Vault.MayStore = true;
        Assert.True(await rig.Get<KeyMaker>().MakeAsync(Cancel));
        Assert.StartsWith($"The vault lacks secrets that the app uses: {FromOutside}. ", Assert.Single(rig.Events(5011)), StringComparison.Ordinal);
    }

    // Somebody disabled the key, or let it expire: a new one would be a key under which nothing is found.
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, -1)]
    public async Task Key_that_the_vault_has_is_not_made_again_even_if_it_can_not_be_used(bool enabled, int expiresInDays)
    {
        using VaultRig rig = new();
        rig.Vault.MayStore = true;
        rig.Vault.Add("student-key", "former", VaultRig.Now.AddDays(expiresInDays), enabled);
        Assert.True(await rig.Get<KeyMaker>().MakeAsync(Cancel));
        Assert.Equal("former", Assert.Single(rig.Vault.Of("student-key")).Value);
    }

    [Fact]
    public async Task Deleted_key_is_not_made_again_and_neither_is_any_key_after_it()
    {
        using VaultRig rig = new();
        rig.Vault.MayStore = true;
        rig.Vault.Deleted.Add("student-key");
        Assert.False(await rig.Get<KeyMaker>().MakeAsync(Cancel));
        Assert.Equal(["acm-client-key", "sign-in-cookie-key"], rig.Vault.Names);
        Assert.Single(rig.Events(5012));
    }

    [Fact]
    public async Task Instance_that_stored_a_key_after_another_one_disables_its_own()
    {
        using VaultRig rig = new();
        rig.Vault.MayStore = true;
        rig.Vault.Stored = name => rig.Vault.Add(name, "of another instance", createdAt: VaultRig.Now.AddSeconds(-1));

        Assert.True(await rig.Get<KeyMaker>().MakeAsync(Cancel));

        Assert.All(Own, name => Assert.Equal("of another instance", Assert.Single(rig.Vault.Of(name), version => version.Enabled).Value));
        Assert.Empty(rig.Events(5010));
    }

    [Fact]
    public async Task Instances_that_start_together_leave_one_version_of_each_key()
    {
        using VaultRig rig = new();
        rig.Vault.MayStore = true;
        VaultRig[] instances = [.. Enumerable.Range(0, 2).Select(_ => new VaultRig(vault: rig.Vault))];

        await Task.WhenAll(instances.Select(instance => Task.Run(() => instance.Get<KeyMaker>().MakeAsync(Cancel), Cancel)));

        Assert.All(Own, name => Assert.Single(rig.Vault.Of(name), version => version.Enabled));
        Assert.Equal(Own.Length, instances.SelectMany(instance => instance.Events(5010)).Count());
        Array.ForEach(instances, instance => instance.Dispose());
    }

    [Fact]
    public async Task Started_app_tries_again_until_the_role_has_arrived()
    {
        using VaultRig rig = new();
        FirstStart start = rig.FirstStart;
        await start.StartAsync(Cancel);
        await Eventually.TrueAsync("the missing keys are told", () => rig.Events(5011).Any(), Cancel);

        rig.Vault.IsAway = true;
        await Eventually.TrueAsync("an outage is told", () => Later(rig, () => rig.Events(5012).Any()), Cancel);
        (rig.Vault.IsAway, rig.Vault.MayStore) = (false, true);
        await Eventually.TrueAsync("it ends", () => Later(rig, () => start.ExecuteTask!.IsCompletedSuccessfully), Cancel);

        Assert.Equal(Own, rig.Vault.Names);
    }

    [Fact]
    public async Task App_without_a_vault_has_nothing_to_make()
    {
        using VaultRig rig = new(settings: ("KeyVault:Uri", null));
        Assert.True(await rig.Get<KeyMaker>().MakeAsync(Cancel));
        Assert.Empty(rig.Events(5011));
    }

    private static bool Later(VaultRig rig, Func<bool> condition)
    {
        rig.Clock.Advance(FirstStart.Pause);
        return condition();
    }

    private static RSA Rsa(string pem)
    {
        RSA rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }
}
