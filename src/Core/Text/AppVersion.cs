namespace LeerId.Text;

/// <summary>The version of this software, which <c>/health</c> and <c>/openapi.json</c> report.</summary>
public static class AppVersion
{
    /// <summary>
    /// MAJOR.MINOR.PATCH (Semantic Versioning 2.0.0), from Directory.Build.props. It comes from the assembly's name, because the informational version
    /// has the commit as well, which is nobody's business.
    /// </summary>
    public static string Text { get; } = typeof(AppVersion).Assembly.GetName().Version!.ToString(3);
}
