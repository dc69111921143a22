namespace LeerId.Schools.Import;

/// <summary>A column of a file.</summary>
/// <param name="Name">What it is called in messages, in English.</param>
/// <param name="Dutch">What it is called in messages in Dutch, and in the file that staff download.</param>
/// <param name="IsRequired">Whether a file without it is refused.</param>
/// <param name="Headers">What it may be called in a header; case, spaces and punctuation don't count.</param>
internal sealed record SchoolColumn(string Name, string Dutch, bool IsRequired, params string[] Headers)
{
    private readonly string[] _headers = [.. Headers.Select(Plain)];

    /// <summary>Whether it has days: a date that a spreadsheet keeps as a number is then what was meant.</summary>
    public bool HasDays { get; init; }

    public bool Is(string header) => _headers.Contains(Plain(header));

    private static string Plain(string header) => string.Concat(header.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
