using System.Text.Json.Serialization;

namespace LeerId.Schools.Import;

/// <summary>Something that is wrong in a file.</summary>
/// <param name="Line">The line it begins on, from 1, the header included; null when it concerns the whole file.</param>
/// <param name="Field">Which column, by the name this software gives it; null when it concerns the whole line.</param>
/// <param name="Fault">What it is.</param>
public sealed record SchoolFileFault(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Line,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    string Fault);

/// <summary>Something in a file, or on the list, that is worth a look and no fault.</summary>
/// <param name="Line">The line it begins on, from 1, the header included; null when it concerns no single line.</param>
/// <param name="Field">Which column, by the name this software gives it; null when it concerns no single column.</param>
/// <param name="Number">The school on the list that it concerns; null when it concerns none.</param>
/// <param name="Warning">What it is.</param>
public sealed record SchoolFileWarning(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Line,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SchoolNumber? Number,
    string Warning);

/// <summary>What is found in a file: all of it is counted, the first so many are kept.</summary>
internal class SchoolFileFindings<T>
{
    // More than a list of all schools of the country can have; beyond it the file is another one.
    private const int Most = 20_000;

    private readonly List<T> _first = [];

    public int Count { get; private set; }

    public IReadOnlyList<T> First => _first;

    protected void Add(T finding)
    {
        Count++;
        if (_first.Count < Most)
            _first.Add(finding);
    }
}

internal sealed class SchoolFileFaults : SchoolFileFindings<SchoolFileFault>
{
    public void Add(long? line, string? field, string fault) => Add(new SchoolFileFault(line, field, fault));
}

internal sealed class SchoolFileWarnings : SchoolFileFindings<SchoolFileWarning>
{
    public void Add(string warning, long? line = null, string? field = null, SchoolNumber? number = null) =>
        Add(new SchoolFileWarning(line, field, number, warning));
}
