using System.Xml.Linq;
using LeerId.LocalServices;

namespace LeerId.Testing;

/// <summary>The version in Directory.Build.props. Tests check that a running app reports the same version.</summary>
public static class DeclaredVersion
{
    public static string Text { get; } =
        XDocument.Load(Path.Combine(RepositoryRoot.Find(), "Directory.Build.props")).Descendants("Version").Single().Value;
}
