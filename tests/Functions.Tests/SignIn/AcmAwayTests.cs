using System.Net;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>ACM is unavailable: nothing listens at its address.</summary>
public sealed class AcmAwayTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_does_not_need_ACM_and_sign_ins_work_once_it_answers()
    {
        FakeTimeProvider clock = SignInRig.NewClock();
        string address;
        await using (ScriptedAcm gone = await ScriptedAcm.StartAsync(SignInRig.ClientId, clock))
            address = gone.Issuer[..^"/op".Length];

        await using SignInRig rig = await SignInRig.StartAsync(
            azurite.NewAccount(), clock, new Dictionary<string, string?> { ["Acm:Issuer"] = address + "/op" }, Cancel);
        using Browser browser = new();

        Answer refused = await browser.GetAsync(rig.SignInAddress, Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal("30", refused.Headers["Retry-After"]);
        Assert.NotNull(refused.SupportCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(rig.At("/health"), Cancel)).Status);
        Answer notReady = await browser.GetAsync(rig.At("/health?ready"), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, notReady.Status);
        Assert.Equal(
            $"unavailable {DeclaredVersion.Text}\nmetadata: unavailable\nkeys: unavailable\nsecrets: ok\ntables: ok\nqueue: ok\nschools: ok", notReady.Body);

        await using ScriptedAcm back = await ScriptedAcm.StartAsync(SignInRig.ClientId, clock, address);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync(rig.SignInAddress, Cancel)).Status);
        clock.Advance(TimeSpan.FromSeconds(3));
        Answer ready = await browser.GetAsync(rig.At("/health?ready"), Cancel);
        Assert.Equal(HttpStatusCode.OK, ready.Status);
        Assert.StartsWith($"ok {DeclaredVersion.Text}\n", ready.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_sign_ins_ask_ACM_once_per_two_seconds()
    {
        FakeTimeProvider clock = SignInRig.NewClock();
        await using ScriptedAcm acm = await ScriptedAcm.StartAsync(SignInRig.ClientId, clock);
        acm.OnMetadata = StorageProxy.Refuse;
        await using SignInRig rig = await SignInRig.StartAsync(
            azurite.NewAccount(), clock, new Dictionary<string, string?> { ["Acm:Issuer"] = acm.Issuer }, Cancel);
        using Browser browser = new();

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.GetAsync(rig.SignInAddress, Cancel)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status));
        Assert.Single(acm.Requests);

        clock.Advance(TimeSpan.FromSeconds(2));
        await browser.GetAsync(rig.SignInAddress, Cancel);
        Assert.Equal(2, acm.Requests.Count);
    }

    [Fact]
    public async Task Sign_out_ends_ACMs_session_even_when_ACM_did_not_say_where()
    {
        await using SignInRig rig = await SignInRig.StartAsync(
            azurite.NewAccount(), SignInRig.NewClock(), new Dictionary<string, string?> { ["Acm:Issuer"] = "http://127.0.0.1:9/op" }, Cancel);
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Post, rig.At("/end-session"))
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("confirmed", "yes")]),
            Headers = { { "Origin", rig.Host.Address.GetLeftPart(UriPartial.Authority) } },
        };
        using HttpResponseMessage response = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(
            "content=\"0;url=http://127.0.0.1:9/op/v1/logout?", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
