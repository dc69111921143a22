using System.Text;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Pages.StaffConsole;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>
/// Markup and formulas in every reachable text field of the console. They never become elements on a page, or formulas in a download.
/// </summary>
public sealed class StoredMarkupTests(StudentsRig pupils, ITestOutputHelper output) : IClassFixture<StudentsRig>
{
    private const string Text = "=1+1\"'><img src=x onerror=alert(1)><script>alert(1)</script><b id=stored>";

    private const int MinimumForms = 20;

    private readonly StaffRig _rig = pupils.Staff;

    [Fact]
    public async Task Typed_markup_stays_text_on_every_page_and_in_every_download()
    {
        await pupils.SignInAsync(1, claims => claims["given_name"] = Text);
        await _rig.AcceptConfidentialityAsync(DirectoryPerson.Find("every-role")!.ObjectId.ToString("D"));
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(_rig, "every-role");
        ConsoleCrawler crawler = new(_rig, browser, Text);
        await crawler.VisitAsync("/beheer/hulpcode");
        // Forms that discard drafts are sent last.
        await crawler.SendFormsAsync(path => !IsTried(path) || path.Split('/')[^1] is "weg" or "weggooien");
        await crawler.VisitAsync("/beheer/hulpcode");
        await crawler.SendFormsAsync(path => !IsTried(path));

        Answer[] documents = [.. crawler.Answers.Where(ConsoleCrawler.IsDocument)];
        foreach (Answer page in documents)
        {
            Assert.True((int)page.Status < 500, page.ToString());
            Assert.Empty(page.Document.QuerySelectorAll("script, img[src=x], [onerror], #stored").Select(element => $"{page}: {element.LocalName}"));
        }

        foreach (Answer file in crawler.Answers.Where(IsTable))
            Assert.DoesNotContain(Cells(file.Body), cell => cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal));

        // This shows that the crawler really reached the pages.
        output.WriteLine($"{documents.Length} pages");
        foreach ((string path, string end) in crawler.Sent)
            output.WriteLine($"{path}: {end}");
        Assert.True(crawler.Sent.Values.Count(end => end == "OK") >= MinimumForms);
        Assert.Contains(documents, page => page.Document.QuerySelector("main")!.TextContent.Contains("<script>alert(1)", StringComparison.Ordinal));
    }

    private static bool IsTable(Answer answer) => answer.Headers.GetValueOrDefault("Content-Type", "").Contains("csv", StringComparison.Ordinal);

    private bool IsTried(string path) => _rig.Get<ConsoleRouter>().TryFind("POST", path, out ConsoleRoute? route, out _) && !route.DemandsRecentSignIn;

    // RFC 4180, with commas or semicolons.
    private static List<string> Cells(string file)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool isQuoted = false;
        foreach (char c in file.TrimStart('\uFEFF'))
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && (c is ';' or ',' or '\n' or '\r'))
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        return [.. cells, cell.ToString()];
    }
}
