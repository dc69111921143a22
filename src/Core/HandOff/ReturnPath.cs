using System.Buffers;

namespace LeerId.HandOff;

/// <summary>
/// A local path of the application to come back to after signing in. What could lead elsewhere, in whatever disguise, is
/// not one: another host, <c>//</c>, a backslash, dot segments, control characters, encoded or not.
/// </summary>
public readonly record struct ReturnPath
{
    private const int MaximumLength = 1024;
    private const int DecodingRounds = 4;

    // RFC 3986: what may stand in a path, query or fragment, and the percent sign. Anything else must come encoded.
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?#%");

    private readonly string? _value;

    private ReturnPath(string value) => _value = value;

    /// <summary>Takes a path with its query and fragment; null and empty mean the root.</summary>
    public static bool TryParse(string? text, out ReturnPath path)
    {
        path = default;
        if (string.IsNullOrEmpty(text))
            return true;
        if (text.Length > MaximumLength || text.AsSpan().ContainsAnyExcept(Allowed) || !IsLocal(text))
            return false;

        path = new ReturnPath(text);
        return true;
    }

    /// <summary>The path; <c>/</c> for the default value.</summary>
    public override string ToString() => _value ?? "/";

    private static bool IsLocal(string text)
    {
        // Decoded as often as a careless reader might: what is harmless once can be a host after the second time.
        string decoded = text;
        for (int round = 0; round < DecodingRounds; round++)
        {
            if (!IsPlainPath(decoded))
                return false;
            string next = Uri.UnescapeDataString(decoded);
            if (next == decoded)
                return true;
            decoded = next;
        }

        return false;
    }

    private static bool IsPlainPath(string text)
    {
        if (text[0] != '/' || text.AsSpan().ContainsAny('\\', '\uFFFD') || text.Any(char.IsControl))
            return false;

        int end = text.AsSpan().IndexOfAny('?', '#');
        string pathOnly = end < 0 ? text : text[..end];
        return !pathOnly.Contains("//", StringComparison.Ordinal)
            && !Array.Exists(pathOnly.Split('/'), segment => segment is "." or "..");
    }
}
