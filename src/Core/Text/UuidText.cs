using System.Text.RegularExpressions;

namespace LeerId.Text;

/// <summary>
/// Finds uuids in texts that people write. Such a text is stored beside the pseudonym for years, and a uuid in it would undo the pseudonym.
/// </summary>
internal static partial class UuidText
{
    /// <summary>Whether a text contains a uuid, with or without hyphens.</summary>
    public static bool IsIn(string? text) => text is not null && Uuid().IsMatch(text);

    [GeneratedRegex("[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();
}
