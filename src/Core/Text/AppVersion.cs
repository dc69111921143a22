using System.Reflection;

namespace LeerId.Text;

/// <summary>The version of this software, which <c>/health</c> and <c>/openapi.json</c> report.</summary>
public static class AppVersion
{
    /// <summary>
    /// MAJOR.MINOR.PATCH (Semantic Versioning 2.0.0), from Directory.Build.props. It comes from the assembly's name, because the informational version
    /// has the commit as well, which is nobody's business.
    /// </summary>
    public static string Text { get; } = typeof(AppVersion).Assembly.GetName().Version!.ToString(3);

    /// <summary>
    /// The same with the number of the pipeline's build as build metadata, such as <c>1.2.0+20261128.3</c>. Two deployments between two releases differ in it.
    /// A build without a number has the version alone.
    /// </summary>
    public static string WithBuild { get; } = Combine(
        typeof(AppVersion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == "Build")?.Value);

    internal static string Combine(string? build) => string.IsNullOrEmpty(build) ? Text : $"{Text}+{build}";
}
