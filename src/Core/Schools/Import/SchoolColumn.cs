namespace LeerId.Schools.Import;

/// <summary>A column of a file.</summary>
/// <param name="Name">Its name in English messages.</param>
/// <param name="Dutch">Its name in Dutch messages, and in the workbook that staff download.</param>
/// <param name="IsRequired">Whether a file without it is refused.</param>
/// <param name="Headers">The names that it may have in a header; case, spaces and punctuation are ignored.</param>
internal sealed record SchoolColumn(string Name, string Dutch, bool IsRequired, params string[] Headers)
{
    private readonly string[] _headers = [.. Headers.Select(Plain)];

    /// <summary>Whether it contains days. In any other column, a cell that a spreadsheet stores as a date is a fault.</summary>
    public bool HasDays { get; init; }

    public bool Is(string header) => _headers.Contains(Plain(header));

    private static string Plain(string header) => string.Concat(header.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
