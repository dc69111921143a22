using LeerId.Storage;

namespace LeerId.Runs;

/// <summary>A deletion of rows from one table by a job.</summary>
/// <param name="Job">The job's name in the record.</param>
/// <param name="Table">The table.</param>
/// <param name="CutOff">The moment before which data are deleted, UTC.</param>
/// <param name="Ground">The ground for that cut-off; null when the job has one ground only.</param>
public sealed record Deletion(string Job, TableName Table, DateTimeOffset CutOff, string? Ground = null)
{
    /// <summary>Whether all rows may be deleted without a limit, because persons decided that before.</summary>
    public bool IsDecided { get; init; }
}
