using System.Net;
using System.Text.RegularExpressions;
using LeerId.Functions.Tests.Staff;
using LeerId.Pages.StaffConsole;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>Every screen and action of the console against every role, a person without a role, and a visitor who is not signed in.</summary>
public sealed partial class ConsoleMatrixTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private readonly StaffRig _rig = shared.Rig;

    [Fact]
    public void Matrix_has_the_routes_of_the_console_and_no_others()
    {
        string[] routes = [.. _rig.Get<ConsoleRouter>().Routes.Select(route => Describe(
            route.Method, route.Path, route.Admits, route.DemandsRecentSignIn, route.DemandsPurpose))];
        string[] cells = [.. ConsoleMatrix.All.Select(cell => Describe(cell.Method, cell.Path, cell.Admits, cell.IsIrreversible, cell.ShowsPersonalData))];

        Assert.Empty(routes.Except(cells).Select(route => $"Not in the matrix: {route}"));
        Assert.Empty(cells.Except(routes).Select(cell => $"Not in the console: {cell}"));
        Assert.Equal(routes.Length, cells.Length);

        static string Describe(string method, string path, IEnumerable<StaffRole> admits, bool isIrreversible, bool showsPersonalData) =>
            $"{path} {method}: {string.Join(", ", admits.Select(role => role.ToText()).Order())}"
            + $"{(isIrreversible ? ", recent sign-in" : "")}{(showsPersonalData ? ", personal data" : "")}";
    }

    [Fact]
    public void Personal_data_are_in_no_answer_to_a_GET_and_no_role_of_programs_gets_in()
    {
        foreach (ConsoleRoute route in _rig.Get<ConsoleRouter>().Routes)
        {
            Assert.False(route.DemandsPurpose && route.Method == "GET", route.Path);
            Assert.DoesNotContain(StaffRole.SchoolsSync, route.Admits);
            Assert.NotEmpty(route.Admits);
        }
    }

    [Fact]
    public async Task Each_role_gets_the_screens_of_the_matrix_and_a_page_that_says_no_for_the_others()
    {
        foreach (StaffRole role in StaffRig.Persons)
        {
            using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(_rig, role);
            foreach (ConsoleCell cell in ConsoleMatrix.All)
            {
                Answer answer = await SendAsync(browser, cell);
                bool isRefused = answer.Status == HttpStatusCode.Forbidden;
                Assert.True(isRefused != cell.Admits.Contains(role), $"{cell.Method} {cell.Path} as {role}: {answer}");
                Assert.True((int)answer.Status < 500, $"{cell.Method} {cell.Path} as {role}: {answer}");
                if (isRefused)
                    Assert.Equal("U hebt geen toegang tot dit scherm", answer.Heading());
            }
        }
    }

    [Fact]
    public async Task Somebody_without_a_role_gets_no_screen()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(_rig, "no-role");
        foreach (ConsoleCell cell in ConsoleMatrix.All)
        {
            Answer answer = await SendAsync(browser, cell);
            Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{cell.Method} {cell.Path}: {answer}");
            Assert.Empty(answer.Menu());
        }
    }

    [Fact]
    public async Task Visitor_without_a_session_is_redirected_to_sign_in_and_a_form_is_kept()
    {
        using ConsoleBrowser browser = new(_rig.Host.Host.Address);
        foreach (ConsoleCell cell in ConsoleMatrix.All)
        {
            Answer answer = await SendAsync(browser, cell);
            if (cell.Method == "GET")
                Assert.True(answer.Status == HttpStatusCode.Found && answer.Location.AbsolutePath == "/dev/directory/authorize", $"{cell.Path}: {answer}");
            else
                Assert.True(answer is { Status: HttpStatusCode.Unauthorized } && answer.Heading() == "Uw sessie is afgelopen", $"{cell.Path}: {answer}");
        }
    }

    [Fact]
    public async Task Menu_has_the_screens_that_open_and_no_others()
    {
        foreach (StaffRole role in StaffRig.Persons)
        {
            using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(_rig, role);
            Answer page = await browser.GetAsync("hulpcode");
            string[] shown = [.. page.Document.QuerySelectorAll("header + nav a").Select(item => item.GetAttribute("href")!)];
            foreach (string address in shown)
            {
                Answer answer = await browser.OpenAsync(_rig, address["/beheer".Length..].TrimStart('/'));
                Assert.True(answer.Status == HttpStatusCode.OK, $"{address} as {role}: {answer}");
            }

            Assert.Equal(
                _rig.Get<ConsoleRouter>().Routes.Where(route => route.Method == "GET" && route.Admits.Contains(role))
                    .Select(route => ConsoleRouter.AddressOf(route.Path)).Intersect(AllMenuAddresses()).Order(),
                shown.Order());
        }
    }

    private IEnumerable<string> AllMenuAddresses() => _rig.Get<IEnumerable<IConsoleScreen>>()
        .Select(screen => screen.Menu).OfType<ConsoleMenuItem>().Select(item => ConsoleRouter.AddressOf(item.Path));

    // A form without a token reaches no handler, so these attempts change nothing.
    private Task<Answer> SendAsync(ConsoleBrowser browser, ConsoleCell cell)
    {
        string path = ParameterPattern().Replace(cell.Path, "012345");
        return cell.Method == "GET" ? browser.OpenAsync(_rig, path) : browser.PostAsync(path, [new("veld", "waarde")]);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex ParameterPattern();
}
