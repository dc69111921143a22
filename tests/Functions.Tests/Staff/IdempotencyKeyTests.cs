using LeerId.Functions.Staff.Disclosures;
using LeerId.Functions.Staff.Notices;
using LeerId.Functions.Staff.Requests;
using LeerId.Functions.Staff.Restrictions;
using LeerId.Functions.Staff.Students;

namespace LeerId.Functions.Tests.Staff;

/// <summary>The addresses that accept the header Idempotency-Key, and the valid values of a key.</summary>
public sealed class IdempotencyKeyTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    private static readonly string[] Creating =
    [
        nameof(ReportBreach), nameof(ReportChange), nameof(ReportQuality), nameof(SupplementNotice), nameof(RequestDisclosure), nameof(RecordRequest),
        nameof(PlaceRestriction), nameof(ReportStudentQuality), nameof(ReportSharing),
    ];

    private StaffRig Rig => shared.Rig;

    [Fact]
    public async Task Header_is_refused_where_nothing_is_created_or_the_answer_has_personal_data()
    {
        foreach (StaffOperation operation in StaffTable.All)
        {
            StaffAnswer answer = await SendAsync(operation, "key");
            if (Creating.Contains(operation.Function))
            {
                Assert.True(answer.Status is 404 or 422 && answer.Problem is not "idempotency-key-reused", $"{operation.Function}: {answer}");
                continue;
            }

            Assert.True(answer is { Status: 400, Problem: "idempotency-key-not-taken" }, $"{operation.Function}: {answer}");
            string fault = answer.Json.GetProperty("faults")[0].GetProperty("fault").GetString()!;
            Assert.Equal(operation.NeedsPurpose, fault.Contains("personal data", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Header_is_described_only_where_it_is_accepted()
    {
        string[] described = [.. (await Rig.SendWithTokenAsync(null, "GET", "openapi.json")).Json.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Where(operation => operation.Value.TryGetProperty("parameters", out System.Text.Json.JsonElement parameters)
                && parameters.EnumerateArray().Any(parameter => parameter.TryGetProperty("$ref", out System.Text.Json.JsonElement reference)
                    && reference.ValueEquals("#/components/parameters/idempotencyKey")))
            .Select(operation => operation.Value.GetProperty("operationId").GetString()!).Order()];
        Assert.Equal(Creating.Order(), described);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("\"")]
    [InlineData("one, two")]
    [InlineData("one;two")]
    [InlineData("met spatie")]
    public async Task A_key_of_another_form_is_refused(string key) => await AssertInvalidAsync(key);

    [Fact]
    public async Task A_key_has_128_characters_at_most()
    {
        StaffOperation report = StaffTable.All.Single(operation => operation.Function == nameof(ReportBreach));
        Assert.Equal("422 notice-invalid", (await SendAsync(report, new string('k', 128))).ToString());
        await AssertInvalidAsync(new string('k', 129));
    }

    private async Task AssertInvalidAsync(string key)
    {
        foreach (StaffOperation operation in StaffTable.All.Where(operation => Creating.Contains(operation.Function)))
        {
            StaffAnswer answer = await SendAsync(operation, key);
            Assert.True(answer is { Status: 400, Problem: "idempotency-key-invalid" }, $"{operation.Function}: {answer}");
            Assert.Equal(
                "must be one key of 1 to 128 letters, digits and -_.:+/=~, such as a new UUID",
                answer.Json.GetProperty("faults")[0].GetProperty("fault").GetString());
        }
    }

    private Task<StaffAnswer> SendAsync(StaffOperation operation, string key) =>
        Rig.SendAsync(operation.Admits[0], operation.Method, operation.Path, operation.Content(), key: key);
}
