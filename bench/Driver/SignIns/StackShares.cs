using System.Text.RegularExpressions;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>
/// Counts sampled stacks per part of the process. A stack in the kernel, in OpenSSL or in the runtime's own code counts for that part. Any other stack
/// counts for the library nearest to its top, apart from System.Private.CoreLib, which all others use.
/// </summary>
internal sealed partial class StackShares
{
    private const string Runtime = ".NET runtime (garbage collector, compiler, type checks)";
    private const string Framework = ".NET libraries";

    // The first part whose prefix fits an assembly's name. The names of files of native libraries begin with lib.
    private static readonly (string Prefix, string Part)[] Managed =
    [
        ("OpenIddict", "OpenIddict"),
        ("Microsoft.IdentityModel", "Microsoft.IdentityModel"),
        ("Azure.", "Azure SDK"),
        ("Polly", "Polly"),
        ("Microsoft.AspNetCore", "ASP.NET Core"),
        ("System.Security.Cryptography", "Cryptography"),
        ("LeerId.LocalHost", "LocalHost and the bench"),
        ("LeerId.Bench", "LocalHost and the bench"),
        ("LeerId", "LeerID Functions"),
    ];

    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Reads the output of <c>perf script</c>: a line per frame, the top of the stack first, and an empty line after each stack.</summary>
    public void Read(TextReader output)
    {
        List<Frame> stack = [];
        while (output.ReadLine() is { } line)
        {
            Match frame = FramePattern().Match(line);
            if (frame.Success)
                stack.Add(new Frame(frame.Groups["symbol"].Value, frame.Groups["file"].Value));
            else if (string.IsNullOrWhiteSpace(line))
                Add(stack);
        }

        Add(stack);
    }

    /// <summary>The parts, the largest first.</summary>
    public IReadOnlyList<PartShare> Parts()
    {
        double all = _counts.Values.Sum();
        return [.. _counts.OrderByDescending(count => count.Value).Select(count => new PartShare(count.Key, count.Value / all))];
    }

    private void Add(List<Frame> stack)
    {
        if (stack.Count > 0)
        {
            string part = PartOf(stack);
            _counts[part] = _counts.GetValueOrDefault(part) + 1;
        }

        stack.Clear();
    }

    private static string PartOf(List<Frame> stack)
    {
        string file = stack[0].File;
        if (file.Contains("[kernel", StringComparison.Ordinal))
            return "Linux kernel (network, scheduling)";
        if (file.Contains("libcrypto", StringComparison.Ordinal) || file.Contains("libSystem.Security.Cryptography", StringComparison.Ordinal))
            return "Cryptography";
        if (file.Contains(".so", StringComparison.Ordinal) || file.Contains("[vdso]", StringComparison.Ordinal))
            return Runtime;

        string? library = stack.Select(AssemblyOf).FirstOrDefault(assembly => assembly is not (null or "System.Private.CoreLib"));
        return library is null
            ? Framework
            : Managed.FirstOrDefault(part => library.StartsWith(part.Prefix, StringComparison.Ordinal)).Part ?? Framework;
    }

    // A method that was compiled in the process has the name of its assembly in brackets before its type; one compiled ahead is in the assembly's file.
    private static string? AssemblyOf(Frame frame)
    {
        if (frame.File.EndsWith(".dll", StringComparison.Ordinal))
            return Path.GetFileNameWithoutExtension(frame.File);
        Match method = MethodPattern().Match(frame.Symbol);
        return method.Success ? method.Groups["assembly"].Value : null;
    }

    [GeneratedRegex(@"^\s*[0-9a-f]+ (?<symbol>.*) \((?<file>[^()]*(\([^()]*\))?[^()]*)\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex FramePattern();

    [GeneratedRegex(@"\[(?<assembly>[\w.]+)\] [^\s:]+::", RegexOptions.ExplicitCapture)]
    private static partial Regex MethodPattern();

    private readonly record struct Frame(string Symbol, string File);
}
