using System.Diagnostics.CodeAnalysis;

namespace LeerId.Students;

/// <summary>
/// The pseudonym under which a pupil is stored: 64 lower-case hexadecimal digits, HMAC-SHA-256 with a secret key over the
/// pupil's leer_id_uuid, or over the account for a pupil without one. Without the secret key, nobody can trace it to the pupil.
/// </summary>
public readonly record struct StudentKey
{
    private const int Length = 64;

    private readonly string? _value;

    private StudentKey(string value) => _value = value;

    /// <summary>Reads 64 lower-case hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out StudentKey key)
    {
        bool valid = text is { Length: Length } && text.All(char.IsAsciiHexDigitLower);
        key = valid ? new StudentKey(text!) : default;
        return valid;
    }

    internal static StudentKey FromHash(ReadOnlySpan<byte> hash) => new(Convert.ToHexStringLower(hash));

    /// <summary>The 64 digits; empty for the default value.</summary>
    public override string ToString() => _value ?? "";
}
