using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LeerId.Infra.Tests.Documents;

/// <summary>CHANGELOG.md has the form of Keep a Changelog 1.1.0, and a section for the version of the code.</summary>
public sealed partial class ChangelogTests
{
    private static readonly string[] Kinds = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

    private static string[] Sections => [.. Headings("## ")];

    [Fact]
    public void Newest_release_is_the_version_of_the_code()
    {
        string version = XDocument.Load(MarkdownFiles.At("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Equal("[Unreleased]", Sections[0]);
        Assert.StartsWith($"[{version}] - ", Sections[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Releases_have_a_version_and_a_day_and_the_newest_is_first()
    {
        (Version Version, DateOnly Day)[] releases = [.. Sections.Skip(1).Select(Release)];
        Assert.Equal(releases.OrderByDescending(release => release.Version), releases);
        Assert.Equal(releases.OrderByDescending(release => release.Day), releases);
    }

    [Fact]
    public void Changes_are_of_the_six_kinds() => Assert.All(Headings("### "), kind => Assert.Contains(kind, Kinds));

    private static (Version Version, DateOnly Day) Release(string heading)
    {
        Match match = ReleasePattern().Match(heading);
        Assert.True(match.Success, $"CHANGELOG.md: \"{heading}\" must be [MAJOR.MINOR.PATCH] - YYYY-MM-DD.");
        return (Version.Parse(match.Groups[1].Value), DateOnly.ParseExact(match.Groups[2].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string> Headings(string level) => MarkdownFiles.Read("CHANGELOG.md").Split('\n')
        .Where(line => line.StartsWith(level, StringComparison.Ordinal)).Select(line => line[level.Length..]);

    [GeneratedRegex(@"^\[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$")]
    private static partial Regex ReleasePattern();
}
