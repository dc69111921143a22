using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LeerId.Staff;
using LeerId.Testing;
using Microsoft.Extensions.Logging;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>Requests that no form of the console sends: oversized or broken bodies, unexpected paths and methods.</summary>
public sealed class ConsoleRequestTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private ConsoleRig? _rig;

    private ConsoleRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await ConsoleRig.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Form_that_is_too_large_is_refused(bool isSignedIn, bool saysHowLarge)
    {
        using ConsoleBrowser browser = isSignedIn
            ? await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo)
            : new ConsoleBrowser(Rig.Staff.Host.Host.Address);
        byte[] body = Encoding.ASCII.GetBytes($"tekst={new string('x', 5000)}");
        HttpContent content = saysHowLarge ? new ByteArrayContent(body) : new StreamContent(new Unmeasured(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");

        Answer answer = await browser.PostAsync(Rig.Staff.Host.At($"beheer/{ProbeScreen.Act}"), content);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "Te groot of niet leesbaar"), (answer.Status, answer.Heading()));
        AssertQuiet();
    }

    [Fact]
    public async Task Body_that_is_no_form_is_refused()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);
        foreach ((string type, string body) in new[]
        {
            ("application/json", "{}"),
            ("text/plain", "__token=x"),
            ("multipart/form-data", "no boundary"),
            ("multipart/form-data; boundary=abc", "--abc\r\nContent-Disposition: form-data; name=\"tekst\"\r\n\r\nhalf"),
            ("multipart/form-data; boundary=abc", ""),
            ("application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 2000).Select(i => "a"))),
            ("application/x-www-form-urlencoded", $"{new string('n', 3000)}=x"),
        })
        {
            StringContent content = new(body);
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            Answer answer = await browser.PostAsync(Rig.Staff.Host.At($"beheer/{ProbeScreen.Act}"), content);
            // A form that can be read, but has no token.
            Assert.True(answer.Status is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.Conflict, $"{type}: {answer}");
        }

        AssertQuiet();
    }

    [Fact]
    public async Task Path_that_is_no_screen_is_not_found_and_leads_nowhere_else()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);
        foreach (string path in new[]
        {
            "bestaat-niet", "hulpcode/meer", "hulpcode%2Fmeer", "%2e%2e%2fstaff%2fschools", "..%2f..%2fhealth", "hulpcode;x=1", "hulpcode%00", "%ff%fe",
            "hulpcode%0d%0aX:%20y", "//elsewhere.example", "%5c%5celsewhere.example", "afmelden", "proef%2fonherroepelijk", new string('a', 4000),
        })
        {
            using HttpRequestMessage request = new(
                HttpMethod.Get,
                new Uri($"{Rig.Staff.Host.Host.Address}beheer/{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            Answer answer = await browser.Browser.SendAsync(request, Cancel);
            Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{path}: {answer}");
        }

        AssertQuiet();
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    public async Task Other_methods_reach_no_screen(string method)
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);
        using HttpRequestMessage request = new(new HttpMethod(method), Rig.Staff.Host.At($"beheer/{ProbeScreen.Act}"));

        Answer answer = await browser.Browser.SendAsync(request, Cancel);

        Assert.True((int)answer.Status is >= 400 and < 500, answer.ToString());
        Assert.Empty(Rig.Probe.Handled);
    }

    [Fact]
    public async Task Method_can_not_be_overridden()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);
        string token = (await browser.GetAsync("hulpcode")).Token();
        using HttpRequestMessage request = new(HttpMethod.Get, Rig.Staff.Host.At($"beheer/{ProbeScreen.Act}?_method=POST&__token={token}"));
        request.Headers.Add("X-HTTP-Method-Override", "POST");

        Assert.Equal("een antwoord zonder document", (await browser.Browser.SendAsync(request, Cancel)).Body);
        Assert.Empty(Rig.Probe.Handled);
    }

    // Anybody can send these requests, so they must not raise an alert.
    private void AssertQuiet()
    {
        Assert.Empty(Rig.Probe.Handled);
        Assert.DoesNotContain(
            Rig.Staff.Host.Logs.Entries,
            entry => entry.Level >= LogLevel.Error && entry.EventId.Id is 9003 or 9004);
    }

    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
