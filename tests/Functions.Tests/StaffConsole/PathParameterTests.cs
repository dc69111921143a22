using System.Text.RegularExpressions;
using LeerId.Functions.Tests.Staff;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Pages.StaffConsole;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>
/// Every address with a parameter, with values that no link contains. A page says that the record doesn't exist, and nothing else happens.
/// </summary>
public sealed partial class PathParameterTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    // Values as they occur in an address: a header, a path to another folder, markup, a null character, invalid UTF-8, a row of another table, and
    // a very long value.
    private static readonly string[] Values =
    [
        "%0d%0aX-Header:%20y", "..%2f..%2fstaff", "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%00", "%ff", "a'%20or%20PartitionKey%20ne%20'", "%F0%9F%98%80",
        new('9', 600),
    ];

    private readonly StaffRig _rig = shared.Rig;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unexpected_parameter_value_is_no_fault_of_the_software()
    {
        await _rig.AcceptConfidentialityAsync(DirectoryPerson.Find("every-role")!.ObjectId.ToString("D"));
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(_rig, "every-role");
        string token = (await browser.GetAsync("hulpcode")).Token();
        foreach (ConsoleRoute route in _rig.Get<ConsoleRouter>().Routes.Where(route => route.Path.Contains('{', StringComparison.Ordinal)))
        {
            foreach (string value in Values)
            {
                Answer answer = await SendAsync(browser, route, ParameterPattern().Replace(route.Path, value), token);
                string what = $"{route.Method} {route.Path} with {value[..Math.Min(value.Length, 40)]}: {answer}";
                Assert.True((int)answer.Status < 500, what);
                Assert.False(answer.Headers.ContainsKey("X-Header"), what);
                Assert.True(answer.Headers.GetValueOrDefault("Location", "/beheer").StartsWith("/beheer", StringComparison.Ordinal), what);
                if (ConsoleCrawler.IsDocument(answer))
                    Assert.Empty(answer.Document.QuerySelectorAll("script"));
            }
        }
    }

    private async Task<Answer> SendAsync(ConsoleBrowser browser, ConsoleRoute route, string path, string token)
    {
        Uri address = new($"{_rig.Host.Host.Address}beheer/{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using HttpRequestMessage request = new(new HttpMethod(route.Method), address);
        if (route.Method == "POST")
        {
            request.Headers.Add("Origin", _rig.Host.Host.Address.GetLeftPart(UriPartial.Authority));
            request.Content = new FormUrlEncodedContent(
                [new("__token", token), new("reden", "officer-check"), new("zaak", "proef"), new("reason", "proef"), new("__revision", "proef")]);
        }

        return await browser.Browser.SendAsync(request, Cancel);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex ParameterPattern();
}
