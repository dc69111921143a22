using LeerId.Runs;
using LeerId.Secrets.Inventory;
using LeerId.Testing;

namespace LeerId.Core.Tests.Secrets.Inventory;

/// <summary>The nightly check of secrets and certificates, with its run record in real storage.</summary>
public sealed class SecretCheckTests(AzuriteFixture azurite)
{
    private static readonly string[] InUse =
    [
        "acm-client-key", "sign-in-cookie-key", "student-key", "id-token-key", "id-token-key-es256", "provider-token-key", "subject-key",
        "application-oefenapp-secret", "seal-key", "console-key", "staff-client-secret", "smtp-password",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_logged_while_every_secret_exists_and_is_valid_for_more_than_30_days()
    {
        using VaultRig rig = await StartAsync();
        Put(rig, VaultRig.Now.AddDays(30).AddSeconds(1));

        RunRecord run = await rig.Get<SecretCheck>().RunAsync(Cancel);

        Assert.Equal(("CheckSecrets", (long)InUse.Length, 0L), (run.Job, run.Examined, run.Failed));
        Assert.NotNull(await rig.Get<RunStore>().ListAsync("CheckSecrets", Cancel).SingleAsync(Cancel));
        Assert.Empty(LoggedBy(rig));
    }

    [Fact]
    public async Task Expiring_secret_is_logged_every_night_from_30_days_before_until_it_has_a_new_version()
    {
        using VaultRig rig = await StartAsync();
        Put(rig, null, except: "id-token-key");
        rig.Vault.Add("id-token-key", "x", VaultRig.Now.AddDays(30), createdAt: VaultRig.Now.AddDays(-700));
        // Only the newest version counts.
        rig.Vault.Add("id-token-key", "x", VaultRig.Now.AddDays(1), createdAt: VaultRig.Now.AddDays(-1400));
        await rig.Get<SecretCheck>().RunAsync(Cancel);
        Assert.Equal(["5020 The secret id-token-key expires at 2026-10-01T02:30:00Z. Add a new version"], LoggedBy(rig));

        rig.Clock.Advance(TimeSpan.FromDays(30));
        await rig.Get<SecretCheck>().RunAsync(Cancel);
        Assert.Equal("5021 The secret id-token-key expired at 2026-10-01T02:30:00Z. Add a new version at once", LoggedBy(rig)[^1]);

        rig.Vault.Add("id-token-key", "y", rig.Clock.GetUtcNow().AddYears(2));
        await rig.Get<SecretCheck>().RunAsync(Cancel);
        Assert.Equal(2, LoggedBy(rig).Length);
    }

    [Fact]
    public async Task Expiring_former_version_is_logged_only_for_the_student_key()
    {
        using VaultRig rig = await StartAsync();
        Put(rig, null);
        foreach (string name in new[] { "student-key", "seal-key" })
            rig.Vault.Add(name, "former", VaultRig.Now.AddDays(10), createdAt: VaultRig.Now.AddDays(-1400));
        await rig.Get<SecretCheck>().RunAsync(Cancel);
        Assert.Equal(["5020 The secret student-key expires at 2026-09-11T02:30:00Z. Add a new version"], LoggedBy(rig));
    }

    [Fact]
    public async Task Missing_or_disabled_secret_is_logged()
    {
        using VaultRig rig = await StartAsync();
        Put(rig, null, except: ["smtp-password", "seal-key"]);
        rig.Vault.Add("seal-key", "x", enabled: false);
        await rig.Get<SecretCheck>().RunAsync(Cancel);
        Assert.Equal(
            [
                "5022 The vault has no enabled version of the secret seal-key. Add one",
                "5022 The vault has no enabled version of the secret smtp-password. Add one",
            ],
            LoggedBy(rig));
    }

    [Fact]
    public async Task Run_fails_and_names_each_secret_when_the_vault_does_not_answer()
    {
        using VaultRig rig = await StartAsync();
        rig.Vault.IsAway = true;

        RunFailedException failed = await Assert.ThrowsAsync<RunFailedException>(() => rig.Get<SecretCheck>().RunAsync(Cancel));

        Assert.Equal(((long)InUse.Length, (long)InUse.Length), (failed.Record.Examined, failed.Record.Failed));
        Assert.Equal(InUse.Select(name => $"The expiry of the secret {name} could not be checked; the next run retries it"), rig.Events(5023));
        Assert.Empty(LoggedBy(rig));
    }

    [Fact]
    public async Task Certificate_of_the_officer_is_checked_even_if_the_vault_does_not_answer()
    {
        using DpoKey key = new(VaultRig.Now.AddYears(-1), VaultRig.Now.AddDays(59));
        using VaultRig rig = await StartAsync(("Dpo:DovCertificate", key.Base64));
        rig.Vault.IsAway = true;
        await Assert.ThrowsAsync<RunFailedException>(() => rig.Get<SecretCheck>().RunAsync(Cancel));
        Assert.Single(rig.Events(4030));
    }

    private async Task<VaultRig> StartAsync(params (string Name, string? Value)[] settings) => new(await azurite.NewDeployedAccountAsync(), settings: settings);

    private static void Put(VaultRig rig, DateTimeOffset? expiresAt, params string[] except)
    {
        foreach (string name in InUse.Except(except))
            rig.Vault.Add(name, "value", expiresAt, createdAt: VaultRig.Now.AddYears(-1));
    }

    private static string[] LoggedBy(VaultRig rig) =>
        [.. rig.Logs.Entries.Where(entry => entry.EventId.Id is >= 5020 and <= 5022).Select(entry => $"{entry.EventId.Id} {entry.Message}")];
}
