using System.Net;
using System.Text.Json.Nodes;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>Discovery documents that must be rejected.</summary>
public sealed class MetadataTests(ScriptedSignIn signIn) : IClassFixture<ScriptedSignIn>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("issuer", "\"https://elsewhere.example/op\"")]
    [InlineData("issuer", "null")]
    [InlineData("authorization_endpoint", "null")]
    [InlineData("authorization_endpoint", "\"http://elsewhere.example/auth\"")]
    [InlineData("token_endpoint", "\"http://10.0.0.1/token\"")]
    [InlineData("token_endpoint", "\"file:///etc/hosts\"")]
    [InlineData("jwks_uri", "\"/op/v1/keys\"")]
    public async Task Document_that_is_not_ACMs_is_refused(string name, string json)
    {
        // After this time the cached document is no longer used.
        signIn.Clock.Advance(TimeSpan.FromDays(1));
        signIn.Acm.OnMetadata = context =>
        {
            JsonObject document = signIn.Acm.Metadata();
            document[name] = JsonNode.Parse(json);
            return context.Response.WriteAsJsonAsync(document, Cancel);
        };
        using Browser browser = new();
        await signIn.AssertRefusedUnrecordedAsync(
            await browser.GetAsync(signIn.Rig.SignInAddress, Cancel), HttpStatusCode.ServiceUnavailable, "acm-answer-invalid");
    }
}
