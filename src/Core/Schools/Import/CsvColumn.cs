namespace LeerId.Schools.Import;

/// <summary>A column of a file.</summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="IsRequired">Whether a file without it is refused.</param>
/// <param name="Headers">What it may be called in a header; case, spaces and punctuation don't count.</param>
internal sealed record CsvColumn(string Name, bool IsRequired, params string[] Headers)
{
    private readonly string[] _headers = [.. Headers.Select(Plain)];

    public bool Is(string header) => _headers.Contains(Plain(header));

    private static string Plain(string header) => string.Concat(header.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
