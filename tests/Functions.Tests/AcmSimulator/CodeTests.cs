using System.Net;

namespace LeerId.Functions.Tests.AcmSimulator;

public sealed class CodeTests
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"; // RFC 7636, appendix B

    [Theory]
    [InlineData(0, true)]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task A_code_works_for_30_seconds(int seconds, bool works)
    {
        await using Acm acm = await Acm.StartAsync();
        string code = await acm.CodeAsync("identified");

        acm.Clock.Advance(TimeSpan.FromSeconds(seconds));
        using HttpResponseMessage response = await acm.RedeemAsync(code);

        Assert.Equal(works ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
        if (!works)
            Assert.Equal("invalid_grant", await Acm.ErrorAsync(response));
    }

    [Fact]
    public async Task A_code_works_once()
    {
        await using Acm acm = await Acm.StartAsync();
        string code = await acm.CodeAsync("identified");

        using HttpResponseMessage first = await acm.RedeemAsync(code);
        using HttpResponseMessage second = await acm.RedeemAsync(code);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.BadRequest], [first.StatusCode, second.StatusCode]);
        Assert.Equal("invalid_grant", await Acm.ErrorAsync(second));
    }

    [Fact]
    public async Task Code_works_for_one_of_many_concurrent_requests()
    {
        await using Acm acm = await Acm.StartAsync();
        string code = await acm.CodeAsync("identified");

        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => acm.RedeemAsync(code)));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.OK);
        Array.ForEach(responses, response => response.Dispose());
    }

    [Fact]
    public async Task A_made_up_code_is_refused()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.RedeemAsync("made-up");

        Assert.Equal("invalid_grant", await Acm.ErrorAsync(response));
    }

    [Fact]
    public async Task Code_needs_the_redirect_uri_of_its_request()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.RedeemAsync(await acm.CodeAsync("identified"), ("redirect_uri", "http://127.0.0.1:7071/other"));

        Assert.Equal("invalid_grant", await Acm.ErrorAsync(response));
    }

    [Theory]
    [InlineData("S256", Challenge, Verifier, null)]
    [InlineData("plain", Verifier, Verifier, null)]
    [InlineData("S256", Challenge, "another-verifier-that-is-long-enough-to-be-one", "invalid_grant")]
    [InlineData("S256", Challenge, Challenge, "invalid_grant")]
    [InlineData("S256", Challenge, null, "invalid_request")]
    [InlineData("plain", Verifier, "another-verifier-that-is-long-enough-to-be-one", "invalid_grant")]
    public async Task Code_with_a_challenge_needs_its_verifier(string method, string challenge, string? verifier, string? error)
    {
        await using Acm acm = await Acm.StartAsync();
        string code = await acm.CodeAsync("identified", ("code_challenge", challenge), ("code_challenge_method", method));

        using HttpResponseMessage response = await acm.RedeemAsync(code, ("code_verifier", verifier));

        if (error is null)
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        else
            Assert.Equal(error, await Acm.ErrorAsync(response));
    }

    [Fact]
    public async Task A_wrong_verifier_uses_the_code_up()
    {
        await using Acm acm = await Acm.StartAsync();
        string code = await acm.CodeAsync("identified", ("code_challenge", Challenge), ("code_challenge_method", "S256"));
        using HttpResponseMessage wrong = await acm.RedeemAsync(code, ("code_verifier", "another-verifier-that-is-long-enough-to-be-one"));

        using HttpResponseMessage right = await acm.RedeemAsync(code, ("code_verifier", Verifier));

        Assert.Equal("invalid_grant", await Acm.ErrorAsync(right));
    }

    [Fact]
    public async Task Error_has_no_link_to_the_library()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.RedeemAsync("made-up");

        Assert.Equal(["error", "error_description"], (await Acm.JsonAsync(response)).EnumerateObject().Select(member => member.Name));
    }
}
