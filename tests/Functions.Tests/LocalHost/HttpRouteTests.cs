using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Tests.LocalHost;

public sealed class HttpRouteTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/Plain", 200, "plain")]
    [InlineData("/plain", 200, "plain")]
    [InlineData("/Plain/", 200, "plain")]
    [InlineData("/plain/more", 404, "")]
    [InlineData("/guids/3f2504e0-4f89-11d3-9a0c-0305e82c3301", 200, "3f2504e0-4f89-11d3-9a0c-0305e82c3301")]
    [InlineData("/guids/twelve", 404, "")]
    [InlineData("/greet", 200, "hello nobody")]
    [InlineData("/greet/Lotte", 200, "hello Lotte")]
    [InlineData("/ranges/5", 200, "5")]
    [InlineData("/ranges/12", 404, "")]
    [InlineData("/both", 200, "read")]
    [InlineData("/leading/slash", 200, "slash")]
    public async Task A_get_is_answered_by_the_function_of_the_route(string path, int status, string body)
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Routed)]);

        using HttpResponseMessage response = await host.Http.GetAsync(path, Cancelled);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(Cancelled));
    }

    [Theory]
    [InlineData("DELETE", "/both", HttpStatusCode.NotFound)]
    [InlineData("HEAD", "/both", HttpStatusCode.NotFound)]
    [InlineData("POST", "/both", HttpStatusCode.OK)]
    [InlineData("DELETE", "/Plain", HttpStatusCode.OK)]
    [InlineData("PATCH", "/Plain", HttpStatusCode.OK)]
    public async Task A_method_the_function_does_not_name_is_not_found(string method, string path, HttpStatusCode status)
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Routed)]);

        using HttpRequestMessage request = new(new HttpMethod(method), path);
        using HttpResponseMessage response = await host.Http.SendAsync(request, Cancelled);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("{}", "/api/Plain", "/Plain")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "v1/school" } } }""", "/v1/school/Plain", "/api/Plain")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "" } } }""", "/Plain", "/api/Plain")]
    public async Task The_prefix_of_host_json_is_api_when_absent(string hostJson, string found, string notFound)
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Routed)], hostJson: hostJson);

        using HttpResponseMessage there = await host.Http.GetAsync(found, Cancelled);
        using HttpResponseMessage elsewhere = await host.Http.GetAsync(notFound, Cancelled);

        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Theory]
    [InlineData("/NoResult")]
    [InlineData("/TaskOnly")]
    [InlineData("/ValueTaskOnly")]
    [InlineData("/Text")]
    public async Task A_function_without_an_IResult_is_200_without_a_body(string path)
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Resultless)]);

        using HttpResponseMessage response = await host.Http.GetAsync(path, Cancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Fact]
    public async Task Each_request_has_an_instance_of_its_own_that_is_disposed()
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Disposed)]);

        Assert.Equal("1", await host.Http.GetStringAsync("/Count", Cancelled));
        Assert.Equal("1", await host.Http.GetStringAsync("/Count", Cancelled));
        Assert.Equal("disposed", await host.Journal.NextAsync());
        Assert.Equal("disposed", await host.Journal.NextAsync());
    }

    public static class Routed
    {
        [Function(nameof(Plain))]
        public static IResult Plain([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text("plain");

        [Function(nameof(Guids))]
        public static Task<IResult> Guids(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "guids/{id:guid}")] HttpRequest request, Guid id) =>
            Task.FromResult(Results.Text($"{id}"));

        [Function(nameof(Greet))]
        public static ValueTask<IResult> Greet(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet/{name?}")] HttpRequest request, string? name) =>
            ValueTask.FromResult(Results.Text($"hello {name ?? "nobody"}"));

        [Function(nameof(Ranges))]
        public static IResult Ranges(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ranges/{number:int:range(1,9)}")] HttpRequest request,
            int number) => Results.Text($"{number}");

        [Function(nameof(Read))]
        public static IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "both")] HttpRequest request) =>
            Results.Text("read");

        [Function(nameof(Written))]
        public static IResult Written([HttpTrigger(AuthorizationLevel.Anonymous, "POST", Route = "both")] HttpRequest request) =>
            Results.Text("written");

        [Function(nameof(Slash))]
        public static IResult Slash([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "/leading/slash")] HttpRequest request) =>
            Results.Text("slash");
    }

    public static class Resultless
    {
        [Function(nameof(NoResult))]
        public static void NoResult([HttpTrigger("get")] HttpRequest request)
        {
        }

        [Function(nameof(TaskOnly))]
        public static async Task TaskOnly([HttpTrigger("get")] HttpRequest request) => await Task.Yield();

        [Function(nameof(ValueTaskOnly))]
        public static async ValueTask ValueTaskOnly([HttpTrigger("get")] HttpRequest request) => await Task.Yield();

        [Function(nameof(Text))]
        public static string Text([HttpTrigger("get")] HttpRequest request) => "never seen";
    }

    public sealed class Disposed(Journal journal) : IDisposable
    {
        private int _count;

        [Function(nameof(Count))]
        public IResult Count([HttpTrigger("get")] HttpRequest request) => Results.Text($"{++_count}");

        public void Dispose() => journal.Write("disposed");
    }
}
