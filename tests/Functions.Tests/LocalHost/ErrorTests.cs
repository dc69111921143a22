using System.Net;
using LeerId.LocalHost.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
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
        Assert.IsType<InvalidOperationException>(outcome.Fault);
        Assert.Equal("works", await host.Http.GetStringAsync("/Works", Cancelled));
    }

    public static class Failing
    {
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
