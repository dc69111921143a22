namespace LeerId.Evidence;

/// <summary>
/// Tells the measures of one topic with the values that are in force: settings as they were read, and the very constants the code goes
/// by, so that the report can't say anything else than what is done.
/// </summary>
public interface IMeasureSource
{
    /// <summary>The measures.</summary>
    IEnumerable<Measure> Read();
}
