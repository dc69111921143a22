using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeerId.Schools;

/// <summary>Which way staff changed the list of schools.</summary>
[JsonConverter(typeof(SchoolChangeWayNames))]
public enum SchoolChangeWay
{
    /// <summary>One school was put on the list, or got another contract.</summary>
    Put,

    /// <summary>One school was taken off the list.</summary>
    Delete,

    /// <summary>The provider's own list replaced the list.</summary>
    Import,

    /// <summary>Names and boards were filled in from the open data of all schools.</summary>
    OpenData,

    /// <summary>An import, or another undoing, was undone.</summary>
    Undo,
}

/// <summary>Who changes the list of schools, and which way.</summary>
/// <param name="By">The object id of the member of staff or of the program.</param>
/// <param name="Way">Which way.</param>
public sealed record SchoolChange(string By, SchoolChangeWay Way);

/// <summary>One school in one change of the list (protocol, article 2: who had a contract when).</summary>
/// <param name="At">When it changed, UTC.</param>
/// <param name="By">The object id of the member of staff or of the program that changed it.</param>
/// <param name="Way">Which way.</param>
/// <param name="Number">The school's number.</param>
/// <param name="Before">The contract before; null when the school had none, or its row could not be read.</param>
/// <param name="After">The contract after; null when the school no longer has one.</param>
/// <param name="Revision">The revision of the list that this change made. The schools of one import have the same.</param>
public sealed record SchoolHistoryEntry(
    DateTimeOffset At, string By, SchoolChangeWay Way, SchoolNumber Number, SchoolContract? Before, SchoolContract? After, long Revision);

/// <summary>A change of many schools at once: an import, or the undoing of one.</summary>
/// <param name="At">When it was made, UTC.</param>
/// <param name="By">The object id of the member of staff or of the program.</param>
/// <param name="Way">Which way.</param>
/// <param name="Revision">The revision of the list that it made.</param>
/// <param name="Added">How many schools it put on the list.</param>
/// <param name="Changed">How many schools got another contract.</param>
/// <param name="Removed">How many schools it took off the list.</param>
public sealed record SchoolImportRecord(DateTimeOffset At, string By, SchoolChangeWay Way, long Revision, int Added, int Changed, int Removed)
{
    internal static SchoolImportRecord Of(IReadOnlyList<SchoolHistoryEntry> entries) => new(
        entries[0].At, entries[0].By, entries[0].Way, entries[0].Revision,
        entries.Count(entry => entry is { Before: null, After: not null }), entries.Count(entry => entry is { Before: not null, After: not null }),
        entries.Count(entry => entry.After is null));
}

/// <summary>The history of one school.</summary>
/// <param name="Number">The school's number.</param>
/// <param name="Entries">Its changes, newest first.</param>
/// <param name="IsComplete">Whether these are all that are kept; false when there are older ones.</param>
public sealed record SchoolHistoryAnswer(SchoolNumber Number, IReadOnlyList<SchoolHistoryEntry> Entries, bool IsComplete);

internal sealed class SchoolChangeWayNames() : JsonStringEnumConverter<SchoolChangeWay>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
