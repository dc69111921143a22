using System.Net;
using LeerId.Testing;

namespace LeerId.Functions.Tests.SignIn;

public sealed class KeyRotationTests(ScriptedSignIn signIn) : IClassFixture<ScriptedSignIn>
{
    private const int Flood = 50;

    private int KeySetRequests => signIn.Acm.Requests.Count(request => request == "GET /op/v1/keys");

    [Fact]
    public async Task New_key_works_at_once_and_many_unknown_keys_cause_one_refresh_per_30_seconds()
    {
        ScriptedSignIn.AssertGranted(await signIn.SignInAsync());
        Assert.Equal(1, KeySetRequests);

        signIn.Acm.RotateKey("key-2");
        ScriptedSignIn.AssertGranted(await signIn.SignInAsync());
        Assert.Equal(2, KeySetRequests);

        signIn.Clock.Advance(TimeSpan.FromSeconds(30));
        signIn.Acm.Draft = draft => draft.Header["kid"] = "unknown-" + Guid.NewGuid();
        await FloodAsync();
        Assert.Equal(3, KeySetRequests);

        signIn.Clock.Advance(TimeSpan.FromSeconds(29));
        await FloodAsync();
        Assert.Equal(3, KeySetRequests);

        signIn.Clock.Advance(TimeSpan.FromSeconds(1));
        await FloodAsync();
        Assert.Equal(4, KeySetRequests);
    }

    private async Task FloodAsync()
    {
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, Flood).Select(_ => signIn.SignInAsync()));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.BadGateway, answer.Status));
        await signIn.AssertRefusedAsync(answers[0], HttpStatusCode.BadGateway, "key-unknown");
    }
}
