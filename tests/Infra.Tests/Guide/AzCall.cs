using System.Text;
using System.Text.RegularExpressions;
using LeerId.Infra.Tests.Documents;
using LeerId.Infra.Tests.Pipeline;

namespace LeerId.Infra.Tests.Guide;

/// <summary>A call of the Azure CLI.</summary>
/// <param name="File">The file that has it.</param>
/// <param name="Command">The command without <c>az</c>, such as <c>keyvault secret set</c>.</param>
/// <param name="Options">The names of its arguments, as they are written.</param>
/// <param name="Values">The other words after the command.</param>
/// <param name="IsOpen">Whether a variable holds further arguments.</param>
/// <param name="IsMention">Whether it is a command in a sentence, without any argument.</param>
internal sealed partial record AzCall(string File, string Command, string[] Options, string[] Values, bool IsOpen, bool IsMention)
{
    /// <summary>Every call in the documents, the scripts and the pipeline.</summary>
    public static IReadOnlyList<AzCall> All { get; } = [.. Find()];

    /// <summary>The calls in the text of a shell script.</summary>
    public static IEnumerable<AzCall> InShell(string file, string text)
    {
        string joined = Continuation().Replace(Comment().Replace(text.ReplaceLineEndings("\n"), ""), " ");
        return Start().Matches(joined).Select(match => Read(file, joined[(match.Index + match.Length)..], isInSentence: false));
    }

    /// <summary>The call in a sentence.</summary>
    public static AzCall InSentence(string file, string code) => Read(file, code["az ".Length..], isInSentence: true);

    private static IEnumerable<AzCall> Find()
    {
        foreach (string file in RepositoryFiles.All)
        {
            IEnumerable<AzCall> calls = Path.GetExtension(file) switch
            {
                ".sh" => InShell(file, MarkdownFiles.Read(file)),
                ".md" => InShell(file, string.Join('\n', MarkdownFiles.Commands(file))).Concat(
                    MarkdownFiles.Code(file).Where(code => code.StartsWith("az ", StringComparison.Ordinal)).Select(code => InSentence(file, code))),
                _ => [],
            };
            foreach (AzCall call in calls)
                yield return call;
        }

        foreach ((string file, string script) in PipelineFiles.Values("script", "bash", "inlineScript"))
        {
            foreach (AzCall call in InShell(file, script))
                yield return call;
        }
    }

    private static AzCall Read(string file, string text, bool isInSentence)
    {
        string[] words = [.. Words(text)];
        string[] command = [.. words.TakeWhile(word => CommandWord().IsMatch(word))];
        string[] rest = words[command.Length..];
        string[] options = [.. rest.Where(word => Option().IsMatch(word)).Select(word => word.Split('=')[0])];
        return new AzCall(
            file, string.Join(' ', command), options, [.. rest.Where(word => !Option().IsMatch(word))], rest.Any(word => Expansion().IsMatch(word)),
            isInSentence && rest.Length == 0);
    }

    // The words of one command, as a shell splits them: up to the end of the line, of the pipe, or of the parentheses around it.
    private static IEnumerable<string> Words(string text)
    {
        StringBuilder word = new();
        int depth = 0;
        char quote = '\0';
        foreach (char next in text)
        {
            if (quote == '\0' && depth == 0 && next is '\n' or '|' or ';' or '&' or ')')
                break;
            if (quote == '\0' && depth == 0 && next == ' ')
            {
                if (IsRedirection(word))
                    yield break;
                if (word.Length > 0)
                    yield return word.ToString();
                word.Clear();
                continue;
            }

            // What is in $(...) is one word, and has quotes of its own.
            if (next == '(' && word.Length > 0 && word[^1] == '$')
                depth++;
            else if (next == ')' && depth > 0)
                depth--;
            else if (depth == 0 && (next == quote || (quote == '\0' && next is '"' or '\'')))
                quote = quote == '\0' ? next : '\0';
            word.Append(next);
        }

        if (word.Length > 0 && !IsRedirection(word))
            yield return word.ToString();
    }

    private static bool IsRedirection(StringBuilder word) => Redirection().IsMatch(word.ToString());

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continuation();

    // Where a command can begin: on a new line, in $(...), after an operator or a word of the shell, and after variables that are set for it only.
    [GeneratedRegex(@"(?:^|[(|&;`!]|\b(?:then|do|else|if|while|until|exec)\s)\s*(?:\w+=\S*\s+)*az (?=\S)", RegexOptions.Multiline)]
    private static partial Regex Start();

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex CommandWord();

    [GeneratedRegex("^--?[a-zA-Z]")]
    private static partial Regex Option();

    [GeneratedRegex(@"^""?\$(?:@|\*|\{\w+\[@\]|\{\w+:\+)")]
    private static partial Regex Expansion();

    [GeneratedRegex(@"^(?:\d?>|&>|<<|>)")]
    private static partial Regex Redirection();
}
