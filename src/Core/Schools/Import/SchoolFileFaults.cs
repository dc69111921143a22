namespace LeerId.Schools.Import;

/// <summary>Something that is wrong in a file, or worth a look.</summary>
/// <param name="Line">The line it begins on, from 1, the header included; null when it concerns the whole file.</param>
/// <param name="Field">Which column, by the name this software gives it; null when it concerns the whole line.</param>
/// <param name="Fault">What it is.</param>
public sealed record SchoolFileFault(long? Line, string? Field, string Fault);

/// <summary>Collects what is wrong in a file: all of it is counted, the first so many are kept.</summary>
internal sealed class SchoolFileFaults
{
    private const int Most = 500;

    private readonly List<SchoolFileFault> _first = [];

    public int Count { get; private set; }

    public IReadOnlyList<SchoolFileFault> First => [.. _first.OrderBy(fault => fault.Line)];

    public void Add(long? line, string? field, string fault)
    {
        Count++;
        if (_first.Count < Most)
            _first.Add(new SchoolFileFault(line, field, fault));
    }
}
