using System.Globalization;

namespace LeerId.Storage;

/// <summary>
/// Converts the value of a column to a type and a text, and back. The seals hash this form and the archive keeps it, so that a restored row has the hash
/// that was sealed. The types are those of the table service (Entity Data Model).
/// </summary>
internal static class EdmValue
{
    /// <summary>The type of a text.</summary>
    public const string Text = "Edm.String";

    /// <summary>The type and the text of a value.</summary>
    /// <exception cref="InvalidDataException">The value is of a type that Table Storage doesn't have.</exception>
    public static (string Type, string Text) Describe(object value) => value switch
    {
        string text => (Text, text),
        bool flag => ("Edm.Boolean", flag ? "true" : "false"),
        int number => ("Edm.Int32", number.ToString(CultureInfo.InvariantCulture)),
        long number => ("Edm.Int64", number.ToString(CultureInfo.InvariantCulture)),
        double number => ("Edm.Double", number.ToString("R", CultureInfo.InvariantCulture)),
        DateTimeOffset moment => ("Edm.DateTime", moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        Guid id => ("Edm.Guid", id.ToString("D")),
        byte[] bytes => ("Edm.Binary", Convert.ToBase64String(bytes)),
        BinaryData bytes => ("Edm.Binary", Convert.ToBase64String(bytes.ToMemory().Span)),
        _ => throw new InvalidDataException($"A property of type {value.GetType().Name}, which Table Storage doesn't have."),
    };

    /// <summary>The value that <see cref="Describe"/> described.</summary>
    /// <exception cref="InvalidDataException">There is no such type.</exception>
    /// <exception cref="FormatException">The text is not a value of the type.</exception>
    /// <exception cref="OverflowException">The number does not fit the type.</exception>
    public static object Parse(string type, string text) => type switch
    {
        Text => text,
        "Edm.Boolean" => bool.Parse(text),
        "Edm.Int32" => int.Parse(text, CultureInfo.InvariantCulture),
        "Edm.Int64" => long.Parse(text, CultureInfo.InvariantCulture),
        "Edm.Double" => double.Parse(text, CultureInfo.InvariantCulture),
        "Edm.DateTime" => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        "Edm.Guid" => Guid.ParseExact(text, "D"),
        "Edm.Binary" => Convert.FromBase64String(text),
        _ => throw new InvalidDataException($"Table Storage has no type {type}."),
    };
}
