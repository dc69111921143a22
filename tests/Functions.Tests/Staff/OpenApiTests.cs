using System.Text.Json;
using System.Text.RegularExpressions;
using LeerId.Functions.StaffConsole;
using LeerId.LocalHost.Engine;
using LeerId.Staff;
using LeerId.Testing;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Document = Microsoft.OpenApi.OpenApiDocument;

namespace LeerId.Functions.Tests.Staff;

/// <summary>The document at /openapi.json describes the functions correctly.</summary>
public sealed class OpenApiTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private StaffRig? _rig;

    private StaffRig Rig => _rig!;

    public async ValueTask InitializeAsync() => _rig = await StaffRig.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Document_has_every_route_and_nothing_else()
    {
        // The console's pages are for people and are not part of the programming interface.
        string[] routes = [.. Rig.Host.Host.Engine.Functions.OfType<HttpFunction>().Where(function => function.Name != nameof(ShowConsole))
            .SelectMany(function => function.Methods.Select(method => $"{method.ToUpperInvariant()} /{function.Route}: {function.Name}")).Order()];
        string[] described = [.. (await OperationsAsync())
            // One function can have two methods, but each operation needs a unique id.
            .Select(operation => (operation.Method, operation.Path, Id: Regex.Replace(operation.Id, "Post$", "")))
            .Select(operation => $"{operation.Method} {operation.Path}: {operation.Id}").Order()];

        Assert.Equal(routes, described);
    }

    [Fact]
    public async Task Document_names_the_roles_and_the_purpose_of_each_staff_address()
    {
        string[] expected = [.. StaffTable.All.Select(o => $"{o.Function}: {string.Join(' ', o.Admits.Select(role => role.ToText()).Order())} {o.NeedsPurpose}")
            .Distinct().Order()];
        string[] described = [.. (await OperationsAsync()).Where(operation => operation.Path.StartsWith("/staff/", StringComparison.Ordinal))
            .Select(operation => $"{operation.Id}: {string.Join(' ', Roles(operation.Json).Order())} {AsksWhy(operation.Json)}").Order()];

        Assert.Equal(expected, described);
    }

    [Fact]
    public async Task Document_distinguishes_unreadable_bodies_from_invalid_values()
    {
        (string Method, string Path, string Id, JsonElement Json)[] withBody = [.. (await OperationsAsync())
            .Where(operation => operation.Path.StartsWith("/staff/", StringComparison.Ordinal) && operation.Json.TryGetProperty("requestBody", out _))];
        Assert.Equal(
            StaffTable.All.Where(operation => operation.Body is not null).Select(operation => operation.Function).Order(),
            withBody.Select(operation => operation.Id).Order());
        Assert.All(withBody, operation => Assert.Equal(
            ["400", "422"], operation.Json.GetProperty("responses").EnumerateObject().Select(response => response.Name).Where(name => name is "400" or "422")));
    }

    [Fact]
    public async Task Document_is_valid_OpenAPI()
    {
        ReadResult result = Document.Parse(await TextAsync(), "json");

        Assert.NotNull(result.Diagnostic);
        Assert.Empty(result.Diagnostic.Errors.Select(error => error.ToString()));
        Assert.Empty(result.Diagnostic.Warnings.Select(warning => warning.ToString()));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, result.Diagnostic.SpecificationVersion);
    }

    [Fact]
    public async Task Document_has_only_the_version_of_the_app()
    {
        JsonElement info = JsonElement.Parse(await TextAsync()).GetProperty("info");
        Assert.Equal(DeclaredVersion.Text, info.GetProperty("version").GetString());
        Assert.Equal(["description", "title", "version"], info.EnumerateObject().Select(member => member.Name).Order());
    }

    [Fact]
    public async Task Every_reference_has_a_target()
    {
        JsonElement document = JsonElement.Parse(await TextAsync());
        Assert.All(References(document), reference =>
        {
            JsonElement target = document;
            foreach (string part in reference.Split('/').Skip(1))
                Assert.True(target.TryGetProperty(part, out target), reference);
        });
    }

    private async Task<string> TextAsync()
    {
        StaffAnswer answer = await Rig.SendWithTokenAsync(authorization: null, "GET", "openapi.json");
        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json", answer.Headers["Content-Type"]);
        return answer.Text;
    }

    private async Task<List<(string Method, string Path, string Id, JsonElement Json)>> OperationsAsync() =>
    [
        .. from path in JsonElement.Parse(await TextAsync()).GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           select (operation.Name.ToUpperInvariant(), path.Name, operation.Value.GetProperty("operationId").GetString()!, operation.Value),
    ];

    private static IEnumerable<string> Roles(JsonElement operation) => operation.GetProperty("security").EnumerateArray().Single()
        .GetProperty("staff").EnumerateArray().Select(role => role.GetString()!);

    private static bool AsksWhy(JsonElement operation) => operation.TryGetProperty("parameters", out JsonElement parameters)
        && parameters.EnumerateArray().Any(
            parameter => parameter.TryGetProperty("$ref", out JsonElement reference) && reference.ValueEquals("#/components/parameters/purpose"));

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(
            member => member.Name == "$ref" && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
