using System.Buffers.Text;
using System.Collections.Frozen;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.OpenIdConnect;

/// <summary>
/// The usable keys of a provider's key set (RFC 7517): RSA keys for RS256 signatures, of 2,048 to 8,192 bits and with an exponent of 65,537 to 32 bits. If two
/// different keys have the same <c>kid</c>, neither is usable. Other entries of the set are ignored and are no fault.
/// </summary>
public sealed class ProviderKeySet
{
    /// <summary>The minimum length of a key, in bits.</summary>
    public const int MinimumBits = 2048;

    private const int MaximumBits = 8192;
    private const int MaximumExponentBytes = 4;

    private static readonly BigInteger MinimumExponent = 65537;

    private readonly FrozenDictionary<string, AsymmetricSignatureProvider> _verifiers;

    private ProviderKeySet(FrozenDictionary<string, AsymmetricSignatureProvider> verifiers, int published)
    {
        _verifiers = verifiers;
        Published = published;
    }

    /// <summary>The number of entries in the provider's set, usable or not.</summary>
    public int Published { get; }

    /// <summary>The number of usable keys.</summary>
    public int Usable => _verifiers.Count;

    /// <summary>Whether the set has a usable key with this id.</summary>
    public bool Contains(string kid) => _verifiers.ContainsKey(kid);

    /// <summary>Whether an RS256 signature is valid for the key with this id; false if the set has no such key.</summary>
    public bool Verify(string kid, byte[] signingInput, byte[] signature) =>
        signature.Length > 0
        && _verifiers.TryGetValue(kid, out AsymmetricSignatureProvider? verifier) && verifier.Verify(signingInput, signature);

    /// <summary>
    /// Reads the key set document; null if it is not a JSON object with exactly one array <c>keys</c>. A faulty entry does not affect the others.
    /// </summary>
    public static ProviderKeySet? Read(ReadOnlySpan<byte> document)
    {
        if (SplitEntries(document) is not { } keys)
            return null;

        Dictionary<string, RSAParameters> usable = [];
        HashSet<string> ambiguous = [];
        foreach (JsonElement? entry in keys)
        {
            if (entry is not { } json || ReadKey(json) is not { } key)
                continue;
            if (!usable.TryAdd(key.Kid, key.Parameters) && !IsSame(usable[key.Kid], key.Parameters))
                ambiguous.Add(key.Kid);
        }

        return new ProviderKeySet(
            usable.Where(key => !ambiguous.Contains(key.Key)).ToFrozenDictionary(key => key.Key, key => Verifier(key.Value)), keys.Count);
    }

    // The entries are separated before any is parsed, so that invalid names, texts or nesting in one entry don't make the others unreadable. An entry that is
    // not a valid JSON object is null.
    private static List<JsonElement?>? SplitEntries(ReadOnlySpan<byte> document)
    {
        Utf8JsonReader reader = new(document, new JsonReaderOptions { MaxDepth = int.MaxValue });
        List<JsonElement?>? keys = null;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isKeys = IsKeys(ref reader);
                reader.Read();
                if (!isKeys)
                    reader.Skip();
                else if (keys is not null || reader.TokenType != JsonTokenType.StartArray)
                    return null;
                else
                    keys = Elements(ref reader, document);
            }

            // Throws if anything follows the object.
            reader.Read();
            return keys;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsKeys(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueTextEquals("keys");
        }
        catch (InvalidOperationException)
        {
            // The name contains half a surrogate pair.
            return false;
        }
    }

    private static List<JsonElement?> Elements(ref Utf8JsonReader reader, ReadOnlySpan<byte> document)
    {
        List<JsonElement?> elements = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            elements.Add(StrictJson.ParseObject(document[start..(int)reader.BytesConsumed]));
        }

        return elements;
    }

    // Returns null for a key that is not usable.
    private static (string Kid, RSAParameters Parameters)? ReadKey(JsonElement key)
    {
        if (key.Text("kid") is not { } kid
            || key.Text("kty") != JsonWebAlgorithmsKeyTypes.RSA
            || !IsAbsentOr(key, "use", JsonWebKeyUseNames.Sig)
            || !IsAbsentOr(key, "alg", SecurityAlgorithms.RsaSha256)
            || !AllowsVerifying(key)
            || ReadInteger(key, "n") is not { } modulus
            || ReadInteger(key, "e") is not { } exponent)
        {
            return null;
        }

        int bits = (int)new BigInteger(modulus, isUnsigned: true, isBigEndian: true).GetBitLength();
        bool isSecure = bits is >= MinimumBits and <= MaximumBits
            && exponent.Length <= MaximumExponentBytes
            && new BigInteger(exponent, isUnsigned: true, isBigEndian: true) is { IsEven: false } e && e >= MinimumExponent;
        return isSecure ? (kid, new RSAParameters { Modulus = modulus, Exponent = exponent }) : null;
    }

    private static bool IsAbsentOr(JsonElement key, string name, string value) =>
        !key.TryGetProperty(name, out _) || key.Text(name) == value;

    private static bool AllowsVerifying(JsonElement key) =>
        !key.TryGetProperty("key_ops", out JsonElement operations)
        || (operations.ValueKind == JsonValueKind.Array
            && operations.EnumerateArray().Any(o => o.ValueKind == JsonValueKind.String && StrictJson.TryText(o) == "verify"));

    // Reads a positive integer in base64url, without leading zeros (RFC 7518, section 6.3.1). Returns null for any other value.
    private static byte[]? ReadInteger(JsonElement key, string name)
    {
        if (key.Text(name) is not { } text || !Base64Url.IsValid(text))
            return null;
        byte[] bytes = Base64Url.DecodeFromChars(text);
        return bytes.AsSpan().TrimStart((byte)0).ToArray() is { Length: > 0 } number ? number : null;
    }

    private static bool IsSame(RSAParameters left, RSAParameters right) =>
        left.Modulus.AsSpan().SequenceEqual(right.Modulus) && left.Exponent.AsSpan().SequenceEqual(right.Exponent);

    private static AsymmetricSignatureProvider Verifier(RSAParameters parameters) =>
        new AsymmetricSignatureProvider(new RsaSecurityKey(parameters), SecurityAlgorithms.RsaSha256, willCreateSignatures: false);
}
