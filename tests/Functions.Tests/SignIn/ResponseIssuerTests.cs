using System.Net;
using System.Text.Json.Nodes;
using LeerId.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>ACM's metadata announce that each answer names its issuer (RFC 9207).</summary>
public sealed class ResponseIssuerTests : IClassFixture<ScriptedSignIn>, IDisposable
{
    private readonly Browser _browser = new();
    private readonly ScriptedSignIn _signIn;

    public ResponseIssuerTests(ScriptedSignIn signIn)
    {
        _signIn = signIn;
        signIn.Acm.OnMetadata = context =>
        {
            JsonObject metadata = signIn.Acm.Metadata();
            metadata["authorization_response_iss_parameter_supported"] = true;
            return Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(context.Response, metadata, TestContext.Current.CancellationToken);
        };
    }

    [Fact]
    public async Task Answer_that_names_ACM_is_accepted()
    {
        (string state, string nonce) = await _signIn.StartAsync(_browser);
        ScriptedSignIn.AssertGranted(await _signIn.CallbackAsync(_browser, ("code", nonce), ("state", state), ("iss", _signIn.Acm.Issuer)));
    }

    [Fact]
    public async Task Answer_without_an_issuer_is_refused_and_its_code_is_not_used()
    {
        (string state, string nonce) = await _signIn.StartAsync(_browser);
        _signIn.Acm.Requests.Clear();
        await _signIn.AssertRefusedAsync(
            await _signIn.CallbackAsync(_browser, ("code", nonce), ("state", state)), HttpStatusCode.BadRequest, "response-issuer-mismatch");
        Assert.DoesNotContain("POST /op/v1/token", _signIn.Acm.Requests);
    }

    [Fact]
    public async Task Error_without_an_issuer_is_refused()
    {
        (string state, _) = await _signIn.StartAsync(_browser);
        await _signIn.AssertRefusedAsync(
            await _signIn.CallbackAsync(_browser, ("error", "access_denied"), ("state", state)), HttpStatusCode.BadRequest, "response-issuer-mismatch");
    }

    public void Dispose() => _browser.Dispose();
}
