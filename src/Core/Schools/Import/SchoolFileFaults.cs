using System.Text.Json.Serialization;

namespace LeerId.Schools.Import;

/// <summary>A fault in a file.</summary>
/// <param name="Line">The line or row on which it begins, counted from 1 with the header; null if it concerns the whole file.</param>
/// <param name="Field">This software's name of the column; null if it concerns the whole line.</param>
/// <param name="Fault">The description of the fault.</param>
public sealed record SchoolFileFault(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Line,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    string Fault)
{
    /// <summary>The cell of a workbook, such as <c>B12</c>; null in a CSV file, or if it concerns no single cell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cell { get; init; }

    /// <summary>The place in Dutch, for the staff console, such as <c>Cel B12 (naam)</c>.</summary>
    [JsonIgnore]
    public string Where { get; init; } = "";

    /// <summary>The text in Dutch, for the staff console, which shows it after the place.</summary>
    [JsonIgnore]
    public string Dutch { get; init; } = "";

    internal static SchoolFileFault At(SchoolFilePlace place, SchoolRuleFault text) => new(place.Line, place.Field, text.English)
    {
        Cell = place.Cell,
        Where = place.Label,
        Dutch = text.Dutch,
    };
}

/// <summary>A warning about a file or about the list, which isn't a fault.</summary>
/// <param name="Line">The line or row on which it begins, counted from 1 with the header; null if it concerns no single line.</param>
/// <param name="Field">This software's name of the column; null if it concerns no single column.</param>
/// <param name="Number">The school on the list that it concerns; null if it concerns none.</param>
/// <param name="Warning">The description of the warning.</param>
public sealed record SchoolFileWarning(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Line,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SchoolNumber? Number,
    string Warning)
{
    /// <inheritdoc cref="SchoolFileFault.Cell" />
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cell { get; init; }

    /// <summary>The place in Dutch, for the staff console, such as <c>Cel B12 (nummer)</c> or <c>School 012345</c>.</summary>
    [JsonIgnore]
    public string Where { get; init; } = "";

    /// <inheritdoc cref="SchoolFileFault.Dutch" />
    [JsonIgnore]
    public string Dutch { get; init; } = "";
}

/// <summary>The findings in a file. All are counted, and the first 20,000 are kept.</summary>
internal class SchoolFileFindings<T>
{
    // A list of all schools of the country has fewer faults than this; a file with more is another kind of file.
    private const int MaxKept = 20_000;

    private readonly List<T> _first = [];

    public int Count { get; private set; }

    public IReadOnlyList<T> First => _first;

    public void Add(T finding)
    {
        Count++;
        if (_first.Count < MaxKept)
            _first.Add(finding);
    }
}

internal sealed class SchoolFileFaults : SchoolFileFindings<SchoolFileFault>
{
    public void Add(SchoolFilePlace place, string english, string dutch) => Add(SchoolFileFault.At(place, new SchoolRuleFault(english, dutch)));

    public void Add(SchoolFilePlace place, SchoolRuleFault text) => Add(SchoolFileFault.At(place, text));
}

internal sealed class SchoolFileWarnings : SchoolFileFindings<SchoolFileWarning>
{
    public void Add(SchoolFilePlace place, string english, string dutch) => Add(new SchoolFileWarning(place.Line, place.Field, null, english)
    {
        Cell = place.Cell,
        Where = place.Label,
        Dutch = dutch,
    });

    public void Add(SchoolNumber number, string english, string dutch) => Add(new SchoolFileWarning(null, null, number, english)
    {
        Where = $"School {number}",
        Dutch = dutch,
    });
}
