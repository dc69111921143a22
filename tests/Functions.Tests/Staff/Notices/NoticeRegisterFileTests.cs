using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Notices;

/// <summary>The register of notices as a file.</summary>
public sealed class NoticeRegisterFileTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private StaffNoticesRig? _notices;

    private StaffRig Rig => _notices!.Staff;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _notices = await StaffNoticesRig.StartAsync(azurite);

    public ValueTask DisposeAsync() => _notices?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Register_is_a_file_that_a_spreadsheet_opens_without_running_anything_in_it()
    {
        JsonObject breach = NoticeReports.Of("breach");
        breach["nature"] = "=HYPERLINK(\"http://evil.example\";\"x\")";
        breach["personCategories"] = "@SUM(1)";
        breach["dataCategories"] = "+1";
        breach["contact"] = "-1";
        breach["consequences"] = "\t=1";
        breach["measures"] = "een; \"twee\"\ndrie";
        string number = await ReportAsync("breach", breach);
        await Eventually.TrueAsync(
            "it is sent",
            async () =>
            {
                StaffAnswer notice = await Rig.SendAsync(StaffRole.Operator, "GET", $"staff/notices/breach/{number}", purpose: null);
                return notice.Json.GetProperty("state").GetString() == "sent";
            },
            Cancel);
        await ReportAsync("quality", NoticeReports.Of("quality"));
        await new TableClient(_notices!.Storage, "Notices").AddEntityAsync(new TableEntity("breach", "0") { ["State"] = "Lost" }, Cancel);

        StaffAnswer answer = await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/notices/register", purpose: null);

        Assert.Equal(200, answer.Status);
        Assert.Equal("text/csv; charset=utf-8", answer.Headers["Content-Type"]);
        Assert.StartsWith("attachment; filename=notices.csv", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), answer.Bytes[..3]);
        string[] lines = answer.Text.TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal(4, lines.Length);
        Assert.StartsWith(
            "kind;number;part;state;registeredAt;sentToProviderAt;sentToDovAt;deadline;authorityNotifiedAt;delayReason;", lines[0], StringComparison.Ordinal);
        Assert.StartsWith(
            $"breach;{number};;sent;2026-09-01T06:30:00Z;2026-09-01T06:30:00Z;2026-09-01T06:30:00Z;2026-09-04T06:00:00Z;;;;"
                + "2026-09-01T02:00:00Z;2026-09-01T05:30:00Z;2026-09-01T06:00:00Z;"
                + "\"'=HYPERLINK(\"\"http://evil.example\"\";\"\"x\"\")\";'@SUM(1);1200;'+1;1200;'-1;",
            lines[1], StringComparison.Ordinal);
        Assert.Contains(";\"een; \"\"twee\"\"\ndrie\";risk;undecided;", lines[1], StringComparison.Ordinal);
        Assert.Matches("'\t=1", lines[1]);
        Assert.Contains("Een school meldt dat leerlingen nog onder het vroegere nummer staan.;14;", lines[2], StringComparison.Ordinal);
        Assert.All(lines[1..3], line => Assert.DoesNotMatch("(^|;)\"?[=+@-]", line));
    }

    private async Task<string> ReportAsync(string kind, JsonObject report)
    {
        StaffAnswer answer = await Rig.SendAsync(
            StaffRole.Operator, "POST", $"staff/notices/{kind}", StaffRig.Json(report.ToJsonString()), purpose: null);
        Assert.True(answer.Status == 201, answer.ToString());
        return answer.Json.GetProperty("number").GetString()!;
    }
}
