using System.Xml.Linq;
using LeerId.LocalServices;

namespace LeerId.Testing;

/// <summary>The version in Directory.Build.props, which a running app must report.</summary>
public static class DeclaredVersion
{
    public static string Text { get; } =
        XDocument.Load(Path.Combine(RepositoryRoot.Find(), "Directory.Build.props")).Descendants("Version").Single().Value;
}
