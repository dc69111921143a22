using System.Diagnostics;
using System.Net;
using LeerId.PrivacyLog;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>A code works once, even if it is redeemed concurrently, at two instances, around midnight, or while storage fails.</summary>
public sealed class CodeRedemptionTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>, IDisposable
{
    private const string Insertion = "POST PrivacyLog";

    public void Dispose()
    {
        provider.Storage.Intercept = _ => null;
        provider.Storage.LosesAnswer = _ => false;
        provider.Storage.Before = _ => Task.CompletedTask;
        provider.Acm.Reset();
    }

    [Fact]
    public async Task Whole_sign_in_is_four_storage_transactions()
    {
        await WholeSignInAsync();
        provider.Storage.Requests.Clear();

        await WholeSignInAsync();

        Assert.Equal(
            ["GET Students", Insertion, Insertion, "PUT Students"],
            provider.Storage.Requests.Select(request => request.Split('(')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Code_redeemed_at_two_instances_concurrently_works_at_exactly_one()
    {
        await using SignInRig twin = await provider.StartTwinAsync();
        for (int round = 0; round < 5; round++)
        {
            Answer answer = await provider.SignInAsync();
            provider.Storage.Before = Together(2);
            JsonAnswer[] answers = await Task.WhenAll(
                provider.Application.RedeemAsync(answer.Code, Cancel),
                twin.Application.RedeemAsync(answer.Code, Cancel, ("code_verifier", provider.Application.CodeVerifier)));
            provider.Storage.Before = _ => Task.CompletedTask;
            Assert.Single(answers, one => one.Status == HttpStatusCode.OK);
            AssertInvalidGrant(Assert.Single(answers, one => one.Status != HttpStatusCode.OK));
        }
    }

    [Fact]
    public async Task Sixty_four_codes_each_redeemed_twice_at_the_same_time_give_sixty_four_tokens()
    {
        const int Codes = 64;
        int pupils = 100;
        provider.Acm.Claims = _ => ScriptedAcm.Pupil(Interlocked.Increment(ref pupils));
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, Codes).Select(_ => provider.SignInAsync()));
        HashSet<Ulid> before = [.. (await ReleasedAsync()).Select(entry => entry.Id)];

        JsonAnswer[] tokens = await Task.WhenAll(answers.Concat(answers).Select(answer => provider.Application.RedeemAsync(answer.Code, Cancel)));

        JsonAnswer[] good = [.. tokens.Where(token => token.Status == HttpStatusCode.OK)];
        Assert.Equal(Codes, good.Length);
        Assert.All(tokens.Except(good), AssertInvalidGrant);
        string[] subjects = await Task.WhenAll(good.Select(async token => (await provider.IdTokenAsync(token)).Subject));
        Assert.Equal(Codes, subjects.Distinct().Count());
        PrivacyLogEntry[] released = [.. (await ReleasedAsync()).Where(entry => !before.Contains(entry.Id))];
        Assert.Equal(Codes, released.Length);
        Assert.Equal(Codes, released.Select(entry => entry.Student).Distinct().Count());
        Assert.All(released, entry => Assert.Equal(TestApplication.ClientId, entry.Application));
    }

    [Theory]
    [InlineData(5, 10)]
    [InlineData(15, 20)]
    public async Task Redemption_after_midnight_finds_the_same_row(int first, int second)
    {
        DateTimeOffset now = provider.Clock.GetUtcNow();
        DateTimeOffset start = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1).AddSeconds(-10);
        provider.Clock.SetUtcNow(start);
        string code = await provider.CodeAsync();
        provider.Clock.SetUtcNow(start.AddSeconds(first));
        Assert.Equal(HttpStatusCode.OK, (await provider.Application.RedeemAsync(code, Cancel)).Status);
        provider.Clock.SetUtcNow(start.AddSeconds(second));
        AssertInvalidGrant(await provider.Application.RedeemAsync(code, Cancel));
        // The entry belongs to the day on which the pupil signed in.
        Assert.Empty(await ReleasedAsync());
    }

    [Fact]
    public async Task Lost_answer_of_storage_gives_one_token_and_one_entry()
    {
        string code = await provider.CodeAsync();
        int before = (await ReleasedAsync()).Count;
        int losses = 0;
        provider.Storage.LosesAnswer = request => request == Insertion && Interlocked.Increment(ref losses) == 1;

        Assert.Equal(HttpStatusCode.OK, (await provider.Application.RedeemAsync(code, Cancel)).Status);

        Assert.True(losses > 1);
        Assert.Equal(before + 1, (await ReleasedAsync()).Count);
        AssertInvalidGrant(await provider.Application.RedeemAsync(code, Cancel));
    }

    // The log may claim more than happened, but never less (docs/adr/0016).
    [Fact]
    public async Task Entry_without_an_answer_is_possible_and_the_pupil_signs_in_again()
    {
        string code = await provider.CodeAsync();
        int before = (await ReleasedAsync()).Count;
        provider.Storage.LosesAnswer = request => request == Insertion;

        AssertUnavailable(await provider.Application.RedeemAsync(code, Cancel));

        provider.Storage.LosesAnswer = _ => false;
        Assert.Equal(before + 1, (await ReleasedAsync()).Count);
        AssertInvalidGrant(await provider.Application.RedeemAsync(code, Cancel));
        await WholeSignInAsync();
    }

