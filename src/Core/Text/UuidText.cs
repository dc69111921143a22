using System.Text.RegularExpressions;

namespace LeerId.Text;

/// <summary>
/// Finds uuids in texts that people write. A uuid in such a text would be beside the pseudonym for years, and undo it.
/// </summary>
internal static partial class UuidText
{
    /// <summary>Whether a text holds a uuid, with or without hyphens.</summary>
    public static bool IsIn(string? text) => text is not null && Uuid().IsMatch(text);

    [GeneratedRegex("[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();
}
