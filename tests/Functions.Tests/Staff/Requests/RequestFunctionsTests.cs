using System.Text.Json.Nodes;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Requests;

/// <summary>
/// The register of requests over HTTP: the requester is shown only on demand, and two editors don't overwrite each other's changes.
/// </summary>
public sealed class RequestFunctionsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Path = "staff/requests";
    private const string Marker = "Wolfraam";

    private StaffRig? _rig;

    private StaffRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await StaffRig.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Request_passes_all_steps_and_only_reading_with_a_purpose_shows_the_requester()
    {
        StaffAnswer registered = await PostAsync(Body());
        Assert.Equal(201, registered.Status);
        string number = registered.Json.GetProperty("number").GetString()!;
        List<StaffAnswer> answers =
        [
            registered,
            await ChangeAsync("POST", number, "extension", new JsonObject { ["reason"] = $"Veel vragen van {Marker}." }),
            await ChangeAsync("PUT", number, "decision", new JsonObject { ["outcome"] = "granted", ["reason"] = $"{Marker} is de ouder." }),
            await ChangeAsync("PUT", number, "answer", new JsonObject { ["sentAt"] = "2026-09-01T06:00:00Z", ["text"] = $"brief aan {Marker}" }),
            await Rig.SendAsync(StaffRole.Dpo, "GET", Path, purpose: null),
        ];

        Assert.Equal([201, 200, 200, 200, 200], answers.Select(answer => answer.Status));
        Assert.Equal(["\"1\"", "\"2\"", "\"3\"", "\"4\""], answers.Take(4).Select(answer => answer.Headers["ETag"]));
        Assert.All(answers, answer => Assert.DoesNotContain(Marker, answer.Text, StringComparison.Ordinal));
        Assert.Equal("2026-10-01", registered.Json.GetProperty("dueOn").GetString());
        Assert.Equal(30, registered.Json.GetProperty("daysLeft").GetInt32());
        Assert.Equal("2026-12-01", answers[1].Json.GetProperty("dueOn").GetString());
        Assert.False(answers[3].Json.TryGetProperty("daysLeft", out _));

        StaffAnswer whole = await Rig.SendAsync(
            StaffRole.Dpo, "GET", $"{Path}/{number}", purpose: "nazicht van de verzoeken", purposeKind: "officer-check");
        Assert.Equal((200, "\"4\""), (whole.Status, whole.Headers["ETag"]));
        Assert.Equal($"{Marker} Ouder", whole.Json.GetProperty("requester").GetProperty("name").GetString());
        Assert.Equal($"brief aan {Marker}", whole.Json.GetProperty("answer").GetProperty("text").GetString());
        Assert.Equal(
            ["registered", "extended", "decided", "answered"],
            whole.Json.GetProperty("summary").GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()));
        PrivacyLogEntry look = Assert.Single(await Rig.Host.PrivacyLog.ReadLatestAsync(100, Cancel), entry => entry.Action == "request-read");
        Assert.Equal(
            ("nazicht van de verzoeken", "officer-check", number, StaffRig.ObjectIdOf(StaffRole.Dpo)),
            (look.Purpose, look.PurposeKind, look.Reason, look.Actor));
        Assert.DoesNotContain(Marker, Rig.Host.Logs.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editor_who_read_an_older_version_changes_nothing()
    {
        string number = (await PostAsync(Body())).Json.GetProperty("number").GetString()!;
        JsonObject refused = new() { ["outcome"] = "refused", ["reason"] = "Onbekend." }, granted = new() { ["outcome"] = "granted", ["reason"] = "In orde." };
        Assert.Equal(200, (await ChangeAsync("PUT", number, "decision", refused, "\"1\"")).Status);

        foreach (string stale in new[] { "\"1\"", "\"0\"", "W/\"2\"", "2", "\"x\"", "\"2\", \"1\"" })
            Assert.Equal("412 request-changed", (await ChangeAsync("PUT", number, "decision", granted, stale)).ToString());
        foreach (string? unread in new[] { null, "*" })
        {
            StaffAnswer answer = await ChangeAsync("PUT", number, "decision", granted, unread);
            Assert.Equal("409 step-not-possible", answer.ToString());
            Assert.Equal("decision", answer.Json.GetProperty("faults")[0].GetProperty("field").GetString());
        }

        Assert.Equal("granted", (await ChangeAsync("PUT", number, "decision", granted, "\"2\"")).Json.GetProperty("decision").GetString());
    }

    [Fact]
    public async Task Request_posted_again_with_its_key_is_one_request()
    {
        JsonObject other = Body();
        other["kind"] = "erasure";

        StaffAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(Body(), "key-1")));

        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Equal("422 idempotency-key-reused", (await PostAsync(other, "key-1")).ToString());
        Assert.Equal(201, (await PostAsync(other, "key-2")).Status);
        Assert.Equal(2, (await Rig.SendAsync(StaffRole.Privacy, "GET", Path, purpose: null)).Json.GetArrayLength());
    }

    [Fact]
    public async Task Faults_name_every_field_and_no_value()
    {
        JsonObject body = new()
        {
            ["receivedOn"] = "2026-09-02",
            ["requester"] = new JsonObject { ["name"] = " ", ["contact"] = Marker },
            ["identity"] = new JsonObject { ["check"] = "other" },
        };

        StaffAnswer answer = await PostAsync(body);

        Assert.Equal("422 values-invalid", answer.ToString());
        Assert.Equal(
            ["identity.note", "kind", "receivedOn", "requester.name"],
            answer.Json.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("field").GetString()).Order());
        Assert.DoesNotContain(Marker, answer.Text, StringComparison.Ordinal);
        body["identity"] = new JsonObject { ["check"] = "school", ["copy"] = "data:image/png" };
        Assert.Equal("400 body-invalid", (await PostAsync(body)).ToString());
    }

    [Fact]
    public async Task List_is_of_the_open_or_of_the_closed_requests()
    {
        string open = (await PostAsync(Body())).Json.GetProperty("number").GetString()!;
        string closed = (await PostAsync(Body())).Json.GetProperty("number").GetString()!;
        await ChangeAsync("PUT", closed, "decision", new JsonObject { ["outcome"] = "refused", ["reason"] = "Onbekend." });
        await ChangeAsync("PUT", closed, "answer", new JsonObject { ["sentAt"] = "2026-09-01T06:00:00Z", ["text"] = "brief 12" });

        Assert.Equal([open], await NumbersAsync("?state=open"));
        Assert.Equal([closed], await NumbersAsync("?state=closed"));
        Assert.Equal(2, (await NumbersAsync("")).Length);
        Assert.Equal("400 state-unknown", (await Rig.SendAsync(StaffRole.Privacy, "GET", $"{Path}?state=late", purpose: null)).ToString());
        Assert.Equal("404 not-found", (await Rig.SendAsync(StaffRole.Privacy, "GET", $"{Path}/01K42TP6J8Q5V0D3W7Z9X1C4BN")).ToString());
    }

    private static JsonObject Body() => new()
    {
        ["kind"] = "access",
        ["receivedOn"] = "2026-09-01",
        ["requester"] = new JsonObject { ["name"] = $"{Marker} Ouder", ["contact"] = $"{Marker}@voorbeeld.example" },
        ["identity"] = new JsonObject { ["check"] = "representative", ["note"] = $"{Marker} kwam langs" },
        ["description"] = $"{Marker} wil weten wat bewaard is.",
    };

    private Task<StaffAnswer> PostAsync(JsonObject body, string? key = null) =>
        Rig.SendAsync(StaffRole.Privacy, "POST", Path, StaffRig.Json(body.ToJsonString()), purpose: null, key: key);

    private Task<StaffAnswer> ChangeAsync(string method, string number, string step, JsonObject body, string? ifMatch = null) =>
        Rig.SendAsync(StaffRole.Privacy, method, $"{Path}/{number}/{step}", StaffRig.Json(body.ToJsonString()), purpose: null, ifMatch: ifMatch);

    private async Task<string[]> NumbersAsync(string query) =>
        [.. (await Rig.SendAsync(StaffRole.Dpo, "GET", $"{Path}{query}", purpose: null)).Json.EnumerateArray()
            .Select(request => request.GetProperty("number").GetString()!)];
}
