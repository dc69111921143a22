using System.Text.Json;
using LeerId.Staff;

namespace LeerId.Functions.Tests.Staff;

/// <summary>Every staff address refuses unknown and duplicate parameters, and names the known ones.</summary>
public sealed class StaffQueryTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private StaffRig Rig => shared.Rig;

    [Fact]
    public async Task Every_address_refuses_a_parameter_that_it_does_not_have_and_names_those_of_its_description()
    {
        Dictionary<string, string[]> described = await ParametersAsync();
        foreach (StaffOperation operation in StaffTable.All)
        {
            StaffAnswer answer = await SendAsync(operation, With(operation.Path, "nonsense=1"));

            Assert.True(answer is { Status: 400, Problem: "query-invalid" }, $"{operation.Function}: {answer}");
            (string field, string fault) = Assert.Single(Faults(answer));
            Assert.Equal("nonsense", field);
            string expected = described[operation.Function] is { Length: > 0 } names ? $", which has {string.Join(" and ", names)}" : ", which has none";
            Assert.StartsWith($"is not a parameter of this address{expected}", fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_address_refuses_a_parameter_that_comes_twice()
    {
        int tried = 0;
        foreach ((string function, string[] names) in await ParametersAsync())
        {
            StaffOperation? operation = StaffTable.All.FirstOrDefault(operation => operation.Function == function);
            foreach (string name in names)
            {
                foreach (string query in new[] { $"{name}=true&{name}=true", $"{name}=1&{name.ToUpperInvariant()}=2" })
                {
                    StaffAnswer answer = await SendAsync(operation!, $"{operation!.Path.Split('?')[0]}?{query}");
                    Assert.True(answer is { Status: 400, Problem: "query-invalid" }, $"{function} {query}: {answer}");
                    Assert.Equal("occurs 2 times; give it once", Assert.Single(Faults(answer)).Fault);
                    tried++;
                }
            }
        }

        Assert.Equal(14, tried);
    }

    [Theory]
    [InlineData("staff/schools/import", "dry-run=true", "dry-run", "dryRun")]
    [InlineData("staff/schools/import", "dry_run=true", "dry_run", "dryRun")]
    [InlineData("staff/schools/import", "dry%20run=true", "dry run", "dryRun")]
    [InlineData("staff/schools/import", "dryrnu", "dryrnu", "dryRun")]
    [InlineData("staff/schools/import", "dryRun=true&remove=12", "remove", "removes")]
    [InlineData("staff/schools/open-data", "dry-run=true", "dry-run", "dryRun")]
    [InlineData("staff/schools/open-data", "dry%20run=true", "dry run", "dryRun")]
    [InlineData("staff/notices", "type=breach", "type", "kind")]
    [InlineData("staff/evidence", "from=2026-09-01&to=2026-09-30", "to", "until")]
    [InlineData("staff/evidence", "untill=2026-09-30", "untill", "until")]
    [InlineData("staff/evidence", "fro=2026-09-01", "fro", "from")]
    public async Task Similar_parameter_is_suggested(string path, string query, string field, string likely)
    {
        StaffOperation operation = StaffTable.All.First(operation => operation.Path.Split('?')[0] == path);

        StaffAnswer answer = await SendAsync(operation, $"{path}?{query}");

        Assert.Equal("400 query-invalid", answer.ToString());
        (string name, string fault) = Assert.Single(Faults(answer));
        Assert.Equal(field, name);
        Assert.EndsWith($"; did you mean {likely}?", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_changed_and_a_parameter_in_other_case_counts()
    {
        StaffOperation import = StaffTable.All.Single(operation => operation.Function == "ImportSchools");
        string before = await ListAsync();

        Assert.Equal(400, (await SendAsync(import, "staff/schools/import?dry-run=true")).Status);
        StaffAnswer shown = await SendAsync(import, "staff/schools/import?DRYRUN=true");

        Assert.True(shown.Json.GetProperty("dryRun").GetBoolean());
        Assert.Equal(before, await ListAsync());
    }

    [Fact]
    public async Task Long_name_is_truncated_and_an_unauthenticated_caller_learns_nothing()
    {
        string name = new('x', 200);
        StaffAnswer answer = await Rig.SendAsync(StaffRole.Dpo, "GET", $"staff/schools?{name}=1", purpose: null);
        Assert.Equal($"{new string('x', 60)}...", Assert.Single(Faults(answer)).Field);
        Assert.Equal(401, (await Rig.SendWithTokenAsync(null, "GET", $"staff/schools?{name}=1")).Status);
        Assert.Equal(403, (await Rig.SendAsync(StaffRole.Operator, "GET", "staff/disclosures?x=1")).Status);
    }

    private static string With(string path, string parameter) => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{parameter}";

    private static List<(string Field, string Fault)> Faults(StaffAnswer answer) => [.. answer.Json.GetProperty("faults").EnumerateArray()
        .Select(fault => (fault.GetProperty("field").GetString()!, fault.GetProperty("fault").GetString()!))];

    private Task<StaffAnswer> SendAsync(StaffOperation operation, string path) =>
        Rig.SendAsync(operation.Admits[0], operation.Method, path, operation.Content());

    private async Task<string> ListAsync() => (await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/schools", purpose: null)).Text;

    // The parameters per function, as in the document at /openapi.json.
    private async Task<Dictionary<string, string[]>> ParametersAsync() =>
        (await Rig.SendWithTokenAsync(null, "GET", "openapi.json")).Json.GetProperty("paths").EnumerateObject()
        .Where(path => path.Name.StartsWith("/staff/", StringComparison.Ordinal))
        .SelectMany(path => path.Value.EnumerateObject())
        .ToDictionary(operation => operation.Value.GetProperty("operationId").GetString()!, operation => QueryParameters(operation.Value));

    private static string[] QueryParameters(JsonElement operation) => operation.TryGetProperty("parameters", out JsonElement parameters)
        ? [.. parameters.EnumerateArray().Where(parameter => parameter.TryGetProperty("in", out JsonElement place) && place.ValueEquals("query"))
            .Select(parameter => parameter.GetProperty("name").GetString()!)]
        : [];
}
