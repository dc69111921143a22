using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LeerId.Schools;

/// <summary>
/// An instellingsnummer: six digits, text, padded with zeros on the left (protocol, article 3). There is no documented
/// check digit, so none is checked.
/// </summary>
public readonly record struct SchoolNumber : IComparable<SchoolNumber>
{
    private const int Length = 6;
    private const int TooLarge = 1_000_000;

    private readonly int _value;

    private SchoolNumber(int value) => _value = value;

    /// <summary>Reads six ASCII digits; false for anything else, including five or seven digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SchoolNumber number)
    {
        bool valid = text is { Length: Length } && text.All(char.IsAsciiDigit);
        number = valid ? new SchoolNumber(int.Parse(text!, NumberStyles.None, CultureInfo.InvariantCulture)) : default;
        return valid;
    }

    /// <summary>Converts a number that lost its leading zeros, as a JSON number does; false if it is negative or has more than six digits.</summary>
    public static bool TryFromNumber(long value, out SchoolNumber number)
    {
        bool valid = value is >= 0 and < TooLarge;
        number = valid ? new SchoolNumber((int)value) : default;
        return valid;
    }

    /// <summary>Reads six ASCII digits.</summary>
    /// <exception cref="FormatException">The text is not six ASCII digits.</exception>
    public static SchoolNumber Parse(string text) =>
        TryParse(text, out SchoolNumber number) ? number : throw new FormatException("A school number must have six digits.");

    /// <inheritdoc />
    public int CompareTo(SchoolNumber other) => _value.CompareTo(other._value);

    /// <summary>The six digits.</summary>
    public override string ToString() => _value.ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>Orders by number.</summary>
    public static bool operator <(SchoolNumber left, SchoolNumber right) => left._value < right._value;

    /// <summary>Orders by number.</summary>
    public static bool operator >(SchoolNumber left, SchoolNumber right) => left._value > right._value;

    /// <summary>Orders by number.</summary>
    public static bool operator <=(SchoolNumber left, SchoolNumber right) => left._value <= right._value;

    /// <summary>Orders by number.</summary>
    public static bool operator >=(SchoolNumber left, SchoolNumber right) => left._value >= right._value;
}
