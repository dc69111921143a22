using System.Net;
using System.Text;
using System.Text.Json;
using LeerId.Testing;

namespace LeerId.Functions.Tests;

/// <summary>Bodies that no function expects. Each function gives its own answer, and never a broken connection or a 500.</summary>
public sealed class RequestBodyTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;
    private const string Form = "application/x-www-form-urlencoded";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly Browser _browser = new();
    private ScriptedAcm? _acm;
    private SignInRig? _rig;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = SignInRig.NewClock();
        _acm = await ScriptedAcm.StartAsync(SignInRig.ClientId, clock);
        _rig = await SignInRig.StartAsync(
            azurite.NewAccount(), clock,
            new Dictionary<string, string?> { ["Acm:Issuer"] = _acm.Issuer, ["Acm:ResponseMode"] = "form_post" }, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        _http.Dispose();
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_acm is not null)
            await _acm.DisposeAsync();
    }

    [Theory]
    [InlineData(Form, true)]
    [InlineData("Application/X-WWW-Form-UrlEncoded", true)]
    [InlineData(Form + ";charset=UTF-8", true)]
    [InlineData(Form + "; charset=\"utf-8\"", true)]
    [InlineData(Form + "X", false)]
    [InlineData(Form + "; charset=utf-7", false)]
    [InlineData(Form + "; charset=utf-16", false)]
    [InlineData(Form + "; charset=nonsense", false)]
    [InlineData(Form + ", text/plain", false)]
    [InlineData(Form + ";", true)]
    [InlineData("text/plain", false)]
    [InlineData("multipart/form-data", false)]
    [InlineData("multipart/form-data; boundary=", false)]
    [InlineData("nonsense", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task Callback_accepts_a_form_in_UTF_8_and_answers_other_bodies_with_a_page(string? contentType, bool granted)
    {
        Answer start = await _browser.GetAsync(_rig!.SignInAddress, Cancel);
        string form = $"code={start.LocationParameter("nonce")}&state={start.LocationParameter("state")}";
        using ByteArrayContent content = new(Encoding.ASCII.GetBytes(form));
        (HttpStatusCode status, string body) = await SendAsync(HttpMethod.Post, "/acm/callback", content, contentType);
        Assert.Equal(granted ? HttpStatusCode.SeeOther : HttpStatusCode.BadRequest, status);
        if (!granted)
            Assert.Contains("Begin nog een keer", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", 5, false)]
    [InlineData("POST", 5, true)]
    [InlineData("POST", 48, false)]
    [InlineData("POST", 48, true)]
    [InlineData("GET", 48, true)]
    public async Task Callback_with_a_large_body_gets_a_page(string method, int megabytes, bool chunked)
    {
        using Zeros content = new(megabytes * Megabyte, chunked);
        (HttpStatusCode status, string body) = await SendAsync(new HttpMethod(method), "/acm/callback", content, Form);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Begin nog een keer", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/authorize", HttpStatusCode.BadRequest)]
    [InlineData("/token", HttpStatusCode.BadRequest)]
    [InlineData("/userinfo", HttpStatusCode.Unauthorized)]
    [InlineData("/end-session", HttpStatusCode.OK)]
    public async Task Provider_answers_whatever_body_is_posted(string path, HttpStatusCode withoutParameters)
    {
        foreach (string type in (string[])[Form, Form + "X", Form + "; charset=utf-7", Form + ", text/plain", "application/json", "nonsense"])
        {
            foreach (int length in (int[])[10, 48 * Megabyte])
            {
                using Zeros content = new(length, chunked: length > Megabyte);
                HttpStatusCode status = (await SendAsync(HttpMethod.Post, path, content, type)).Status;
                Assert.True(status == HttpStatusCode.BadRequest || status == withoutParameters, $"{(int)status} for {type}, {length}");
            }
        }
    }

    [Theory]
    [InlineData("POST", "/staff/schools/import", "text/csv", false)]
    [InlineData("POST", "/staff/schools/import", "text/csv", true)]
    [InlineData("POST", "/staff/notices/breach", "application/json", true)]
    [InlineData("GET", "/staff/schools", "application/json", true)]
    public async Task Staff_without_a_token_get_401_whatever_they_send(string method, string path, string contentType, bool chunked)
    {
        using Zeros content = new(48 * Megabyte, chunked);
        (HttpStatusCode status, string body) = await SendAsync(new HttpMethod(method), path, content, contentType);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("urn:leerid:problem:unauthenticated", JsonElement.Parse(body).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("/health", HttpStatusCode.OK)]
    [InlineData("/authorize", HttpStatusCode.BadRequest)]
    [InlineData("/.well-known/openid-configuration", HttpStatusCode.OK)]
    [InlineData("/.well-known/jwks.json", HttpStatusCode.OK)]
    [InlineData("/end-session", HttpStatusCode.OK)]
    public async Task Address_without_a_body_ignores_a_body(string path, HttpStatusCode expected)
    {
        using Zeros content = new(48 * Megabyte, chunked: true);
        Assert.Equal(expected, (await SendAsync(HttpMethod.Get, path, content, "application/octet-stream")).Status);
    }

    [Fact]
    public async Task Connection_serves_the_next_request_after_a_body_that_nobody_read()
    {
        using Zeros content = new(48 * Megabyte, chunked: true);
        await SendAsync(HttpMethod.Post, "/acm/callback", content, Form);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/health", content: null, contentType: null)).Status);
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, HttpContent? content, string? contentType)
    {
        using HttpRequestMessage request = new(method, _rig!.At(path)) { Content = content };
        content?.Headers.Remove("Content-Type");
        if (contentType is not null)
            content?.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (_browser.Cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _browser.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using HttpResponseMessage response = await _http.SendAsync(request, Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>A body of zeros.</summary>
    private sealed class Zeros(int length, bool chunked) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            byte[] piece = new byte[64 * 1024];
            for (int sent = 0; sent < length; sent += piece.Length)
                await stream.WriteAsync(piece.AsMemory(0, Math.Min(piece.Length, length - sent)), Cancel);
        }

        protected override bool TryComputeLength(out long bytes)
        {
            bytes = length;
            return !chunked;
        }
    }
}
