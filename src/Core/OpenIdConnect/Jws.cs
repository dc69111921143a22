using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using LeerId.Text;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.OpenIdConnect;

/// <summary>
/// A signed token: a compact JWS (RFC 7515). Its header names RS256 and the id of a key, and has no field that could make the validation use another key.
/// </summary>
internal sealed class Jws
{
    /// <summary>The only accepted algorithm (RFC 7518, section 3.3).</summary>
    public const string Algorithm = SecurityAlgorithms.RsaSha256;

    // These fields contain a key, the address of a key, or extensions that a validator must support (RFC 7515, sections 4.1.2 to 4.1.11).
    private static readonly string[] ForbiddenHeaders = ["jku", "jwk", "x5u", "x5c", "crit"];

    // The alphabet of base64url (RFC 4648, section 5).
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly byte[] _signingInput;
    private readonly byte[] _signature;

    private Jws(string kid, byte[] payload, byte[] signingInput, byte[] signature)
    {
        Kid = kid;
        Payload = payload;
        _signingInput = signingInput;
        _signature = signature;
    }

    /// <summary>The id of the key with which the token was signed, according to its header.</summary>
    public string Kid { get; }

    /// <summary>The signed content: the claims, not yet parsed.</summary>
    public byte[] Payload { get; }

    /// <summary>Parses a token without checking its signature. Returns the fault of a token that is malformed or whose header is not allowed.</summary>
    public static Checked<Jws, TokenFault> Parse(string token)
    {
        string[] parts = token.Split('.', count: 4);
        if (parts is not [{ Length: > 0 } header, var payload, var signature]
            || Decode(header) is not { } headerBytes || Decode(payload) is not { } payloadBytes || Decode(signature) is not { } signatureBytes
            || StrictJson.ParseObject(headerBytes) is not { } fields)
        {
            return TokenFault.Malformed;
        }

        if (fields.Text("alg") != Algorithm)
            return TokenFault.AlgorithmNotAllowed;
        if (Array.Exists(ForbiddenHeaders, name => fields.TryGetProperty(name, out _)) || !IsJwt(fields))
            return TokenFault.HeaderNotAllowed;
        if (fields.Text("kid") is not { } kid)
            return TokenFault.KeyUnknown;

        return new Jws(kid, payloadBytes, Encoding.ASCII.GetBytes(token, 0, header.Length + 1 + payload.Length), signatureBytes);
    }

    /// <summary>Whether the signature is valid for the key with the token's <see cref="Kid"/>.</summary>
    public bool IsSignedWith(ProviderKeySet keys) => keys.Verify(Kid, _signingInput, _signature);

    private static bool IsJwt(JsonElement header) =>
        !header.TryGetProperty("typ", out _) || string.Equals(header.Text("typ"), "JWT", StringComparison.OrdinalIgnoreCase);

    // The decoder accepts padding and white space. RFC 7515, section 2, allows neither.
    private static byte[]? Decode(string part) =>
        part.AsSpan().ContainsAnyExcept(Alphabet) || !Base64Url.IsValid(part) ? null : Base64Url.DecodeFromChars(part);
}
