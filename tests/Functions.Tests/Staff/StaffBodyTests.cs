using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeerId.Staff;

namespace LeerId.Functions.Tests.Staff;

/// <summary>Every staff address with a body: 400 for an unreadable body, 422 for invalid values.</summary>
public sealed class StaffBodyTests(SharedStaffRig shared) : IClassFixture<SharedStaffRig>
{
    /// <summary>The function, a readable body, and the problem and the field that the answer must name.</summary>
    // These functions first look up their record. Their own tests cover the invalid values.
    private static readonly string[] AboutRecords = ["LiftRestriction", "RecordQualityEnding", "RecordSharingEnding"];

    public static TheoryData<string, string, string, string> NotAllowed => new()
    {
        { "PutSchool", """{"name":"","from":"2026-09-01"}""", "school-invalid", "name" },
        { "ImportSchools", "number,name,from,until\n012345,,2026-09-01,\n", "file-invalid", "name" },
        { "ImportOpenSchoolData", "schoolnummer;naam\n012345;\n", "file-invalid", "naam" },
        { "LookUpStudent", """{"leerIdUuid":"x"}""", "values-invalid", "leerIdUuid" },
        { "EraseStudent", """{"leerIdUuid":"x"}""", "values-invalid", "leerIdUuid" },
        { "ReadStudentPrivacyLog", """{"accountUuid":"x"}""", "values-invalid", "accountUuid" },
        { "ResolveSupportCode", """{"code":"x"}""", "values-invalid", "code" },
        { "SearchPrivacyLog", """{"pageSize":0}""", "values-invalid", "pageSize" },
        { "RequestDisclosure", "{}", "conditions-not-met", "receiver.key" },
        { "WithdrawDisclosure", """{"reason":" "}""", "conditions-not-met", "reason" },
        { "ReportBreach", "{}", "notice-invalid", "knownAt" },
        { "ReportQuality", "{}", "notice-invalid", "foundAt" },
        { "ReportChange", "{}", "notice-invalid", "subject" },
        { "ChangeBreach", """{"personCount":-1}""", "notice-invalid", "personCount" },
        { "CloseBreach", "{}", "notice-invalid", "source" },
        { "SupplementNotice", """{"text":" "}""", "notice-invalid", "text" },
        { "AcceptConfidentiality", "{}", "values-invalid", "version" },
        { "RecordRequest", "{}", "values-invalid", "kind" },
        { "PlaceRestriction", "{}", "values-invalid", "ground" },
        { "ReportStudentQuality", "{}", "notice-invalid", "leerIdUuid" },
        { "ReportSharing", "{}", "notice-invalid", "receiver" },
        { "RecordDovProcessors", "{}", "values-invalid", "date" },
        { "RecordExtension", "{}", "values-invalid", "reason" },
        { "RecordDecision", "{}", "values-invalid", "outcome" },
        { "RecordAnswer", "{}", "values-invalid", "sentAt" },
        { "ConfirmDestruction", "{}", "decision-invalid", "endDate" },
        { "CancelDestruction", "{}", "decision-invalid", "reason" },
    };

    public static TheoryData<string> Addresses => [.. StaffTable.All.Where(operation => operation.Body is not null).Select(operation => operation.Function)];

    [Fact]
    public void Every_address_with_a_body_is_tested() => Assert.Equal(
        StaffTable.All.Where(operation => operation.Body is not null).Select(operation => operation.Function).Order(),
        NotAllowed.Select(row => row.Data.Item1).Concat(AboutRecords).Order());

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_body_that_can_not_be_read_is_400(string function)
    {
        foreach (string body in new[] { "", "nonsense", "[" })
        {
            StaffAnswer answer = await SendAsync(function, body);
            Assert.Equal("400 body-invalid", answer.ToString());
            Assert.True(answer.Json.GetProperty("faults").GetArrayLength() > 0, body);
        }
    }

    [Theory]
    [MemberData(nameof(NotAllowed))]
    public async Task Values_that_are_not_allowed_are_422_with_the_field(string function, string body, string problem, string field)
    {
        StaffAnswer answer = await SendAsync(function, body);
        Assert.Equal($"422 {problem}", answer.ToString());
        JsonElement fault = answer.Json.GetProperty("faults")[0];
        Assert.Equal(field, fault.GetProperty("field").GetString());
        // An unmet condition of a disclosure has a name. Every other fault has a sentence.
        Assert.NotEmpty(fault.GetProperty(problem == "conditions-not-met" ? "condition" : "fault").GetString()!);
    }

    private async Task<StaffAnswer> SendAsync(string function, string body)
    {
        StaffOperation operation = StaffTable.All.Single(operation => operation.Function == function);
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(operation.MediaType);
        // A breach is changed and closed at a version, so the request must name one.
        string path = operation.IfMatch is null
            ? operation.Path
            : operation.Path.Replace("01K42TP6J8Q5V0D3W7Z9X1C4BN", await ReportBreachAsync(), StringComparison.Ordinal);
        return await shared.Rig.SendAsync(operation.Admits[0], operation.Method, path, content, ifMatch: operation.IfMatch);
    }

    private async Task<string> ReportBreachAsync() => (await shared.Rig.SendAsync(
        StaffRole.Dpo, "POST", "staff/notices/breach", StaffRig.Json("""{"knownAt":"2026-09-01T06:00:00Z","nature":"x"}"""), purpose: null))
        .Json.GetProperty("number").GetString()!;
}
