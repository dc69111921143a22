using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeerId.Schools;

/// <summary>The ways in which staff change the list of schools.</summary>
[JsonConverter(typeof(SchoolChangeWayNames))]
public enum SchoolChangeWay
{
    /// <summary>One school was added to the list, or got another contract.</summary>
    Put,

    /// <summary>One school was removed from the list.</summary>
    Delete,

    /// <summary>The provider's own list replaced the list.</summary>
    Import,

    /// <summary>Names and boards were filled in from the open data of all schools.</summary>
    OpenData,

    /// <summary>An import, or another undoing, was undone.</summary>
    Undo,
}

/// <summary>The author and the way of a change of the list of schools.</summary>
/// <param name="By">The object id of the member of staff or of the program.</param>
/// <param name="Way">The way of the change.</param>
public sealed record SchoolChange(string By, SchoolChangeWay Way);

/// <summary>One school in one change of the list (protocol, article 2, requires a record of the contracts).</summary>
/// <param name="At">The moment of the change, UTC.</param>
/// <param name="By">The object id of the member of staff or of the program that changed it.</param>
/// <param name="Way">The way of the change.</param>
/// <param name="Number">The school's number.</param>
/// <param name="Before">The contract before the change; null if the school had none, or if its row could not be read.</param>
/// <param name="After">The contract after the change; null if the school no longer has one.</param>
/// <param name="Revision">The revision of the list after this change. All schools of one import have the same revision.</param>
public sealed record SchoolHistoryEntry(
    DateTimeOffset At, string By, SchoolChangeWay Way, SchoolNumber Number, SchoolContract? Before, SchoolContract? After, long Revision);

/// <summary>A change of many schools at once: an import, or the undoing of one.</summary>
/// <param name="At">The moment of the change, UTC.</param>
/// <param name="By">The object id of the member of staff or of the program.</param>
/// <param name="Way">The way of the change.</param>
/// <param name="Revision">The revision of the list after the change.</param>
/// <param name="Added">The number of schools that it added to the list.</param>
/// <param name="Changed">The number of schools that got another contract.</param>
/// <param name="Removed">The number of schools that it removed from the list.</param>
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
/// <param name="IsComplete">Whether these are all stored entries; false if there are older ones.</param>
public sealed record SchoolHistoryAnswer(SchoolNumber Number, IReadOnlyList<SchoolHistoryEntry> Entries, bool IsComplete);

internal sealed class SchoolChangeWayNames() : JsonStringEnumConverter<SchoolChangeWay>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
