using LeerId.Runs;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Retention;

/// <summary>Usernames are a temporary measure until 2028 (protocol, article 5).</summary>
public sealed class UsernameEndTests(AzuriteFixture azurite)
{
    // Midnight of New Year in Brussels.
    private static readonly DateTimeOffset Midnight = new(2027, 12, 31, 23, 0, 0, TimeSpan.Zero);

    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Sign_in_stores_the_username_until_midnight_and_not_afterwards(int seconds, bool kept)
    {
        await using RetentionRig rig = await RetentionRig.StartAsync(_storage, Midnight.AddSeconds(seconds));

        Answer page = await rig.SignInAsync();

        StudentKeySet keys = await rig.Rig.Keys.ForAsync(new Student { LeerIdUuid = ScriptedAcm.LeerId(1) }, Cancel);
        Assert.Equal(kept ? "proef.gebruiker" : null, (await rig.FindAsync(keys.Own))!.Student.Gebruikersnaam);
        Assert.Equal(kept, (await rig.Rig.Application.ClaimsAsync(page, Cancel)).TryGetProperty("preferred_username", out _));
    }

    [Fact]
    public async Task Username_is_not_read_after_midnight()
    {
        await using RetentionRig rig = await RetentionRig.StartAsync(_storage, Midnight);
        rig.Acm.Claims = _ =>
        {
            System.Text.Json.Nodes.JsonObject claims = ScriptedAcm.Pupil();
            claims["ov_gebruikersnaam"] = "malformed\u0000";
            return claims;
        };
        Assert.NotNull((await rig.SignInAsync()).Code);

        // Userinfo is not asked for it either.
        rig.Acm.Claims = _ =>
        {
            System.Text.Json.Nodes.JsonObject claims = ScriptedAcm.Pupil();
            claims.Remove("ov_gebruikersnaam");
            return claims;
        };
        rig.Acm.Requests.Clear();
        Assert.NotNull((await rig.SignInAsync()).Code);
        Assert.DoesNotContain(rig.Acm.Requests, request => request.Contains("userinfo", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Sweep_wipes_the_usernames_stored_before_and_leaves_the_rest(int seconds, bool kept)
    {
        DateTimeOffset signedIn = new(2026, 9, 1, 7, 0, 0, TimeSpan.Zero);
        await using RetentionRig rig = await RetentionRig.StartAsync(_storage, Midnight.AddSeconds(seconds));
        StudentKey with = await rig.AddAsync(1, signedIn);
        StudentKey without = await rig.AddAsync(2, signedIn, username: null);
        StudentKey expired = await rig.AddAsync(3, signedIn.AddYears(-3));

        RunRecord run = await rig.Sweep.RunAsync(Cancel);

        Assert.Equal((kept ? 1 : 2, 1, kept ? 0 : 1), ((int)run.Examined, (int)run.Deleted, (int)run.Wiped));
        StudentSnapshot snapshot = (await rig.FindAsync(with))!;
        Assert.Equal(kept ? "proef.gebruiker" : null, snapshot.Student.Gebruikersnaam);
        Assert.Equal(("Proefvoornaam", "Proefnaam", signedIn), (snapshot.Student.Voornaam, snapshot.Student.Naam, snapshot.SignedInAt));
        Assert.NotNull(await rig.FindAsync(without));
        Assert.Null(await rig.FindAsync(expired));
    }

    [Fact]
    public async Task Pupil_who_signs_in_while_the_username_is_wiped_keeps_the_new_snapshot()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(_storage);
        await using RetentionRig rig = await RetentionRig.StartAsync(storage.ConnectionString, Midnight);
        StudentKey key = await rig.AddAsync(1, Midnight.AddYears(-1));
        bool signedIn = false;
        storage.Before = async request =>
        {
            // The pupil signs in after the wiping has read the row and before it writes.
            if (request.StartsWith("PUT Students", StringComparison.Ordinal) && !signedIn)
            {
                signedIn = true;
                await rig.AddAsync(1, Midnight, username: null);
            }
        };

        RunRecord run = await rig.Sweep.RunAsync(Cancel);

        Assert.True(run.Succeeded);
        Assert.Equal(Midnight, (await rig.FindAsync(key))!.SignedInAt);
    }
}
