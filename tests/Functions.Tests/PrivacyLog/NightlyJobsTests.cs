using System.Globalization;
using System.Text.Json;
using LeerId.Archive;
using LeerId.Functions.Tests.SignIn;
using LeerId.LocalHost.Engine;
using LeerId.LocalServices;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests.PrivacyLog;

/// <summary>The timers of the privacy log, run by the host.</summary>
public sealed class NightlyJobsTests(AzuriteFixture azurite)
{
    private static readonly DateOnly Day = new(2026, 9, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sign_in_is_sealed_the_next_night_and_its_entry_is_deleted_after_its_term()
    {
        await using ScriptedSignIn signIn = new(azurite);
        await signIn.InitializeAsync();
        ScriptedSignIn.AssertGranted(await signIn.SignInAsync());
        Assert.Equal(DayState.NotYetSealed, await StateAsync(signIn.Rig));

        signIn.Clock.Advance(TimeSpan.FromHours(20));
        await FireAsync(signIn.Rig, "SealPrivacyLog");
        Assert.Equal(DayState.Whole, await StateAsync(signIn.Rig));

        signIn.Clock.Advance(new DateTimeOffset(2029, 9, 1, 21, 59, 59, TimeSpan.Zero) - signIn.Clock.GetUtcNow());
        await FireAsync(signIn.Rig, "ExpirePrivacyLog");
        Assert.Equal(DayState.Whole, await StateAsync(signIn.Rig));
        signIn.Clock.Advance(TimeSpan.FromSeconds(1));
        await FireAsync(signIn.Rig, "ExpirePrivacyLog");
        Assert.Equal(DayState.Expired, await StateAsync(signIn.Rig));
    }

    [Fact]
    public async Task Sealed_day_is_archived_by_the_next_run_of_the_archive()
    {
        await using ScriptedSignIn signIn = new(azurite);
        await signIn.InitializeAsync();
        ScriptedSignIn.AssertGranted(await signIn.SignInAsync());
        signIn.Clock.Advance(TimeSpan.FromHours(20));
        await FireAsync(signIn.Rig, "SealPrivacyLog");

        await FireAsync(signIn.Rig, "WriteArchive");

        RunRecord run = Assert.Single(
            await signIn.Rig.Host.Services.GetRequiredService<RunStore>().ListAsync("WriteArchive", Cancel).ToListAsync(Cancel));
        Assert.Equal(["records", "privacy-log"], run.Files.Select(file => file.Name.Split('/')[0]));
    }

    [Fact]
    public void Sealing_and_archiving_stop_well_before_the_host_kills_it()
    {
        using JsonDocument host = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "host.json")));
        TimeSpan limit = TimeSpan.Parse(host.RootElement.GetProperty("functionTimeout").GetString()!, CultureInfo.InvariantCulture);
        Assert.InRange(DailySeal.ReadingTime, TimeSpan.FromMinutes(1), limit - TimeSpan.FromMinutes(1));
        Assert.InRange(NightlyArchive.WritingTime, TimeSpan.FromMinutes(1), limit - TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("SealPrivacyLog")]
    [InlineData("ExpirePrivacyLog")]
    [InlineData("WriteArchive")]
    public async Task Timer_that_fails_says_so_to_the_host_and_leaves_a_failed_run(string function)
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        await using SignInRig rig = await SignInRig.StartAsync(
            proxy.ConnectionString, SignInRig.NewClock(), new Dictionary<string, string?> { ["Acm:Issuer"] = "https://acm.example/op" }, Cancel);
        proxy.Intercept = request => request == "GET PrivacyLog()" ? StorageProxy.Refuse : null;

        FunctionOutcome? outcome = await rig.Host.FireTimerAsync(function, Cancel);

        Assert.NotNull(outcome?.Exception);
        RunRecord run = Assert.Single(await rig.Host.Services.GetRequiredService<RunStore>().ListAsync(function, Cancel).ToListAsync(Cancel));
        Assert.Equal((1, false), (run.Failed, run.Succeeded));
    }

    private static async Task FireAsync(SignInRig rig, string function) =>
        Assert.True((await rig.Host.FireTimerAsync(function, Cancel))!.Succeeded);

    private static async Task<DayState> StateAsync(SignInRig rig) => Assert.Single(
        await rig.Host.Services.GetRequiredService<SealVerifier>().VerifyAsync(Day, Day, Cancel).ToListAsync(Cancel)).State;
}
