namespace LeerId.Runs;

/// <summary>A file that a run wrote.</summary>
/// <param name="Name">The container and the path, without spaces.</param>
/// <param name="Sha256">The SHA-256 of its content, 64 lowercase hexadecimal digits.</param>
public sealed record RunFile(string Name, string Sha256)
{
    /// <summary>The column of the table of runs that holds the files.</summary>
    internal const string Column = "Files";

    private const char LineEnd = '\n';
    private const char Separator = ' ';

    /// <summary>The files as a column, one line per file; null when there are none, so that the row has no such column.</summary>
    internal static string? ToColumn(IReadOnlyList<RunFile> files) =>
        files.Count == 0 ? null : string.Join(LineEnd, files.Select(file => $"{file.Name}{Separator}{file.Sha256}"));

    /// <summary>The files in a column. Lines of another form are left out.</summary>
    internal static IReadOnlyList<RunFile> FromColumn(string? column) => column is null ? [] :
    [
        .. column.Split(LineEnd, StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(Separator)).Where(parts => parts.Length == 2).Select(parts => new RunFile(parts[0], parts[1])),
    ];
}
