using System.Net;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;

namespace LeerId.Functions.Tests.SignIn;

public sealed class KeyRotationTests(ScriptedSignIn signIn) : IClassFixture<ScriptedSignIn>
{
    private const int Flood = 50;

    private int KeySetRequests => signIn.Acm.Requests.Count(request => request == "GET /op/v1/keys");

    [Fact]
    public async Task New_key_works_at_once_and_many_unknown_keys_cause_one_refresh_per_30_seconds()
    {
        ScriptedSignIn.AssertGranted(await signIn.SignInAsync());
        int before = KeySetRequests;

        signIn.Acm.RotateKey("key-2");
        ScriptedSignIn.AssertGranted(await signIn.SignInAsync());
        Assert.Equal(before + 1, KeySetRequests);

        signIn.Clock.Advance(TimeSpan.FromSeconds(30));
        signIn.Acm.EditDraft = draft => draft.Header["kid"] = "unknown-" + Guid.NewGuid();
        await FloodAsync();
        Assert.Equal(before + 2, KeySetRequests);

        signIn.Clock.Advance(TimeSpan.FromSeconds(29));
        await FloodAsync();
        Assert.Equal(before + 2, KeySetRequests);

        signIn.Clock.Advance(TimeSpan.FromSeconds(1));
        await FloodAsync();
        Assert.Equal(before + 3, KeySetRequests);
        signIn.Acm.Reset();
        signIn.Clock.Advance(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Keys_that_could_not_be_loaded_are_the_reason_and_not_the_token_and_sign_ins_work_two_seconds_after_ACM_does()
    {
        ScriptedSignIn.AssertGranted(await signIn.SignInAsync());
        signIn.Acm.RotateKey("key-after-an-outage");
        RequestDelegate answer = signIn.Acm.OnKeys;
        signIn.Acm.OnKeys = StorageProxy.Refuse;
        await signIn.AssertRefusedAsync(await signIn.SignInAsync(), HttpStatusCode.ServiceUnavailable, "acm-keys-unavailable");
        LogEntry warning = Assert.Single(signIn.Rig.Logs.Entries, entry => entry.EventId.Id == 1024);
        Assert.EndsWith("KeysUnavailable; found: AnswerInvalid, status 403", warning.Message, StringComparison.Ordinal);

        signIn.Acm.OnKeys = answer;
        signIn.Clock.Advance(TimeSpan.FromSeconds(2));
        ScriptedSignIn.AssertGranted(await signIn.SignInAsync());
        // The next test needs a load that no successful refresh rules out.
        signIn.Clock.Advance(TimeSpan.FromSeconds(30));
    }

    private async Task FloodAsync()
    {
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, Flood).Select(_ => signIn.SignInAsync()));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.BadGateway, answer.Status));
        await signIn.AssertRefusedAsync(answers[0], HttpStatusCode.BadGateway, "key-unknown");
    }
}
