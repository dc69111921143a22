using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeerId.Infra.Tests.Pipeline;

/// <summary>The smoke test waits for the deployed version and for the roles, and fails when one of them stays away.</summary>
public sealed class SmokeTestTests : IAsyncLifetime
{
    private const string Old = "ok 0.1.0+20261127.1";
    private const string New = "ok 0.1.0+20261128.3";
    private const string Version = "0.1.0+20261128.3";

    private readonly ConcurrentQueue<string> _versions = new();
    private readonly ConcurrentQueue<int> _readiness = new();
    private string _lastVersion = New;
    private int _lastReadiness = StatusCodes.Status200OK;
    private WebApplication? _web;

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        _web.Run(AnswerAsync);
        await _web.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_web is not null)
            await _web.DisposeAsync();
    }

    [Fact]
    public async Task App_with_the_deployed_version_passes()
    {
        (int exitCode, string output) = await RunAsync(Version);
        Assert.Equal(0, exitCode);
        Assert.All(output.Split('\n'), line => Assert.StartsWith("ok ", line, StringComparison.Ordinal));
        Assert.Contains("a sign-in goes to ACM", output, StringComparison.Ordinal);
    }

    // During a rolling update both versions answer. Five answers in a row end the wait.
    [Fact]
    public async Task Test_waits_until_the_former_version_answers_no_more()
    {
        foreach (string version in new[] { Old, Old, New, Old, New, New, New, New, Old })
            _versions.Enqueue(version);
        (int exitCode, _) = await RunAsync(Version);
        Assert.Equal(0, exitCode);
        Assert.Empty(_versions);
    }

    [Fact]
    public async Task Former_version_that_stays_fails()
    {
        _lastVersion = Old;
        (int exitCode, string output) = await RunAsync(Version);
        Assert.Equal(1, exitCode);
        Assert.Contains($"FAILED  version {Version} is deployed: /health gave {Old}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_version_passes_if_none_is_named()
    {
        _lastVersion = Old;
        Assert.Equal(0, (await RunAsync("")).ExitCode);
    }

    [Fact]
    public async Task Readiness_is_asked_for_until_the_roles_have_effect()
    {
        for (int time = 0; time < 4; time++)
            _readiness.Enqueue(StatusCodes.Status503ServiceUnavailable);
        Assert.Equal(0, (await RunAsync(Version)).ExitCode);
        Assert.Empty(_readiness);
    }

    [Fact]
    public async Task App_that_does_not_get_ready_fails()
    {
        _lastReadiness = StatusCodes.Status503ServiceUnavailable;
        (int exitCode, string output) = await RunAsync(Version);
        Assert.Equal(1, exitCode);
        Assert.Contains("FAILED  pupils can sign in, once there are schools: GET /health?ready gave 503", output, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output)> RunAsync(string version) => Script.RunAsync(
        "smoke-test.sh", [_web!.Urls.Single(), "/authorize?client_id=application", version], ("SMOKE_TEST_TRIES", "8"), ("SMOKE_TEST_PAUSE", "0"));

    private Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        (int status, string body) = (request.Path.Value, request.QueryString.Value) switch
        {
            ("/health", "?ready") => (_readiness.TryDequeue(out int readiness) ? readiness : _lastReadiness, $"{_lastVersion}\nmetadata: ok"),
            ("/health", _) => (StatusCodes.Status200OK, _versions.TryDequeue(out string? version) ? version : _lastVersion),
            ("/.well-known/openid-configuration", _) => (
                StatusCodes.Status200OK, $$"""{"issuer":"{{_web!.Urls.Single()}}/","authorization_endpoint":""}"""),
            ("/.well-known/jwks.json", _) => (StatusCodes.Status200OK, "{\"keys\":[]}"),
            ("/authorize", "?client_id=application") => (StatusCodes.Status302Found, ""),
            ("/authorize" or "/acm/callback", _) => (StatusCodes.Status400BadRequest, ""),
            ("/staff/schools", _) => (StatusCodes.Status401Unauthorized, ""),
            ("/openapi.json", _) => (StatusCodes.Status200OK, "{\"openapi\":\"3.1.0\"}"),
            _ => (StatusCodes.Status404NotFound, ""),
        };
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }
}
