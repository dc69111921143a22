using System.Globalization;
using System.Text.RegularExpressions;

namespace LeerId.Functions.Tests.Staff;

/// <summary>docs/staff.http, parsed in the same way as by an editor's HTTP client.</summary>
public sealed partial class StaffHttpFile
{
    private readonly Dictionary<string, string> _variables = [];
    private readonly List<StaffHttpRequest> _requests = [];

    private StaffHttpFile()
    {
    }

    /// <summary>The variables that the file sets, such as <c>host</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables => _variables;

    /// <summary>The requests, in the order of the file.</summary>
    public IReadOnlyList<StaffHttpRequest> Requests => _requests;

    public static StaffHttpFile Parse(string text)
    {
        StaffHttpFile file = new();
        List<string> block = [];
        int start = 1;
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            if (lines[line].StartsWith("###", StringComparison.Ordinal))
            {
                file.AddBlock(block, start);
                (block, start) = ([], line + 1);
            }

            block.Add(lines[line]);
        }

        file.AddBlock(block, start);
        return file;
    }

    /// <summary>Replaces each <c>{{name}}</c> in a text with its value.</summary>
    public static string Fill(string text, Func<string, string> valueOf) => Placeholder().Replace(text, match => valueOf(match.Groups[1].Value));

    // Comments and variables precede the request line. Headers, an empty line and the body follow it.
    private void AddBlock(List<string> block, int start)
    {
        string? name = null;
        int? status = null;
        for (int i = 0; i < block.Count; i++)
        {
            string line = block[i].Trim();
            if (Variable().Match(line) is { Success: true } variable)
                _variables.Add(variable.Groups[1].Value, variable.Groups[2].Value);
            else if (Name().Match(line) is { Success: true } named)
                name = named.Groups[1].Value;
            else if (Status().Match(line) is { Success: true } expected)
                status = int.Parse(expected.Groups[1].Value, CultureInfo.InvariantCulture);
            else if (line.Length > 0 && line[0] != '#')
            {
                _requests.Add(Request(start + i, block[i..], name, status));
                return;
            }
        }
    }

    private static StaffHttpRequest Request(int number, List<string> lines, string? name, int? status)
    {
        string[] words = lines[0].Split(' ');
        Assert.True(words.Length == 2, $"Line {number} is no request: {lines[0]}");
        List<string> headers = [.. lines.Skip(1).TakeWhile(line => line.Length > 0)];
        string body = string.Join('\n', lines.Skip(headers.Count + 2)).Trim();
        return new StaffHttpRequest(
            number, name, status, words[0], words[1],
            headers.Select(header => header.Split(": ", 2)).ToDictionary(header => header[0], header => header[1], StringComparer.OrdinalIgnoreCase),
            body.Length == 0 ? null : body);
    }

    [GeneratedRegex(@"^@(\w+)\s*=\s*(.*)$")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^# @name (\w+)$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^# ([1-5]\d\d)\b")]
    private static partial Regex Status();

    [GeneratedRegex(@"\{\{([^{}]+)\}\}")]
    private static partial Regex Placeholder();
}

/// <param name="Line">The line in the file.</param>
/// <param name="Name">The name by which later requests refer to its answer; null for none.</param>
/// <param name="Status">The expected status in its comment; null for success.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">The address, with placeholders.</param>
/// <param name="Headers">The headers, with placeholders.</param>
/// <param name="Body">The body, with placeholders; null for none.</param>
public sealed record StaffHttpRequest(
    int Line, string? Name, int? Status, string Method, string Target, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    public override string ToString() => $"line {Line}: {Method} {Target}";
}
