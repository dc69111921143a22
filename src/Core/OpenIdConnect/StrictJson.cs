using System.Text.Json;
using System.Text.Unicode;

namespace LeerId.OpenIdConnect;

/// <summary>
/// JSON of others, read without lenience: one object, valid UTF-8, each name once (two readers must never see two
/// different values), and no deeper than anything a provider sends.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The object, or null when the bytes are anything else.</summary>
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

    /// <summary>A member that is a non-empty string; null when it is missing or anything else.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && TryText(value) is { Length: > 0 } text
            ? text
            : null;

    /// <summary>The characters of a JSON string; null when they're no text, such as half a surrogate pair.</summary>
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
