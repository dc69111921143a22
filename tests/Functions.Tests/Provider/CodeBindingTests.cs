using System.Net;
using LeerId.Testing;
using Microsoft.AspNetCore.WebUtilities;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>
/// A code is bound to its request: the application, the redirect URI, the PKCE verifier and the time. If one of them is wrong, the answer is
/// always the same, and only the log has the reason.
/// </summary>
public sealed class CodeBindingTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>
{
    private const string OtherVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    // RFC 9700, section 4.5: the attacker's browser uses a victim's code. The attacker's own sign-in has another challenge.
    [Fact]
    public async Task Code_of_another_browser_needs_the_verifier_of_that_browser()
    {
        string stolen = await provider.CodeAsync();
        AssertInvalidGrant(await provider.Application.RedeemAsync(stolen, Cancel, ("code_verifier", OtherVerifier)));
        // The failed attempt doesn't consume the code, so an attacker can't deprive the pupil of it.
        Assert.Equal(HttpStatusCode.OK, (await provider.Application.RedeemAsync(stolen, Cancel)).Status);
    }

    [Fact]
    public async Task Code_gives_the_nonce_of_the_request_it_answers()
    {
        Answer mine = await provider.SignInAsync(("nonce", "nonce-of-the-attacker"), ("state", "state-of-the-attacker"));
        Answer stolen = await provider.SignInAsync();
        Assert.Equal("state-of-the-attacker", Field(mine, "state"));
        Assert.Equal(
            "nonce-of-the-application", (await provider.IdTokenAsync(await provider.Application.RedeemAsync(stolen.Code, Cancel))).GetClaim("nonce").Value);
    }

