using System.Text.Json;
using System.Text.Unicode;

namespace LeerId.OpenIdConnect;

/// <summary>
/// Parses JSON from outside strictly: one object in valid UTF-8, at most 16 levels deep, which is deeper than any provider's. Each name is unique, so that two
/// parsers can't read different values.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Parses an object; null if the bytes are anything else.</summary>
    public static JsonElement? ParseObject(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            return null;

        try
        {
            JsonElement element = JsonElement.Parse(utf8, Options);
            return element.ValueKind == JsonValueKind.Object ? element : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The value of a member that is a non-empty string; null if the member is missing or anything else.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && TryText(value) is { Length: > 0 } text
            ? text
            : null;

    /// <summary>The text of a JSON string; null if it is not valid Unicode, such as half a surrogate pair.</summary>
    public static string? TryText(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
