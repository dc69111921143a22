using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Tests.LocalHost;

public sealed class HttpParameterTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/text/a%20b", "a b")]
    [InlineData("/int/-12", "-12")]
    [InlineData("/long/9007199254740993", "9007199254740993")]
    [InlineData("/bool/true", "True")]
    [InlineData("/guid/3f2504e0-4f89-11d3-9a0c-0305e82c3301", "3f2504e0-4f89-11d3-9a0c-0305e82c3301")]
    [InlineData("/date/2027-09-01", "2027-09-01")]
    [InlineData("/optional", "7 and none")]
    [InlineData("/optional/8", "8 and none")]
    [InlineData("/optional?other=3", "7 and 3")]
    [InlineData("/optional/8?number=9", "8 and none")]
    public async Task A_route_or_query_value_becomes_the_type_of_the_parameter(string path, string body)
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Typed)]);

        Assert.Equal(body, await host.Http.GetStringAsync(path, Cancelled));
    }

    [Theory]
    [InlineData("/int/twelve")]
    [InlineData("/int/99999999999")]
    [InlineData("/bool/maybe")]
    [InlineData("/guid/twelve")]
    [InlineData("/required")]
    public async Task A_value_that_is_not_of_the_type_is_500_and_not_in_the_log(string path)
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Typed)]);

        using HttpResponseMessage response = await host.Http.GetAsync(path, Cancelled);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancelled));
        string failure = $"{Assert.Single(host.Log.Entries, entry => entry.EventId.Name == "Failed").Exception}";
        Assert.Contains("'value'", failure, StringComparison.Ordinal);
        Assert.DoesNotContain(path.Split('/')[^1], failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cancellation_token_is_that_of_the_request()
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Waiting)]);

        using CancellationTokenSource leaving = new();
        Task<string> request = host.Http.GetStringAsync("/Wait", leaving.Token);
        Assert.Equal("waiting", await host.Journal.NextAsync());
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal("cancelled", await host.Journal.NextAsync());
    }

    public static class Typed
    {
        [Function("TextValue")]
        public static IResult OfText([HttpTrigger("get", Route = "text/{value}")] HttpRequest request, string value) => Show(value);

        [Function("IntValue")]
        public static IResult OfInt([HttpTrigger("get", Route = "int/{value}")] HttpRequest request, int value) => Show(value);

        [Function("LongValue")]
        public static IResult OfLong([HttpTrigger("get", Route = "long/{value}")] HttpRequest request, long value) => Show(value);

        [Function("BoolValue")]
        public static IResult OfBool([HttpTrigger("get", Route = "bool/{value}")] HttpRequest request, bool value) => Show(value);

        [Function("GuidValue")]
        public static IResult OfGuid([HttpTrigger("get", Route = "guid/{value}")] HttpRequest request, Guid value) => Show(value);

        [Function("DateValue")]
        public static IResult OfDate([HttpTrigger("get", Route = "date/{value}")] HttpRequest request, DateTime value) =>
            Show($"{value:yyyy-MM-dd}");

        [Function("Optional")]
        public static IResult Optional(
            [HttpTrigger("get", Route = "optional/{number?}")] HttpRequest request, int? other, int number = 7) =>
            Show($"{number} and {other?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}");

        [Function("Required")]
        public static IResult Required([HttpTrigger("get", Route = "required")] HttpRequest request, int value) => Show(value);

        private static IResult Show(object value) => Results.Text($"{value}");
    }

    public static class Waiting
    {
        [Function("Wait")]
        public static async Task Wait([HttpTrigger("get")] HttpRequest request, CancellationToken cancellationToken)
        {
            Journal journal = (Journal)request.HttpContext.RequestServices.GetService(typeof(Journal))!;
            journal.Write("waiting");
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                journal.Write("cancelled");
                throw;
            }
        }
    }
}
