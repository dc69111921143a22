using System.Text.RegularExpressions;

namespace LeerId.Text;

/// <summary>Telephone numbers as people write them.</summary>
public static partial class TelephoneNumber
{
    /// <summary>The rest of a message about a text that is no telephone number.</summary>
    internal const string Fault = "is not a telephone number: give an international one such as +32 2 553 86 00, or a Belgian one such as 02 553 86 00.";

    /// <summary>
    /// Whether a text is an international number such as <c>+32 2 553 86 00</c> (E.164), or a Belgian one such as <c>02 553 86 00</c>. Spaces, dots, hyphens
    /// and slashes may be between the digits.
    /// </summary>
    public static bool IsValid(string text) => Pattern().IsMatch(text);

    // E.164 allows 15 digits after the plus sign. A Belgian number has nine digits, or ten when it is mobile.
    [GeneratedRegex(@"^(\+[1-9]([ ./-]?[0-9]){6,14}|0[1-9]([ ./-]?[0-9]){7,8})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