    [Theory]
    [InlineData("code_verifier", null)]
    [InlineData("code_verifier", "")]
    [InlineData("code_verifier", OtherVerifier)]
    [InlineData("code_verifier", "short")]
    [InlineData("redirect_uri", null)]
    [InlineData("redirect_uri", "")]
    [InlineData("redirect_uri", "http://127.0.0.1:9/callback/")]
    [InlineData("redirect_uri", BasicRedirectUri)]
    public async Task Wrong_parameter_gets_the_common_answer_and_its_reason_in_the_log(string name, string? value)
    {
        string code = await provider.CodeAsync();
        AssertInvalidGrant(await provider.Application.RedeemAsync(code, Cancel, (name, value)));
        Assert.Contains(name, LastReason(), StringComparison.Ordinal);
        Assert.DoesNotContain(code, provider.Rig.Logs.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Challenge_itself_is_no_verifier()
    {
        string code = await provider.CodeAsync();
        AssertInvalidGrant(await provider.Application.RedeemAsync(code, Cancel, ("code_verifier", provider.Application.CodeChallenge)));
    }

    [Fact]
    public async Task Code_of_another_client_is_invalid()
    {
        AssertInvalidGrant(await provider.RedeemAtBasicClientAsync(await provider.CodeAsync(), ("code_verifier", provider.Application.CodeVerifier)));
        AssertInvalidGrant(await provider.RedeemAtBasicClientAsync(
            await provider.CodeAsync(), ("code_verifier", provider.Application.CodeVerifier), ("redirect_uri", null)));
        AssertInvalidGrant(await provider.Application.RedeemAsync((await provider.SignInAtBasicClientAsync()).Code, Cancel));
    }

    [Fact]
    public async Task Client_id_in_the_body_that_is_not_the_one_in_the_header_is_refused()
    {
        string? code = (await provider.SignInAtBasicClientAsync()).Code;
        JsonAnswer answer = await provider.RedeemAtBasicClientAsync(code, ("client_id", TestApplication.ClientId));
        AssertErrorIsOneOf(answer, "invalid_request", "invalid_client");
    }

    [Fact]
    public async Task Application_that_must_use_PKCE_can_not_leave_the_challenge_out()
    {
        using Browser browser = new();
        foreach ((string name, string? value)[] changes in new (string, string?)[][]
        {
            [("code_challenge", null), ("code_challenge_method", null)],
            [("code_challenge", null)],
            [("code_challenge", "")],
            [("code_challenge_method", null)],
            [("code_challenge_method", "plain")],
            [("code_challenge_method", "S512")],
            [("code_challenge_method", "s256")],
            [("code_challenge", "short")],
            [("code_challenge", new string('+', 43))],
        })
        {
            Answer answer = await browser.GetAsync(provider.Application.AuthorizeAddress(changes), Cancel);
            provider.AssertError(answer, "invalid_request");
            Assert.Contains("code_challenge", Field(answer, "error_description"), StringComparison.Ordinal);
        }
    }

    // RFC 9700, section 2.1.1: an attacker removed the challenge from the request of an application that uses PKCE voluntarily.
    [Fact]
    public async Task Verifier_for_a_code_without_a_challenge_is_refused()
    {
        string? code = (await provider.SignInAtBasicClientAsync()).Code;
        AssertInvalidGrant(await provider.RedeemAtBasicClientAsync(code, ("code_verifier", OtherVerifier)));
        Assert.Equal(HttpStatusCode.OK, (await provider.RedeemAtBasicClientAsync(code)).Status);
    }

    [Fact]
    public async Task Application_that_chose_PKCE_can_not_leave_the_verifier_out()
    {
        string challenge = WebEncoders.Base64UrlEncode(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(OtherVerifier)));
        string? code = (await provider.SignInAtBasicClientAsync(("code_challenge", challenge), ("code_challenge_method", "S256"))).Code;
        AssertInvalidGrant(await provider.RedeemAtBasicClientAsync(code));
        Assert.Equal(HttpStatusCode.OK, (await provider.RedeemAtBasicClientAsync(code, ("code_verifier", OtherVerifier))).Status);
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public async Task Code_is_valid_for_sixty_seconds(int seconds, bool isGood)
    {
        string code = await provider.CodeAsync();
        provider.Clock.Advance(TimeSpan.FromSeconds(seconds));
        JsonAnswer answer = await provider.Application.RedeemAsync(code, Cancel);
        if (isGood)
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        else
            AssertInvalidGrant(answer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("e30.e30.e30.e30.e30")]
    public async Task Invented_code_is_invalid(string code)
    {
        JsonAnswer answer = await provider.Application.RedeemAsync(code, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        AssertErrorIsOneOf(answer, "invalid_grant", "invalid_request");
    }

    [Fact]
    public async Task Code_of_which_any_part_was_changed_is_invalid()
    {
        string[] parts = (await provider.CodeAsync()).Split('.');
        Assert.Equal(5, parts.Length);
        for (int part = 0; part < parts.Length; part++)
        {
            if (parts[part].Length == 0)
                continue;
            string[] changed = [.. parts];
            int middle = parts[part].Length / 2;
            changed[part] = $"{parts[part][..middle]}{(parts[part][middle] == 'A' ? 'B' : 'A')}{parts[part][(middle + 1)..]}";
            AssertInvalidGrant(await provider.Application.RedeemAsync(string.Join('.', changed), Cancel));
        }
    }

    [Fact]
    public async Task Second_use_is_logged()
    {
        string code = await provider.CodeAsync();
        await provider.Application.RedeemAsync(code, Cancel);
        int before = provider.Rig.Logs.Entries.Count(entry => entry.EventId.Id == 1101);
        AssertInvalidGrant(await provider.Application.RedeemAsync(code, Cancel));
        Assert.Equal(before + 1, provider.Rig.Logs.Entries.Count(entry => entry.EventId.Id == 1101));
    }

    private string LastReason() =>
        provider.Rig.Logs.Entries.Last(entry => entry.EventId.Id == 1104 && entry.Category.StartsWith("LeerId", StringComparison.Ordinal)).Message;
}
