using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeerId.Functions.Notices;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Disclosures;

/// <summary>The conditions that prevent a disclosure, at its request and at its release.</summary>
public sealed class DisclosureConditionTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private DisclosureRig? _rig;

    private DisclosureRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _rig = await DisclosureRig.StartAsync(azurite, azurite.NewAccount(), proxy: null, ("Agreement:EndDate", "2026-12-01"));

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Request_that_meets_no_condition_is_refused_with_all_of_them_and_stores_nothing()
    {
        StaffAnswer answer = await Rig.PostAsync(StaffRole.Dpo, "staff/disclosures", []);

        Assert.Equal(422, answer.Status);
        Assert.Equal(
            [
                "receiver-key-invalid receiver.key", "receiver-missing receiver.name", "receiver-not-connected receiver.connectedToLeerId",
                "receiver-protocol-missing receiver.protocolReference", "receiver-protocol-missing receiver.protocolDate", "purpose-missing purpose",
                "compatibility-missing compatibility", "school-board-request-missing board.name", "school-board-request-missing board.requestReference",
                "school-board-request-missing board.requestDate", "schools-missing schools",
            ],
            DisclosureRig.Unmet(answer));
        Assert.Empty(await Rig.Disclosures.QueryAsync<TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.Empty(await Rig.Notices.QueryAsync<TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Request_for_schools_of_another_board_names_each_and_all_other_unmet_conditions()
    {
        await Rig.AddSchoolAsync("060606", board: null);
        await Rig.AddSchoolAsync("070707", until: new DateOnly(2026, 8, 31));
        JsonObject body = DisclosureRig.Body();
        body["purpose"] = " ";
        body["receiver"]!["protocolDate"] = "2026-09-02";
        body["schools"] = new JsonArray("012345", "055555", "060606", "070707", "080808", "22222");

        StaffAnswer answer = await Rig.PostAsync(StaffRole.AccessControl, "staff/disclosures", body);

        Assert.Equal(422, answer.Status);
        Assert.Equal(
            [
                "receiver-protocol-in-future receiver.protocolDate", "purpose-missing purpose", "school-number-invalid schools[5]",
                "school-without-contract 070707", "school-without-contract 080808", "school-not-of-board 055555", "school-not-of-board 060606",
            ],
            DisclosureRig.Unmet(answer));
    }

    [Fact]
    public async Task Body_of_another_form_is_refused()
    {
        foreach (string body in new[]
        {
            """{ "receiver": 5 }""", """{ "pupils": ["x"] }""", """{ "board": { "requestDate": "20 augustus" } }""",
            """{ "receiver": { "connectedToLeerId": "yes" } }""", """{ "purpose": "a", "purpose": "b" }""", """{ "purpose": "\ud800" }""", "[]", "null",
        })
        {
            StaffAnswer answer = await Rig.Staff.SendAsync(StaffRole.Dpo, "POST", "staff/disclosures", StaffRig.Json(body));
            Assert.True(answer is { Status: 400, Problem: "body-invalid" }, $"{body}: {answer}");
        }
    }

    [Fact]
    public async Task Release_checks_contract_and_board_again_and_names_all_unmet_conditions()
    {
        await Rig.AddPupilAsync(1, "012345");
        string id = await Rig.RequestAsync();
        await Rig.UntilDeliveredAsync(id);
        await Rig.AddSchoolAsync("012345", "Andere vzw");
        await Rig.AddSchoolAsync("030569", until: new DateOnly(2026, 8, 31));

        Assert.Equal(
            ["school-without-contract 030569", "school-not-of-board 012345", "waiting-period-running 2026-09-03T22:00:00Z"],
            DisclosureRig.Unmet(await Rig.ReleaseAsync(id)));
        Rig.Clock.SetUtcNow(DisclosureRig.OpensAt);
        Assert.Equal(["school-without-contract 030569", "school-not-of-board 012345"], DisclosureRig.Unmet(await Rig.ReleaseAsync(id)));
        Assert.Equal(
            ["school-without-contract 030569", "school-not-of-board 012345"],
            (await Rig.GetAsync(id)).GetProperty("unmet").EnumerateArray().Select(DisclosureRig.Text));

        await Rig.AddSchoolAsync("012345");
        await Rig.AddSchoolAsync("030569");
        Assert.Single(DisclosureRig.Lines(await Rig.ReleaseAsync(id)));
    }

    [Fact]
    public async Task Release_without_pupils_gives_and_logs_nothing()
    {
        await Rig.AddPupilAsync(1, "055555");
        string id = await Rig.RequestAndWaitAsync();

        Assert.Equal(["no-pupils"], DisclosureRig.Unmet(await Rig.ReleaseAsync(id)));

        Assert.Equal("requested", await Rig.StateAsync(id));
        Assert.Empty(await Rig.EntriesAsync(id));
    }

    [Fact]
    public async Task Withdrawn_disclosure_is_never_released_and_a_released_one_not_withdrawn()
    {
        await Rig.AddPupilAsync(1, "012345");
        string withdrawn = await Rig.RequestAsync();
        string released = await Rig.RequestAsync();
        await Rig.UntilDeliveredAsync(withdrawn);
        await Rig.UntilDeliveredAsync(released);
        Assert.Equal(["reason-missing reason"], DisclosureRig.Unmet(await Rig.WithdrawAsync(withdrawn, " ")));
        StaffAnswer answer = await Rig.WithdrawAsync(withdrawn, "Het schoolbestuur ziet ervan af.");
        Assert.Equal(200, answer.Status);
        Assert.Equal(
            """{"at":"2026-09-01T06:30:00Z","by":"00000002-0000-0000-0000-000000000001","reason":"Het schoolbestuur ziet ervan af."}""",
            answer.Json.GetProperty("withdrawal").GetRawText());
        Rig.Clock.SetUtcNow(DisclosureRig.OpensAt);

        Assert.Equal(["withdrawn"], DisclosureRig.Unmet(await Rig.ReleaseAsync(withdrawn)));
        Assert.Equal(["withdrawn"], DisclosureRig.Unmet(await Rig.WithdrawAsync(withdrawn)));
        Assert.Single(DisclosureRig.Lines(await Rig.ReleaseAsync(released)));
        Assert.Equal(["already-released"], DisclosureRig.Unmet(await Rig.WithdrawAsync(released)));
        StaffAnswer list = await Rig.Staff.SendAsync(StaffRole.Dpo, "GET", "staff/disclosures", purpose: null);
        Assert.Equal(["withdrawn", "released"], list.Json.EnumerateArray().Select(disclosure => disclosure.GetProperty("state").GetString()).Order().Reverse());
    }

    [Fact]
    public async Task After_the_end_of_the_agreement_nothing_is_requested_or_released()
    {
        await Rig.AddPupilAsync(1, "012345");
        string id = await Rig.RequestAndWaitAsync();
        // Midnight of 1 December in Brussels.
        Rig.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 30, 23, 0, 0, TimeSpan.Zero));

        Assert.Equal(["agreement-ended"], DisclosureRig.Unmet(await Rig.ReleaseAsync(id)));
        Assert.Equal(["agreement-ended"], DisclosureRig.Unmet(await Rig.PostAsync(StaffRole.Dpo, "staff/disclosures", DisclosureRig.Body())));
    }

    [Fact]
    public async Task Invalid_number_is_not_found()
    {
        foreach (string id in new[] { "01K42TP6J8Q5V0D3W7Z9X1C4BN", "nothing", "x' or RowKey ne 'x" })
        {
            string path = Uri.EscapeDataString(id);
            Assert.Equal(404, (await Rig.Staff.SendAsync(StaffRole.Dpo, "GET", $"staff/disclosures/{path}")).Status);
            Assert.Equal(404, (await Rig.WithdrawAsync(path)).Status);
            Assert.Equal(404, (await Rig.ReleaseAsync(path)).Status);
        }
    }

    [Fact]
    public async Task Row_that_cannot_be_read_stops_neither_the_list_nor_another_disclosure()
    {
        string id = await Rig.RequestAsync();
        TableEntity row = await Rig.Disclosures.QueryAsync<TableEntity>(cancellationToken: Cancel).SingleAsync(Cancel);
        (string, object)[] faults = [("State", "Lost"), ("RequestedAt", "soon"), ("Pieces", 2), ("Content0", "{"u8.ToArray())];
        foreach ((string property, object value) in faults)
            await Rig.Disclosures.AddEntityAsync(new TableEntity(row) { RowKey = Ulid.NewUlid().ToString(), [property] = value }, Cancel);
        await Rig.Disclosures.AddEntityAsync(new TableEntity(row) { PartitionKey = "another" }, Cancel);

        StaffAnswer list = await Rig.Staff.SendAsync(StaffRole.Dpo, "GET", "staff/disclosures", purpose: null);

        Assert.Equal([id], list.Json.EnumerateArray().Select(disclosure => disclosure.GetProperty("id").GetString()));
        Assert.Equal(5, Rig.Logs.Entries.Count(entry => entry.EventId.Id == 9106));
        Assert.True((await Rig.Staff.Host.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
    }

    [Fact]
    public async Task Register_gives_back_what_was_requested_and_by_whom()
    {
        string id = await Rig.RequestAsync();

        System.Text.Json.JsonElement disclosure = (await Rig.GetAsync(id)).GetProperty("disclosure");

        JsonObject expected = DisclosureRig.Body();
        expected["schools"] = new JsonArray(
            new JsonObject { ["number"] = "012345", ["name"] = "Basisschool 012345" },
            new JsonObject { ["number"] = "030569", ["name"] = "Basisschool 030569" });
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(disclosure.GetProperty("terms").GetRawText())));
        Assert.Equal(StaffRig.ObjectIdOf(StaffRole.AccessControl), disclosure.GetProperty("requestedBy").GetString());
        Assert.Equal("2026-09-01T06:30:00Z", disclosure.GetProperty("requestedAt").GetString());
        Assert.Equal("uitgeverij-voorbeeld", (await Rig.Disclosures.QueryAsync<TableEntity>(cancellationToken: Cancel).SingleAsync(Cancel)).PartitionKey);
    }
}
