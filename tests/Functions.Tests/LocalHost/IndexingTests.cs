using System.Net;
using LeerId.LocalHost.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Tests.LocalHost;

public sealed class IndexingTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_function_that_breaks_a_rule_is_reported_and_the_others_run()
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Good), typeof(Broken), typeof(Worse)]);

        Assert.Equal(["Fine"], host.Application.Functions);
        Assert.Equal("fine", await host.Http.GetStringAsync("/Fine", Cancelled));
        Assert.Equal(
            [
                "1-name: A name must start with a letter and have at most 128 letters, digits, - and _; `host` is reserved.",
                "AdminRoute: Routes that begin with `admin` or `runtime` belong to the host.",
                "BadConstraint: 'x/{id:shoe}' is not a valid route",
                "BadSchedule: 'every day' is no NCrontab expression of five or six fields.",
                "BadTemplate: 'x/{id' is not a valid route",
                "DateParameter: Azure's worker can't bind 'day' to a DateOnly; take a string.",
                "Fine: Another function has that name.",
                "MissingSchedule: The setting 'Not:Set' isn't set.",
                "NoTrigger: It has 0 triggers and must have one.",
                "NotARequest: The HTTP trigger binds to HttpRequest, not to String.",
                "NotPublic: The method and its class must be public.",
                "QueueWithoutStorage: The setting 'Elsewhere' has no connection string.",
                "SameRoute: Its route conflicts with that of Fine.",
                "TwoTriggers: It has 2 triggers and must have one.",
                "WrongQueueName: 'no_queue' is not a valid queue name.",
            ],
            host.Application.IndexingFailures
                .Select(failure => $"{failure.FunctionName}: {failure.Reason}".Split(" route: ")[0] is var text
                    && text.EndsWith("is not a valid", StringComparison.Ordinal) ? text + " route" : text)
                .Order(StringComparer.Ordinal));
        Assert.Equal(15, host.Log.Entries.Count(entry => entry.EventId.Name == "NotIndexed"));
    }

    [Fact]
    public async Task A_disabled_function_does_not_run()
    {
        await using TestHost host = await TestHost.StartAsync(
            [typeof(Good)],
            options => options with { Settings = new Dictionary<string, string?> { ["AzureWebJobs.Fine.Disabled"] = "true" } });

        using HttpResponseMessage response = await host.Http.GetAsync("/Fine", Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(
            [new IndexingFailure("Fine", "Disabled by the setting AzureWebJobs.Fine.Disabled.")], host.Application.IndexingFailures);
    }

    public static class Good
    {
        [Function("Fine")]
        public static IResult Fine([HttpTrigger("get")] HttpRequest request) => Results.Text("fine");
    }

    public static class Broken
    {
        [Function("1-name")]
        public static void Name([HttpTrigger("get")] HttpRequest request)
        {
        }

        [Function("Fine")]
        public static void Twice([HttpTrigger("get", Route = "twice")] HttpRequest request)
        {
        }

        [Function("NoTrigger")]
        public static void NoTrigger(string text)
        {
        }

        [Function("TwoTriggers")]
        public static void TwoTriggers([HttpTrigger("get")] HttpRequest request, [TimerTrigger("0 0 * * * *")] TimerInfo timer)
        {
        }

        [Function("NotARequest")]
        public static void NotARequest([HttpTrigger("get")] string request)
        {
        }

        [Function("AdminRoute")]
        public static void AdminRoute([HttpTrigger("get", Route = "administration")] HttpRequest request)
        {
        }

        [Function("SameRoute")]
        public static void SameRoute([HttpTrigger(Route = "fine")] HttpRequest request)
        {
        }

        [Function("NotPublic")]
        internal static void NotPublic([HttpTrigger("get")] HttpRequest request)
        {
        }
    }

    public static class Worse
    {
        [Function("BadTemplate")]
        public static void BadTemplate([HttpTrigger("get", Route = "x/{id")] HttpRequest request)
        {
        }

        [Function("BadConstraint")]
        public static void BadConstraint([HttpTrigger("get", Route = "x/{id:shoe}")] HttpRequest request, string id)
        {
        }

        [Function("DateParameter")]
        public static void DateParameter([HttpTrigger("get", Route = "days/{day}")] HttpRequest request, DateOnly day)
        {
        }

        [Function("BadSchedule")]
        public static void BadSchedule([TimerTrigger("every day")] TimerInfo timer)
        {
        }

        [Function("MissingSchedule")]
        public static void MissingSchedule([TimerTrigger("%Not:Set%")] TimerInfo timer)
        {
        }

        [Function("QueueWithoutStorage")]
        public static void QueueWithoutStorage([QueueTrigger("q12", Connection = "Elsewhere")] string message)
        {
        }

        [Function("WrongQueueName")]
        public static void WrongQueueName([QueueTrigger("no_queue")] string message)
        {
        }
    }
}
