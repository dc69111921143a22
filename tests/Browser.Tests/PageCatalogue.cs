using System.Net.Http.Headers;
using LeerId.SignIn;
using LeerId.Staff;
using LeerId.Staff.Confidentiality;
using Microsoft.Playwright;

namespace LeerId.Browser.Tests;

/// <summary>Every page of the software by name, with the steps that open it.</summary>
internal static class PageCatalogue
{
    private const string Pupil = "identified";

    private static readonly Dictionary<string, RefusalReason> ReasonOfPage = new()
    {
        ["no enrolment"] = RefusalReason.NoEnrolment,
        ["no contract"] = RefusalReason.NoContract,
        ["cancelled"] = RefusalReason.Cancelled,
        ["agreement ended"] = RefusalReason.AgreementEnded,
        ["sign-ins suspended"] = RefusalReason.SignInsSuspended,
        ["start again"] = RefusalReason.StateExpired,
        ["answer not trusted"] = RefusalReason.NonceMismatch,
        ["unavailable"] = RefusalReason.StorageUnavailable,
    };

    private static readonly Dictionary<string, Func<IPage, LocalHostFixture, Task>> Pages = new(ReasonOfPage.Select(refusal =>
        KeyValuePair.Create<string, Func<IPage, LocalHostFixture, Task>>(
            refusal.Key, (page, host) => page.GotoAsync(host.Refusal(refusal.Value).ToString()))))
    {
        ["form post"] = (page, host) => page.GotoAsync(host.FormPostWithoutScript.ToString()),
        ["form post, posting"] = OpenPostingAsync,
        ["application's fault"] = (page, host) => page.GotoAsync(host.At("/authorize").ToString()),
        ["busy"] = (page, host) => page.GotoAsync(host.Busy.ToString()),
        ["ACM's choice"] = (page, host) => page.BeginSignInAsync(host),
        ["ACM's refusal"] = (page, host) => page.GotoAsync(new Uri(host.Simulator, "/op/v1/auth").ToString()),
        ["start page"] = (page, host) => page.GotoAsync(host.At("/").ToString()),
        ["start page after a class"] = OpenAfterClassAsync,
        ["in the application"] = (page, host) => page.SignInAsync(host, Pupil),
        ["not let in"] = OpenNotLetInAsync,
        ["sign-out question"] = (page, host) => page.GotoAsync(host.At("/end-session").ToString()),
        ["signing out"] = OpenSigningOutAsync,
        ["signed out here"] = (page, host) => page.GotoAsync(host.At("/end-session/done").ToString()),
        ["signed out of the application"] = (page, host) => page.GotoAsync(new Uri(host.Application, "signed-out").ToString()),
        ["information for pupils and parents"] = (page, host) => page.GotoAsync(host.At("/privacy").ToString()),
        ["information for staff"] = (page, host) => page.GotoAsync(host.At("/privacy/medewerkers").ToString()),
        ["help for teachers"] = (page, host) => page.GotoAsync(host.At("/hulp").ToString()),
        ["help about a contract"] = (page, host) => page.GotoAsync(host.At("/hulp/geen-contract").ToString()),
        ["sheet for the class"] = (page, host) => page.GotoAsync(host.At("/hulp/blad").ToString()),
        ["dossier"] = OpenDossierAsync,
        ["evidence"] = (page, host) => OpenForStaffAsync(page, host, StaffRole.Dpo, HttpMethod.Get, "/staff/evidence", content: null),
    };

    public static TheoryData<string> Names => [.. Pages.Keys];

    /// <summary>The pages that refuse a pupil, and the application's fault.</summary>
    public static IEnumerable<string> Refusals => ReasonOfPage.Keys.Append("application's fault");

    public static Task OpenAsync(IPage page, LocalHostFixture host, string name) => Pages[name](page, host);

    // The page that the browser returns to has a fragment, which takes the focus from the heading.
    private static async Task OpenAfterClassAsync(IPage page, LocalHostFixture host)
    {
        await page.GotoAsync(host.At("/").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in a class of 25" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Table of the class" })).ToBeVisibleAsync();
        await page.GotoAsync(host.At("/").ToString());
        await page.EvaluateAsync("document.querySelector('details').open = true");
    }

    // The application answers slowly, so that the browser stays on the page that posts.
    private static async Task OpenPostingAsync(IPage page, LocalHostFixture host)
    {
        await page.RouteAsync(host.RedirectUri.ToString(), route => route.AbortAsync("aborted"));
        await page.BeginFormPostSignInAsync(host);
        await page.ChooseAsync(Pupil);
        await page.ExpectTitleAsync("Je bent aangemeld");
    }

    private static async Task OpenNotLetInAsync(IPage page, LocalHostFixture host)
    {
        await page.GotoAsync(host.FormPostWithoutScript.ToString());
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.ExpectTitleAsync("Not let in");
    }

    // The page redirects at once, unless the next address doesn't answer.
    private static async Task OpenSigningOutAsync(IPage page, LocalHostFixture host)
    {
        await page.RouteAsync(host.SignedOutElsewhere.ToString(), route => route.AbortAsync("aborted"));
        await page.GotoAsync(host.SigningOut.ToString());
        await page.ExpectTitleAsync("We melden je af");
    }

    private static async Task OpenDossierAsync(IPage page, LocalHostFixture host)
    {
        await page.SignInAsync(host, Pupil);
        await AcceptConfidentialityAsync(host, StaffRole.Privacy);
        await OpenForStaffAsync(
            page, host, StaffRole.Privacy, HttpMethod.Post, "/staff/students/lookup", """{"leerIdUuid":"1ee71d00-0000-4000-8000-000000000001"}""");
    }

    private static async Task AcceptConfidentialityAsync(LocalHostFixture host, StaffRole role)
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Put, host.At("/staff/confidentiality"));
        request.Content = new StringContent(
            $$"""{"version":"{{ConfidentialityOptions.StandardVersion}}"}""", new MediaTypeHeaderValue("application/json"));
        request.Headers.Authorization = new("Bearer", host.TokenFor(role));
        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
    }

    // A browser sends no bearer token by itself. The test fetches the page and shows it at its own address, with its headers.
    private static async Task OpenForStaffAsync(IPage page, LocalHostFixture host, StaffRole role, HttpMethod method, string path, string? content)
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(method, host.At(path));
        if (content is not null)
            request.Content = new StringContent(content, new MediaTypeHeaderValue("application/json"));
        request.Headers.Authorization = new("Bearer", host.TokenFor(role));
        request.Headers.Add("X-Purpose", "test");
        request.Headers.Add("X-Purpose-Kind", "other");
        request.Headers.Accept.ParseAdd("text/html");
        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        byte[] body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Dictionary<string, string> headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
        await page.RouteAsync(host.At(path).ToString(), route => route.FulfillAsync(new() { BodyBytes = body, Headers = headers }));
        await page.GotoAsync(host.At(path).ToString());
    }
}
