using System.Buffers;
using System.Buffers.Text;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.AcmSimulator.Provider;

/// <summary>
/// Writes ID tokens like those of ACM, which the usual libraries can't produce. They have no <c>typ</c> in the header and no <c>sub</c>, they
/// repeat <c>kid</c> in the payload, and they contain a persona's claims unchanged.
/// </summary>
internal sealed class IdTokenWriter(SigningKeyRing keys, PersonaList personas, Switches switches) : IOpenIddictServerHandler<GenerateTokenContext>
{
    // Letters with diacritics are written as UTF-8 and not as \u escapes, because UTF-8 is more difficult for a client.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType != TokenTypeIdentifiers.IdentityToken)
            return ValueTask.CompletedTask;

        SigningCredentials credentials = keys.Current;
        string content = $"{Encode(json => WriteHeader(json, credentials))}.{Encode(json => WritePayload(json, context, credentials))}";
        context.Token = $"{content}.{JwtTokenUtilities.CreateEncodedSignature(content, credentials)}";
        return ValueTask.CompletedTask;
    }

    private static void WriteHeader(Utf8JsonWriter json, SigningCredentials credentials)
    {
        json.WriteString("alg", SecurityAlgorithms.RsaSha256);
        json.WriteString("kid", credentials.Kid);
    }

    private void WritePayload(Utf8JsonWriter json, GenerateTokenContext context, SigningCredentials credentials)
    {
        ClaimsPrincipal principal = context.Principal;
        string issuer = context.Options.Issuer!.OriginalString;
        json.WriteString("iss", issuer);
        WriteAudience(json, context.ClientId!, issuer);
        json.WriteString("azp", context.ClientId);
        json.WriteNumber("iat", principal.GetCreationDate()!.Value.ToUnixTimeSeconds());
        json.WriteNumber("exp", principal.GetExpirationDate()!.Value.ToUnixTimeSeconds());
        foreach (string claim in (string[])["nonce", "at_hash", "acr"])
        {
            if (principal.GetClaim(claim) is { } value)
                json.WriteString(claim, value);
        }
        json.WriteString("kid", credentials.Kid);
        if (personas.Of(principal) is not { } persona)
            return;
        foreach (JsonProperty claim in persona.IdTokenClaims.EnumerateObject())
            claim.WriteTo(json);
    }

    private void WriteAudience(Utf8JsonWriter json, string clientId, string issuer)
    {
        if (!switches.AudienceAsArray)
        {
            json.WriteString("aud", clientId);
            return;
        }
        json.WriteStartArray("aud");
        json.WriteStringValue(clientId);
        json.WriteStringValue(issuer);
        json.WriteEndArray();
    }

    private static string Encode(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Json))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }
}
