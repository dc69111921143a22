using System.Text.Json;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff;

/// <summary>Staff see no personal data until they accept the text on confidentiality (protocol, article 6), over HTTP.</summary>
public sealed class ConfidentialityFunctionTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Address = "staff/confidentiality";

    private StorageProxy? _storage;
    private StaffRig? _rig;

    private StorageProxy Storage => _storage!;

    private StaffRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await StorageProxy.StartAsync(azurite.NewAccount());
        _rig = await StaffRig.StartAsync(azurite, _storage.ConnectionString, accepts: false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_storage is not null)
            await _storage.DisposeAsync();
    }

    [Fact]
    public async Task Only_addresses_with_personal_data_need_an_acceptance()
    {
        foreach (StaffOperation operation in StaffTable.All.Where(operation => operation.Function != "AcceptConfidentiality"))
        {
            foreach (StaffRole role in operation.Admits)
            {
                StaffAnswer answer = await SendAsync(operation, role);
                Assert.True(
                    operation.NeedsPurpose == (answer is { Status: 403, Problem: "confidentiality-not-accepted" }), $"{operation.Function}, {role}: {answer}");
            }
        }

        // No data were read, so the log has no entry.
        Assert.Empty(await Rig.Host.PrivacyLog.ReadLatestAsync(100, Cancel));
        foreach (StaffRole role in StaffRig.Persons)
            Assert.Equal(200, (await AcceptAsync(role, "standard-2")).Status);

        foreach (StaffOperation operation in StaffTable.All.Where(operation => operation.NeedsPurpose))
        {
            foreach (StaffRole role in operation.Admits)
            {
                StaffAnswer answer = await SendAsync(operation, role);
                Assert.True(answer.Status is not (401 or 403) and < 500, $"{operation.Function}, {role}: {answer}");
            }
        }
    }

    [Fact]
    public async Task Refusal_says_what_to_do_and_says_nothing_before_role_and_purpose_are_right()
    {
        StaffOperation lookup = StaffTable.All.Single(operation => operation.Function == "LookUpStudent");

        StaffAnswer refused = await SendAsync(lookup, StaffRole.Privacy);
        string title = refused.Json.GetProperty("title").GetString()!;
        Assert.Contains("GET staff/confidentiality", title, StringComparison.Ordinal);
        Assert.Contains("PUT staff/confidentiality", title, StringComparison.Ordinal);

        Assert.Equal("403 forbidden", (await SendAsync(lookup, StaffRole.Operator)).ToString());
        Assert.Equal("400 purpose-missing", (await SendAsync(lookup, StaffRole.Privacy, purpose: null)).ToString());
    }

    [Fact]
    public async Task Text_is_read_and_accepted_and_the_acceptance_ends_after_a_year()
    {
        StaffOperation lookup = StaffTable.All.Single(operation => operation.Function == "LookUpStudent");
        StaffAnswer before = await ReadAsync(StaffRole.Privacy);
        Assert.Equal("null null False", State(before));
        Assert.StartsWith("Ik gebruik gegevens van leerlingen", before.Json.GetProperty("text").GetString(), StringComparison.Ordinal);

        StaffAnswer accepted = await AcceptAsync(StaffRole.Privacy, before.Json.GetProperty("version").GetString()!);

        Assert.Equal((200, "\"2026-09-01T06:30:00Z\" \"2027-09-01\" True"), (accepted.Status, State(accepted)));
        Assert.Equal(State(accepted), State(await ReadAsync(StaffRole.Privacy)));
        Assert.Equal("null null False", State(await ReadAsync(StaffRole.AccessControl)));
        Assert.Equal("404 nothing-kept", (await SendAsync(lookup, StaffRole.Privacy)).ToString());
        Assert.Contains(
            $"{StaffRig.ObjectIdOf(StaffRole.Privacy)} accepted version standard-2 of the text on confidentiality",
            Rig.Host.Logs.Entries.Where(entry => entry.EventId.Id == 9011).Select(entry => entry.Message));

        Rig.Clock.SetUtcNow(new DateTimeOffset(2027, 9, 1, 22, 0, 0, TimeSpan.Zero));
        Assert.Equal("403 confidentiality-not-accepted", (await SendAsync(lookup, StaffRole.Privacy)).ToString());
        Assert.Equal("\"2026-09-01T06:30:00Z\" \"2027-09-01\" False", State(await ReadAsync(StaffRole.Privacy)));
    }

    [Theory]
    [InlineData("""{"version":"standard-0"}""", "409 version-not-current", "must be standard-2, the current version")]
    [InlineData("{}", "422 values-invalid", "is missing; get the current version and its text")]
    [InlineData("""{"version":null}""", "422 values-invalid", "is missing")]
    [InlineData("""{"version":1}""", "400 body-invalid", null)]
    [InlineData("""{"version":"standard-2","for":"somebody else"}""", "400 body-invalid", null)]
    public async Task Acceptance_of_another_version_is_refused_with_advice(string body, string problem, string? fault)
    {
        StaffAnswer answer = await Rig.SendAsync(StaffRole.Privacy, "PUT", Address, StaffRig.Json(body), purpose: null);

        Assert.Equal(problem, answer.ToString());
        JsonElement found = Assert.Single(answer.Json.GetProperty("faults").EnumerateArray());
        if (fault is not null)
            Assert.StartsWith(fault, found.GetProperty("fault").GetString(), StringComparison.Ordinal);
        Assert.Equal("null null False", State(await ReadAsync(StaffRole.Privacy)));
    }

    [Fact]
    public async Task Nothing_is_shown_while_storage_does_not_answer()
    {
        Assert.Equal(200, (await AcceptAsync(StaffRole.Privacy, "standard-2")).Status);
        Storage.Intercept = request => request.Contains("Acknowledgements", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        StaffOperation lookup = StaffTable.All.Single(operation => operation.Function == "LookUpStudent");

        StaffAnswer answer = await SendAsync(lookup, StaffRole.AccessControl);

        Assert.Equal("503 unavailable", answer.ToString());
        Assert.Equal("30", answer.Headers["Retry-After"]);
        Assert.Contains(Rig.Host.Logs.Entries, entry => entry.EventId.Id == 9003);
        Assert.Empty(await Rig.Host.PrivacyLog.ReadLatestAsync(100, Cancel));
    }

    private static string State(StaffAnswer answer)
    {
        JsonElement json = answer.Json;
        return $"{json.GetProperty("acceptedAt").GetRawText()} {json.GetProperty("goodUntil").GetRawText()} {json.GetProperty("isAccepted").GetBoolean()}";
    }

    private Task<StaffAnswer> ReadAsync(StaffRole role) => Rig.SendAsync(role, "GET", Address, purpose: null);

    private Task<StaffAnswer> AcceptAsync(StaffRole role, string version) =>
        Rig.SendAsync(role, "PUT", Address, StaffRig.Json($$"""{"version":"{{version}}"}"""), purpose: null);

    private Task<StaffAnswer> SendAsync(StaffOperation operation, StaffRole role, string? purpose = "test") =>
        Rig.SendAsync(role, operation.Method, operation.Path, operation.Content(), purpose);
}