    [Fact]
    public async Task Client_that_left_before_the_answer_can_not_redeem_again()
    {
        string code = await provider.CodeAsync();
        using CancellationTokenSource left = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        int insertions = 0;
        provider.Storage.Before = request =>
        {
            if (request == Insertion && Interlocked.Increment(ref insertions) == 1)
                left.Cancel();
            return Task.CompletedTask;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => provider.Application.RedeemAsync(code, left.Token));
        provider.Storage.Before = _ => Task.CompletedTask;
        // Depending on whether the entry was inserted, the code either still works once or no longer works.
        JsonAnswer again = await provider.Application.RedeemAsync(code, Cancel);
        if (again.Status != HttpStatusCode.OK)
            AssertInvalidGrant(again);
        AssertInvalidGrant(await provider.Application.RedeemAsync(code, Cancel));
        await WholeSignInAsync();
    }

    [Theory]
    [InlineData("refuses")]
    [InlineData("busy")]
    [InlineData("hangs")]
    [InlineData("breaks off")]
    public async Task Unavailable_storage_at_the_token_endpoint_is_503_and_the_code_stays_valid(string how)
    {
        string code = await provider.CodeAsync();
        provider.Storage.Intercept = request => request == Insertion ? Failing(how) : null;
        await AssertUnavailableSoonAsync(() => provider.Application.RedeemAsync(code, Cancel));

        provider.Storage.Intercept = _ => null;
        Assert.Equal(HttpStatusCode.OK, (await provider.Application.RedeemAsync(code, Cancel)).Status);
    }

    [Theory]
    [InlineData("refuses")]
    [InlineData("busy")]
    [InlineData("hangs")]
    [InlineData("breaks off")]
    public async Task Unavailable_storage_at_userinfo_is_503_and_the_token_stays_valid(string how)
    {
        string token = Value(await provider.TokensAsync(), "access_token");
        provider.Storage.Intercept = request => request.StartsWith("GET Students(", StringComparison.Ordinal) ? Failing(how) : null;
        await AssertUnavailableSoonAsync(() => provider.Application.UserinfoAsync(token, Cancel));

        provider.Storage.Intercept = _ => null;
        Assert.Equal(HttpStatusCode.OK, (await provider.Application.UserinfoAsync(token, Cancel)).Status);
    }

    [Fact]
    public async Task Pupil_can_sign_in_again_after_the_process_ended_between_callback_and_token()
    {
        using Browser browser = new();
        Answer granted;
        await using (SignInRig ended = await provider.StartTwinAsync())
        {
            Answer toAcm = await browser.GetAsync(ended.SignInAddress, Cancel);
            granted = await browser.GetAsync(new Uri(ended.Host.Address, provider.CallbackAddress(toAcm).PathAndQuery), Cancel);
            // No process keeps codes in memory, so any instance can redeem them.
            Assert.Equal(HttpStatusCode.OK, (await provider.Application.RedeemAsync(
                granted.Code, Cancel, ("code_verifier", ended.Application.CodeVerifier))).Status);
            toAcm = await browser.GetAsync(ended.SignInAddress, Cancel);
            Assert.NotNull((await browser.GetAsync(new Uri(ended.Host.Address, provider.CallbackAddress(toAcm).PathAndQuery), Cancel)).Code);
        }

        Answer again = await provider.SignInAsync(provider.Rig.SignInAddress, browser);
        Assert.Equal(HttpStatusCode.OK, (await provider.Application.RedeemAsync(again.Code, Cancel)).Status);
    }

    private static Func<string, Task> Together(int requests)
    {
        TaskCompletionSource open = new();
        int waiting = 0;
        return async request =>
        {
            if (request != Insertion)
                return;
            if (Interlocked.Increment(ref waiting) == requests)
                open.SetResult();
            await open.Task;
        };
    }

    private static RequestDelegate Failing(string how) => how switch
    {
        "refuses" => StorageProxy.Refuse,
        "busy" => StorageProxy.Busy("60"),
        "breaks off" => context =>
        {
            context.Abort();
            return Task.CompletedTask;
        }
        ,
        _ => async context =>
        {
            TaskCompletionSource gone = new();
            await using CancellationTokenRegistration registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        }
        ,
    };

    private static async Task AssertUnavailableSoonAsync(Func<Task<JsonAnswer>> ask)
    {
        long start = Stopwatch.GetTimestamp();
        AssertUnavailable(await ask());
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    private static void AssertUnavailable(JsonAnswer answer)
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "temporarily_unavailable"), (answer.Status, answer.Error));
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    private async Task WholeSignInAsync()
    {
        JsonAnswer tokens = await provider.TokensAsync();
        Assert.Equal(HttpStatusCode.OK, (await provider.Application.UserinfoAsync(Value(tokens, "access_token"), Cancel)).Status);
    }

    private async Task<List<PrivacyLogEntry>> ReleasedAsync() =>
        [.. (await provider.Rig.PrivacyLog.ReadLatestAsync(int.MaxValue, Cancel)).Where(entry => entry.Outcome == "released")];
}
