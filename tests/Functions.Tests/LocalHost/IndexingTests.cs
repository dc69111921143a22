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
                "1-name: The name must begin with a letter, have at most 128 letters, digits, hyphens and underscores, and not be `host`.",
                "AdminRoute: The route 'administration' begins with `admin` or `runtime`, which the Functions host reserves. Choose another route.",
                "BadConstraint: The route 'x/{id:shoe}' is invalid",
                "BadSchedule: The schedule 'every day' must be an NCrontab expression of five or six fields, such as '0 30 2 * * *'.",
                "BadTemplate: The route 'x/{id' is invalid",
                "DateParameter: Azure's worker can't convert text to the DateOnly 'day'. Make it a string, and parse that.",
                "Fine: Another function has this name. Rename one of them.",
                "MissingSchedule: The trigger refers to the setting 'Not:Set', which is missing or empty.",
                "NoTrigger: It must have one HTTP, timer or queue trigger, and has 0.",
                "NotARequest: The HTTP trigger 'request' must be an HttpRequest and not a String.",
                "NotPublic: The method and its class must be public.",
                "QueueWithoutStorage: The setting 'Elsewhere' must have the connection string of the queue's storage account.",
                "SameRoute: Fine has the same route /Fine and a method in common. Change one of them.",
                "TwoTriggers: It must have one HTTP, timer or queue trigger, and has 2.",
                "WrongQueueName: The queue name 'no_queue' must have 3 to 63 lower-case letters, digits and single hyphens.",
            ],
            // ASP.NET Core's own message follows after the colon.
            host.Application.IndexingFailures.Select(failure => $"{failure.FunctionName}: {failure.Reason}".Split(" is invalid: ") is [var start, _]
                ? $"{start} is invalid"
                : $"{failure.FunctionName}: {failure.Reason}").Order(StringComparer.Ordinal));
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
            [new IndexingFailure("Fine", "The setting AzureWebJobs.Fine.Disabled disables it.")], host.Application.IndexingFailures);
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
