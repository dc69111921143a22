using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LeerId.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>The algorithm, key, header and signature of the ID token.</summary>
public sealed class IdTokenSignatureTests(ScriptedSignIn signIn) : IdTokenTests(signIn)
{
    [Fact]
    public Task Token_of_ACM_is_accepted() => GrantedAsync(_ => { });

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("")]
    public Task Unsigned_token_is_refused(string algorithm) => RefusedAsync("algorithm-not-allowed", draft =>
    {
        draft.Header["alg"] = algorithm;
        draft.Sign = _ => [];
    });

    [Fact]
    public Task Token_without_a_signature_is_refused() => RefusedAsync("signature-invalid", draft => draft.Sign = _ => []);

    [Fact]
    public Task Token_signed_with_the_public_key_as_a_secret_is_refused() => RefusedAsync("algorithm-not-allowed", draft =>
    {
        draft.Header["alg"] = "HS256";
        draft.Sign = input => HMACSHA256.HashData(Acm.Key.PublicPem, input);
    });

    [Fact]
    public Task Token_signed_with_a_secret_that_says_RS256_is_refused() =>
        RefusedAsync("signature-invalid", draft => draft.Sign = input => HMACSHA256.HashData(Acm.Key.PublicPem, input));

    [Theory]
    [InlineData("PS256")]
    [InlineData("RS384")]
    [InlineData("rs256")]
    [InlineData("ES256")]
    public Task Token_with_another_algorithm_is_refused(string algorithm) =>
        RefusedAsync("algorithm-not-allowed", draft => draft.Header["alg"] = algorithm);

    [Fact]
    public Task Token_without_an_algorithm_is_refused() => RefusedAsync("algorithm-not-allowed", draft => draft.Header.Remove("alg"));

    [Fact]
    public Task Token_signed_with_PSS_under_RS256_is_refused() => RefusedAsync("signature-invalid", draft => draft.Sign = Acm.Key.SignPss);

    [Fact]
    public Task Token_of_another_key_under_the_known_kid_is_refused() =>
        RefusedAsync("signature-invalid", draft => draft.Sign = TestKey.Create("x").Sign);

    [Fact]
    public Task Token_with_an_unknown_kid_is_refused() => RefusedAsync("key-unknown", draft => draft.Header["kid"] = "unknown");

    [Fact]
    public Task Token_without_a_kid_is_refused() => RefusedAsync("key-unknown", draft => draft.Header.Remove("kid"));

    [Theory]
    [InlineData("jku", "\"https://elsewhere.example/keys\"")]
    [InlineData("x5u", "\"https://elsewhere.example/cert\"")]
    [InlineData("jwk", "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}")]
    [InlineData("x5c", "[\"MIIB\"]")]
    [InlineData("crit", "[\"exp\"]")]
    [InlineData("crit", "[]")]
    [InlineData("typ", "\"at+jwt\"")]
    [InlineData("typ", "7")]
    public Task Header_that_names_another_key_or_extension_is_refused(string name, string json) =>
        RefusedAsync("header-not-allowed", draft => draft.Header[name] = JsonNode.Parse(json));

    [Fact]
    public Task Header_with_type_JWT_is_accepted() => GrantedAsync(draft => draft.Header["typ"] = "JWT");

    [Fact]
    public async Task Token_cut_short_is_refused()
    {
        Acm.EditSignedToken = token => token[..^2];
        await SignIn.AssertRefusedAsync(await SignIn.SignInAsync(), HttpStatusCode.BadGateway, "signature-invalid");
    }

    [Fact]
    public async Task Token_whose_payload_was_changed_is_refused()
    {
        Acm.EditSignedToken = token =>
        {
            string[] parts = token.Split('.');
            string payload = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(parts[1])).Replace("012345", "030569", StringComparison.Ordinal);
            return $"{parts[0]}.{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(payload))}.{parts[2]}";
        };
        await SignIn.AssertRefusedAsync(await SignIn.SignInAsync(), HttpStatusCode.BadGateway, "signature-invalid");
    }
}
