using System.Text.RegularExpressions;
using System.Xml.Linq;
using LeerId.Bench.Driver;
using LeerId.Bench.Driver.Report;

namespace LeerId.Bench.Tests;

public sealed partial class PublicationTests
{
    [Fact]
    public void Document_says_what_the_results_say() => Assert.Equal(Publication.Of(PublishedResults.Kept)["performance.md"], PublishedResults.Document);

    [Fact]
    public void Every_picture_of_the_document_is_drawn_and_kept()
    {
        IReadOnlyDictionary<string, string> made = Publication.Of(PublishedResults.Kept);
        string[] pictures = [.. Picture().Matches(PublishedResults.Document).Select(match => match.Groups["path"].Value)];

        Assert.Equal(5, pictures.Length);
        foreach (string picture in pictures)
        {
            Assert.Equal("svg", XDocument.Parse(made[picture]).Root!.Name.LocalName);
            Assert.Equal("svg", XDocument.Load(Path.Combine(Places.Documentation, picture)).Root!.Name.LocalName);
        }
    }

    [Fact]
    public void Everything_is_measured_five_times_or_more()
    {
        Results kept = PublishedResults.Kept;
        Assert.All(kept.SignIns.Runs, runs => Assert.InRange(runs.Runs.Count, 5, 100));
        Assert.All(kept.Starts, start => Assert.InRange(start.ClassLast.Count, 5, 100));
        Assert.InRange(kept.Schools.ImportSeconds.Count, 5, 100);
        Assert.InRange(kept.SealedDay.VerifySeconds.Count, 5, 100);
        Assert.Equal([10_000, 100_000, 1_000_000], kept.Sweeps.Select(sweep => sweep.Snapshots));
        Assert.All(kept.Workers, worker => Assert.InRange(worker.Milliseconds.Count, 5, 100));
        Assert.All(kept.Searches, search => Assert.Equal((1_200_000, true), (search.Snapshots, search.Seconds.Count >= 5)));
        Assert.InRange(kept.Memory[^1].SignIns, 300_000, 370_000);
    }

    [GeneratedRegex(@"!\[[^\]]+\]\((?<path>[^)]+)\)")]
    private static partial Regex Picture();
}
