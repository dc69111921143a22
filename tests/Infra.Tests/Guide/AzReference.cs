using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Guide;

/// <summary>The table of the Azure CLI's commands, and what is wrong with a call by that table.</summary>
internal static class AzReference
{
    // Every command has these.
    private static readonly string[] Everywhere =
        ["--debug", "--help", "-h", "--only-show-errors", "--output", "-o", "--query", "--subscription", "--verbose"];

    private static readonly string[] Identifiers = ["--id", "--ids"];

    private static readonly Dictionary<string, Argument[]> Commands = Lines
        .Select(line => line.Split(':', 2))
        .ToDictionary(
            parts => parts[0],
            parts => parts.ElementAtOrDefault(1)?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Argument.Read).ToArray() ?? [],
            StringComparer.Ordinal);

    /// <summary>The lines of the table, without its comments.</summary>
    public static IEnumerable<string> Lines => File.ReadLines(Path.Combine(BicepFolder.Repository, "tests", "Infra.Tests", "Guide", "az-commands.txt"))
        .Where(line => !line.StartsWith('#'));

    /// <summary>What is wrong with a call; null for nothing. A command that a sentence only names needs no arguments, and may be a group.</summary>
    public static string? Fault(AzCall call)
    {
        if (!Commands.TryGetValue(call.Command, out Argument[]? arguments))
        {
            return call.IsMention && Commands.Keys.Any(command => command.StartsWith($"{call.Command} ", StringComparison.Ordinal))
                ? null
                : $"az {call.Command} is not in az-commands.txt";
        }

        foreach (string option in call.Options)
        {
            if (!Everywhere.Contains(option) && !arguments.Any(argument => argument.Names.Contains(option)))
                return $"az {call.Command} has no argument {option}";
        }

        bool isIdentified = call.Options.Any(Identifiers.Contains);
        Argument? missing = call.IsMention || call.IsOpen ? null : arguments.FirstOrDefault(argument =>
            (argument.IsRequired || (argument.IsRequiredWithoutId && !isIdentified)) && !argument.Names.Any(call.Options.Contains));
        return missing is null ? null : $"az {call.Command} needs {missing.Names[0]}";
    }

    private sealed record Argument(string[] Names, bool IsRequired, bool IsRequiredWithoutId)
    {
        public static Argument Read(string text) => new(text.TrimEnd('!', '?').Split('/'), text.EndsWith('!'), text.EndsWith('?'));
    }
}
