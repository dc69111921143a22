using System.Runtime.Versioning;
using LeerId.LocalServices;

[assembly: SupportedOSPlatform("linux")]

namespace LeerId.Bench.Driver;

/// <summary>The paths of files and folders.</summary>
internal static class Places
{
    public static string Root { get; } = RepositoryRoot.Find();

    public static string Results { get; } = Path.Combine(Root, "bench", "results");

    public static string Documentation { get; } = Path.Combine(Root, "docs");

    /// <summary>The published Function app.</summary>
    public static string FunctionApp { get; } = Path.Combine(Root, "artifacts", "functions", "LeerId.Functions.dll");

    /// <summary>A published program of bench/.</summary>
    public static string Program(string name) => Path.Combine(Root, "artifacts", "bench", "publish", name, "release", $"LeerId.Bench.{name}");
}
