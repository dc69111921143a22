using System.Diagnostics;
using System.Text.Json.Nodes;
using LeerId.Functions.Tests.Staff.Disclosures;
using LeerId.Functions.Tests.Staff.Notices;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff;

/// <summary>When storage answers that it is busy, staff get an answer within ten seconds, whatever wait storage asks for.</summary>
public sealed class StaffOutageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // The bodies in the staff table are refused before storage is asked.
    private static readonly Dictionary<string, JsonObject> Bodies = new()
    {
        ["ReportBreach"] = NoticeReports.Of("breach"),
        ["ReportQuality"] = NoticeReports.Of("quality"),
        ["ReportChange"] = NoticeReports.Of("change"),
        ["RequestDisclosure"] = DisclosureRig.Body(),
        ["ReportStudentQuality"] = NoticeReports.Of("pupil"),
        ["ReportSharing"] = NoticeReports.Of("sharing"),
        ["RecordDovProcessors"] = new() { ["date"] = "2026-09-01", ["processors"] = new JsonArray() },
        ["ConfirmDestruction"] = new() { ["endDate"] = "2026-08-31" },
        ["RecordRequest"] = new JsonObject
        {
            ["kind"] = "access",
            ["receivedOn"] = "2026-08-31",
            ["requester"] = new JsonObject { ["name"] = "Ouder Voorbeeld", ["contact"] = "ouder@voorbeeld.example" },
            ["identity"] = new JsonObject { ["check"] = "school" },
        },
        ["PlaceRestriction"] = new JsonObject
        {
            ["leerIdUuid"] = "5c21b7ed-0000-4000-8000-000000000001",
            ["ground"] = "objectionPending",
            ["reviewOn"] = "2026-10-01",
        },
    };

    private StorageProxy? _storage;
    private StaffRig? _rig;

    private StorageProxy Storage => _storage!;

    private StaffRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await StorageProxy.StartAsync(azurite.NewAccount());
        // Without an end date there is nothing to confirm or cancel, and storage would not be asked.
        _rig = await StaffRig.StartAsync(
            azurite, _storage.ConnectionString, settings: new Dictionary<string, string?> { ["Agreement:EndDate"] = "2026-08-31" });
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_storage is not null)
            await _storage.DisposeAsync();
    }

    [Theory]
    [InlineData("60")]
    [InlineData("4")]
    [InlineData("Wed, 01 Jan 2098 00:00:00 GMT")]
    public async Task Every_address_answers_within_ten_seconds_when_storage_is_busy(string retryAfter)
    {
        Storage.Intercept = _ => StorageProxy.Busy(retryAfter);
        (StaffOperation Operation, StaffAnswer Answer, TimeSpan Took)[] answers = await Task.WhenAll(StaffTable.All.Select(SendAsync));

        Assert.All(answers, it =>
        {
            Assert.True(it.Answer.Status == 503, $"{it.Operation.Function}: {it.Answer}");
            Assert.True(it.Took < Limit, $"{it.Operation.Function} took {it.Took}");
        });

        async Task<(StaffOperation, StaffAnswer, TimeSpan)> SendAsync(StaffOperation operation)
        {
            long start = Stopwatch.GetTimestamp();
            using HttpContent? content = Bodies.TryGetValue(operation.Function, out JsonObject? body)
                ? StaffRig.Json(body.ToJsonString()) : operation.Content();
            StaffAnswer answer = await Rig.SendAsync(operation.Admits[0], operation.Method, operation.Path, content, ifMatch: operation.IfMatch);
            return (operation, answer, Stopwatch.GetElapsedTime(start));
        }
    }

    [Fact]
    public async Task Short_wait_that_storage_asks_for_is_respected()
    {
        await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/notices", purpose: null);
        int asked = 0;
        Storage.Intercept = _ => Interlocked.Increment(ref asked) == 1 ? StorageProxy.Busy("1") : null;

        long start = Stopwatch.GetTimestamp();
        StaffAnswer answer = await Rig.SendAsync(StaffRole.Dpo, "GET", "staff/notices?kind=breach", purpose: null);

        Assert.Equal((200, 2), (answer.Status, asked));
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(1), Limit);
    }
}
