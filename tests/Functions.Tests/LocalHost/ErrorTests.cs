using System.Net;
using LeerId.LocalHost;
using LeerId.LocalHost.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Functions.Tests.LocalHost;

public sealed class ErrorTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/Throws")]
    [InlineData("/ThrowsLater")]
    [InlineData("/NotConstructed")]
    [InlineData("/BadResult")]
    public async Task An_exception_is_500_without_a_body_and_leaves_the_others_alone(string path)
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Failing), typeof(NotConstructible)]);

        using HttpResponseMessage response = await host.Http.GetAsync(path, Cancelled);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancelled));
        Assert.False(response.Headers.Contains("X-Half-Done"));
        Assert.Single(host.Log.Entries, entry => entry.Level == LogLevel.Error && entry.Exception is not null);
        Assert.Equal("works", await host.Http.GetStringAsync("/Works", Cancelled));
    }

    [Fact]
    public async Task A_failing_timer_is_logged_and_tells_who_fired_it()
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Failing)]);

        FunctionOutcome? outcome = await host.Application.FireTimerAsync("FailingTimer", Cancelled);

        Assert.False(outcome!.Succeeded);
        Assert.IsType<InvalidOperationException>(outcome.Exception);
        Assert.Equal("works", await host.Http.GetStringAsync("/Works", Cancelled));
    }

    [Fact]
    public async Task A_function_is_cancelled_after_the_timeout_of_host_json()
    {
        await using TestHost host = await TestHost.StartAsync(
            [typeof(Failing)], hostJson: """{ "functionTimeout": "00:00:00.2" }""");

        using HttpResponseMessage response = await host.Http.GetAsync("/api/Endless", Cancelled);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task Failing_seed_releases_the_address()
    {
        LocalHostOptions options = new()
        {
            Arguments = ["--urls", "http://127.0.0.1:0"],
            ReadsMachineSettings = false,
            Services = [],
            SeedAsync = (services, _) => throw new InvalidOperationException(
                services.GetRequiredService<LocalHostApplication>().Address.ToString()),
        };

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => LocalHostApplication.StartAsync(options, Cancelled));

        await using TestHost host = await TestHost.StartAsync(
            [], change => change with { Arguments = ["--urls", exception.Message] });
        Assert.Equal(exception.Message, host.Application.Address.ToString());
    }

    [Theory]
    [InlineData("{ nonsense")]
    [InlineData("""{ "extensions": { "queues": { "batchSize": 33 } } }""")]
    [InlineData("""{ "extensions": { "queues": { "maxDequeueCount": "five" } } }""")]
    public async Task A_host_json_that_is_wrong_is_one_clear_line(string hostJson)
    {
        LocalHostException exception = await Assert.ThrowsAsync<LocalHostException>(() => TestHost.StartAsync([], hostJson: hostJson));

        Assert.StartsWith("host.json can't be used: ", exception.Message, StringComparison.Ordinal);
    }

    public static class Failing
    {
        [Function("Endless")]
        public static Task Endless([HttpTrigger("get")] HttpRequest request, CancellationToken cancellationToken) =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

        [Function("Works")]
        public static IResult Works([HttpTrigger("get")] HttpRequest request) => Results.Text("works");

        [Function("Throws")]
        public static IResult Throws([HttpTrigger("get")] HttpRequest request)
        {
            request.HttpContext.Response.Headers["X-Half-Done"] = "yes";
            throw new InvalidOperationException("at once");
        }

        [Function("ThrowsLater")]
        public static async Task<IResult> ThrowsLater([HttpTrigger("get")] HttpRequest request)
        {
            await Task.Yield();
            throw new InvalidOperationException("later");
        }

        [Function("BadResult")]
        public static IResult BadResult([HttpTrigger("get")] HttpRequest request) => new Thrower();

        [Function("FailingTimer")]
        public static void FailingTimer([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => throw new InvalidOperationException();
    }

    public sealed class NotConstructible(IFormatProvider neverRegistered)
    {
        [Function("NotConstructed")]
        public IResult NotConstructed([HttpTrigger("get")] HttpRequest request) => Results.Text($"{neverRegistered}");
    }

    private sealed class Thrower : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => throw new InvalidOperationException("in the response");
    }
}
