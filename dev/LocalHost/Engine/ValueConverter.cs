using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LeerId.LocalHost.Engine;

/// <summary>
/// Converts text to a parameter's type, as Azure's .NET worker does. Text and bytes are passed on, Guid and dates are parsed, and all other types
/// are read as JSON.
/// </summary>
internal static class ValueConverter
{
    // The worker parses dates with the culture and time zone of its machine. In Azure the culture is invariant and the time zone is UTC.
    private const DateTimeStyles AsInAzure = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Whether text without quotes, such as a route value, can be converted to this type.</summary>
    public static bool CanConvertTo(Type type)
    {
        Type inner = Nullable.GetUnderlyingType(type) ?? type;
        return inner == typeof(string) || inner == typeof(object) || inner == typeof(CancellationToken) || inner == typeof(Guid)
            || inner == typeof(DateTime) || inner == typeof(DateTimeOffset) || inner == typeof(byte[])
            || (inner.IsPrimitive && inner != typeof(char)) || inner == typeof(decimal) || inner.IsEnum;
    }

    public static object? FromText(string text, Type type)
    {
        Type inner = Nullable.GetUnderlyingType(type) ?? type;
        if (inner.IsAssignableFrom(typeof(string)))
            return text;
        if (inner == typeof(Guid) && Guid.TryParse(text, out Guid guid))
            return guid;
        if (inner == typeof(DateTimeOffset) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, AsInAzure, out DateTimeOffset offset))
            return offset;
        if (inner == typeof(DateTime) && DateTime.TryParse(text, CultureInfo.InvariantCulture, AsInAzure, out DateTime date))
            return date;
        if (inner == typeof(byte[]))
            return Encoding.UTF8.GetBytes(text);

        return FromJson(Encoding.UTF8.GetBytes(text), type);
    }

    public static object? FromJson(ReadOnlySpan<byte> json, Type type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type, Json);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // The inner exception is left out, because its message can quote the text.
            throw new BindingException($"its value can't be converted to {type.Name} ({exception.GetType().Name}).");
        }
    }
}

/// <summary>A parameter can't be bound to a value. The message never quotes the input, which can be personal data.</summary>
internal sealed class BindingException(string message) : Exception(message);
