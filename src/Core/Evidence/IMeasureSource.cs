namespace LeerId.Evidence;

/// <summary>
/// Reports the measures of one topic with the values that are in force: the validated settings, and the constants that the code itself uses. Therefore the
/// report can't differ from what the software does.
/// </summary>
public interface IMeasureSource
{
    /// <summary>Reads the measures.</summary>
    IEnumerable<Measure> Read();
}
