using System.Runtime.Versioning;
using LeerId.Bench.Driver;
using LeerId.Bench.Driver.Report;

[assembly: SupportedOSPlatform("linux")]

namespace LeerId.Bench.Tests;

/// <summary>The results that are kept, and what was made of them.</summary>
internal static class PublishedResults
{
    public static Results Kept { get; } = Results.Load(Places.Results);

    public static string Document { get; } = File.ReadAllText(Path.Combine(Places.Documentation, "performance.md"));
}
