using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>Many concurrent sign-ins.</summary>
public sealed class LoadTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = SignInRig.NewClock();
    private readonly string _storage = azurite.NewAccount();
    private ScriptedAcm? _acm;
    private SignInRig? _rig;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _acm = await ScriptedAcm.StartAsync(SignInRig.ClientId, _clock);
        _rig = await SignInRig.StartAsync(
            _storage, _clock, new Dictionary<string, string?> { ["Acm:Issuer"] = _acm.Issuer }, Cancel, capturesLogs: false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_acm is not null)
            await _acm.DisposeAsync();
    }

    [Fact]
    public async Task Sixty_four_sign_ins_at_once_of_one_pupil_end_with_one_whole_snapshot()
    {
        const int AtOnce = 64;
        _acm!.Claims = code =>
        {
            // Each answer has a different name and username, so that mixed answers would be noticed.
            JsonObject claims = ScriptedAcm.Pupil();
            claims["family_name"] = code;
            claims["ov_gebruikersnaam"] = code;
            return claims;
        };

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => SignInAsync()));

        Assert.All(answers, ScriptedSignIn.AssertGranted);
        Assert.Equal(1, await CountAsync("Students"));
        Assert.Equal(AtOnce, await CountAsync("PrivacyLog"));
        Student kept = (await SnapshotAsync(1))!.Student;
        Assert.Equal(kept.Naam, kept.Gebruikersnaam);
    }

    [Fact]
    public Task Two_hundred_pupils_at_concurrency_8_all_have_their_snapshot() => RunAsync(200, concurrency: 8);

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public Task Ten_thousand_pupils_at_concurrency_32_all_have_their_snapshot() => RunAsync(10_000, concurrency: 32);

    private async Task RunAsync(int count, int concurrency)
    {
        Dictionary<string, int> pupils = [];
        _acm!.Claims = code =>
        {
            lock (pupils)
                return ScriptedAcm.Pupil(pupils.TryGetValue(code, out int known) ? known : pupils[code] = pupils.Count + 1);
        };

        int granted = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = Cancel }, async (_, _) =>
            {
                ScriptedSignIn.AssertGranted(await SignInAsync());
                Interlocked.Increment(ref granted);
            });

        Assert.Equal(count, granted);
        Assert.Equal(count, await CountAsync("Students"));
        Assert.Equal(count, await CountAsync("PrivacyLog"));
        for (int pupil = 1; pupil <= count; pupil += Math.Max(1, count / 10))
            Assert.Equal(ScriptedAcm.LeerId(pupil), (await SnapshotAsync(pupil))!.Student.LeerIdUuid);
    }

    private async Task<Answer> SignInAsync()
    {
        using Browser browser = new();
        Answer start = await browser.GetAsync(_rig!.SignInAddress, Cancel);
        return await browser.GetAsync(
            _rig.At($"/acm/callback?code={start.LocationParameter("nonce")}&state={start.LocationParameter("state")}"), Cancel);
    }

    private async Task<StudentSnapshot?> SnapshotAsync(int pupil)
    {
        StudentKeySet keys = await _rig!.Keys.ForAsync(new Student { LeerIdUuid = ScriptedAcm.LeerId(pupil) }, Cancel);
        return await _rig.Students.FindAsync(keys.Own, Cancel);
    }

    private async Task<int> CountAsync(string table)
    {
        int count = 0;
        await foreach (TableEntity _ in new TableClient(_storage, table).QueryAsync<TableEntity>(select: ["PartitionKey"], cancellationToken: Cancel))
            count++;
        return count;
    }
}
