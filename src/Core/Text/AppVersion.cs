using System.Reflection;

namespace LeerId.Text;

/// <summary>The version of this software, which <c>/health</c> and <c>/openapi.json</c> report.</summary>
public static class AppVersion
{
    /// <summary>
    /// MAJOR.MINOR.PATCH (Semantic Versioning 2.0.0), from Directory.Build.props. It is read from the assembly's name, because the informational version also
    /// has the commit, which must not be published.
    /// </summary>
    public static string Text { get; } = typeof(AppVersion).Assembly.GetName().Version!.ToString(3);

    /// <summary>
    /// The version with the number of the pipeline's build as build metadata, such as <c>1.2.0+20261128.3</c>, which distinguishes deployments of one release.
    /// A build without a number has the version alone.
    /// </summary>
    public static string WithBuild { get; } = Combine(
        typeof(AppVersion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == "Build")?.Value);

    internal static string Combine(string? build) => string.IsNullOrEmpty(build) ? Text : $"{Text}+{build}";
}
