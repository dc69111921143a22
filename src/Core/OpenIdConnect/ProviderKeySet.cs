using System.Buffers.Text;
using System.Collections.Frozen;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.OpenIdConnect;

/// <summary>
/// A provider's keys (RFC 7517), sieved before use: RSA of 2,048 bits and more with a sane exponent, for signatures, for RS256,
/// each <c>kid</c> once. What else is in the set is left out; it is no fault.
/// </summary>
public sealed class ProviderKeySet
{
    /// <summary>How many bits a key has at least.</summary>
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

    /// <summary>How many entries the provider's set has, keys that can be used here and others.</summary>
    public int Published { get; }

    /// <summary>How many keys of the set can be used here.</summary>
    public int Usable => _verifiers.Count;

    /// <summary>Whether the provider published a usable key with this id.</summary>
    public bool Contains(string kid) => _verifiers.ContainsKey(kid);

    /// <summary>Checks an RS256 signature with the key of that id; false when there is none.</summary>
    public bool Verify(string kid, byte[] signingInput, byte[] signature) =>
        signature.Length > 0
        && _verifiers.TryGetValue(kid, out AsymmetricSignatureProvider? verifier) && verifier.Verify(signingInput, signature);

    /// <summary>Reads the key set document, each key for itself; null when it is no JSON object with one array <c>keys</c>.</summary>
    public static ProviderKeySet? Read(ReadOnlySpan<byte> document)
    {
        if (Split(document) is not { } keys)
            return null;

        Dictionary<string, RSAParameters> sieved = [];
        HashSet<string> ambiguous = [];
        foreach (JsonElement? key in keys)
        {
            if (key is not { } given || Sieve(given) is not { } usable)
                continue;
            if (!sieved.TryAdd(usable.Kid, usable.Parameters) && !IsSame(sieved[usable.Kid], usable.Parameters))
                ambiguous.Add(usable.Kid);
        }

        return new ProviderKeySet(
            sieved.Where(key => !ambiguous.Contains(key.Key)).ToFrozenDictionary(key => key.Key, key => Verifier(key.Value)), keys.Count);
    }

    // The set is split before its keys are read: whatever is wrong with one of them, in its names, its texts or its depth, leaves the others alone.
    private static List<JsonElement?>? Split(ReadOnlySpan<byte> document)
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

            // Throws if something follows the object.
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
            // The name holds half a surrogate pair.
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

    private static (string Kid, RSAParameters Parameters)? Sieve(JsonElement key)
    {
        if (key.Text("kid") is not { } kid
            || key.Text("kty") != JsonWebAlgorithmsKeyTypes.RSA
            || !IsAbsentOr(key, "use", JsonWebKeyUseNames.Sig)
            || !IsAbsentOr(key, "alg", SecurityAlgorithms.RsaSha256)
            || !AllowsVerifying(key)
            || Number(key, "n") is not { } modulus
            || Number(key, "e") is not { } exponent)
        {
            return null;
        }

        int bits = (int)new BigInteger(modulus, isUnsigned: true, isBigEndian: true).GetBitLength();
        bool isSane = bits is >= MinimumBits and <= MaximumBits
            && exponent.Length <= MaximumExponentBytes
            && new BigInteger(exponent, isUnsigned: true, isBigEndian: true) is { IsEven: false } e && e >= MinimumExponent;
        return isSane ? (kid, new RSAParameters { Modulus = modulus, Exponent = exponent }) : null;
    }

    private static bool IsAbsentOr(JsonElement key, string name, string value) =>
        !key.TryGetProperty(name, out _) || key.Text(name) == value;

    private static bool AllowsVerifying(JsonElement key) =>
        !key.TryGetProperty("key_ops", out JsonElement operations)
        || (operations.ValueKind == JsonValueKind.Array
            && operations.EnumerateArray().Any(o => o.ValueKind == JsonValueKind.String && StrictJson.TryText(o) == "verify"));

    private static byte[]? Number(JsonElement key, string name)
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
