using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace LeerId.Functions.Staff;

/// <summary>The character encoding of a JSON body, which must be UTF-8 (RFC 8259, section 8.1). A byte order mark before it is left out.</summary>
internal static class JsonEncoding
{
    private const int MaximumNameLength = 40;

    private static readonly string[] Names = ["utf-8", "utf8"];

    // If two marks begin alike, the longer one is first.
    private static readonly (byte[] Mark, string Name)[] Marks =
    [
        ([0xFF, 0xFE, 0, 0], "UTF-32"), ([0, 0, 0xFE, 0xFF], "UTF-32"), ([0xFF, 0xFE], "UTF-16"), ([0xFE, 0xFF], "UTF-16"),
    ];

    /// <summary>The text in UTF-8, without a byte order mark.</summary>
    /// <exception cref="StaffRequestException">The body is in another encoding, or the content type names another one.</exception>
    public static ReadOnlyMemory<byte> ToUtf8(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (Declared(contentType) is { } declared)
            throw Refused("Content-Type", $"names the encoding {declared}; send the body in UTF-8, and name utf-8 or no charset");
        if (Found(body.Span) is { } found)
            throw Refused("$", $"{found}; send it in UTF-8");
        return body.Span.StartsWith("\uFEFF"u8) ? body["\uFEFF"u8.Length..] : body;
    }

    // The charset that the content type names; null for UTF-8 or none.
    private static string? Declared(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type))
            return null;
        string? other = type.Parameters.Where(parameter => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase))
            .Select(parameter => HeaderUtilities.RemoveQuotes(parameter.Value).ToString())
            .FirstOrDefault(charset => !Names.Contains(charset, StringComparer.OrdinalIgnoreCase));
        return other is { Length: > MaximumNameLength } ? $"{other[..MaximumNameLength]}..." : other;
    }

    // The evidence that the body is not UTF-8; null if it is UTF-8.
    private static string? Found(ReadOnlySpan<byte> body)
    {
        foreach ((byte[] mark, string name) in Marks)
        {
            if (body.StartsWith(mark))
                return $"is in {name}";
        }

        // JSON begins with two ASCII characters, so zeros among the first bytes tell the width of a character.
        if (body[..Math.Min(4, body.Length)].Contains((byte)0))
            return body is [0, 0, ..] or [_, 0, 0, ..] ? "is in UTF-32" : "is in UTF-16";
        return Utf8.IsValid(body) ? null : "has bytes that are not UTF-8, as text in Latin-1 or Windows-1252 has";
    }

    private static StaffRequestException Refused(string field, string fault) => new(
        StatusCodes.Status400BadRequest, "body-invalid", "The body is not in UTF-8. Nothing is done.", [StaffHttp.Fault(field, fault)]);
}
