using System.Text.Json;
using LeerId.Functions.Restrictions;
using LeerId.Functions.Tests.Staff.Disclosures;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Restrictions;

/// <summary>Restrictions and objections over HTTP.</summary>
public sealed class RestrictionFunctionTests(StudentsRig rig, AzuriteFixture azurite) : IClassFixture<StudentsRig>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restriction_is_placed_listed_and_lifted()
    {
        await rig.SignInAsync(400);

        StaffAnswer placed = await PlaceAsync(400, "accuracyContested", key: "restriction-400");
        StaffAnswer again = await PlaceAsync(400, "accuracyContested", key: "restriction-400");

        Assert.Equal((201, 201), (placed.Status, again.Status));
        Assert.Equal(placed.Text, again.Text);
        string id = placed.Json.GetProperty("id").GetString()!;
        JsonElement listed = await FindAsync(id, StaffRole.Dpo);
        Assert.Equal(placed.Json.GetRawText(), listed.GetRawText());
        Assert.Equal(("accuracyContested", 30), (listed.GetProperty("ground").GetString(), listed.GetProperty("daysLeft").GetInt32()));
        Assert.DoesNotContain("5c21", listed.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal((403, "refer-to-privacy"), Result(await rig.LookUpAsync(StudentsRig.ByLeerId(400), StaffRole.AccessControl)));
        Assert.Equal((409, "restricted"), Result(await rig.EraseAsync(StudentsRig.ByLeerId(400))));

        Assert.Equal((422, "values-invalid"), Result(await LiftAsync(id, """{"reason":"Nagekeken."}""")));
        Assert.Equal((422, "values-invalid"), Result(await LiftAsync(id, """{"toldAt":"2026-12-01T00:00:00Z","reason":"Nagekeken."}""")));
        Assert.Equal((409, "not-an-objection"), Result(await UpholdAsync(id)));
        StaffAnswer lifted = await LiftAsync(id, $$"""{"toldAt":"{{rig.Staff.Clock.GetUtcNow():O}}","reason":"Nagekeken."}""");
        Assert.Equal(200, lifted.Status);
        Assert.Equal("Nagekeken.", lifted.Json.GetProperty("lifted").GetProperty("reason").GetString());
        Assert.Equal((409, "restriction-lifted"), Result(await UpholdAsync(id)));
        Assert.Equal(200, (await rig.LookUpAsync(StudentsRig.ByLeerId(400), StaffRole.AccessControl)).Status);
    }

    [Fact]
    public async Task Upheld_objection_answers_with_the_proof_and_keeps_refusing_sign_ins_until_it_is_withdrawn()
    {
        await rig.SignInAsync(410);
        string id = (await PlaceAsync(410)).Json.GetProperty("id").GetString()!;

        StaffAnswer upheld = await UpholdAsync(id);

        Assert.True(upheld.Status == 200, upheld.ToString());
        Assert.Equal("objectionUpheld", upheld.Json.GetProperty("restriction").GetProperty("ground").GetString());
        JsonElement proof = upheld.Json.GetProperty("erasure");
        Assert.Equal((1, true), (proof.GetProperty("deleted").GetInt32(), proof.GetProperty("isAbsent").GetBoolean()));
        Assert.Equal(3, proof.GetProperty("proof").GetString()!.Split('.').Length);
        rig.Staff.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Null((await rig.SignInAsync(410)).Code);
        Assert.Null(await rig.FindAsync(410));

        Assert.Equal(200, (await LiftAsync(id, $$"""{"toldAt":"{{rig.Staff.Clock.GetUtcNow():O}}","reason":"Bezwaar ingetrokken."}""")).Status);
        rig.Staff.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.NotNull((await rig.SignInAsync(410)).Code);
    }

    [Fact]
    public async Task Request_that_can_not_be_read_or_is_not_allowed_restricts_nobody()
    {
        Assert.Equal((400, "body-invalid"), Result(await PlaceAsync(420, "no-ground")));
        Assert.Equal((422, "values-invalid"), Result(await PlaceAsync(420, "objectionUpheld")));
        Assert.Equal((404, "not-found"), Result(await UpholdAsync("01K42TP6J8Q5V0D3W7Z9X1C4BN")));
        Assert.Equal((404, "not-found"), Result(await LiftAsync("nonsense", """{"toldAt":"2026-09-01T06:30:00Z","reason":"x"}""")));
        StaffAnswer keyed = await rig.Staff.SendAsync(StaffRole.Privacy, "POST", "staff/restrictions/x/uphold", purpose: "nazicht", key: "a-key");
        Assert.Equal((400, "idempotency-key-not-taken"), Result(keyed));
        Assert.NotNull((await rig.SignInAsync(420)).Code);
    }

    [Fact]
    public async Task Nightly_run_logs_an_overdue_review_and_stores_its_record()
    {
        string id = (await PlaceAsync(430)).Json.GetProperty("id").GetString()!;
        await using StaffRig later = await StaffRig.StartAsync(
            azurite, rig.Account, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 10, 2, 0, 30, 0, TimeSpan.Zero)));

        Assert.True((await later.Host.Host.FireTimerAsync(nameof(ReviewRestrictions), Cancel))!.Succeeded);

        Assert.Contains(later.Host.Logs.Entries, entry => entry.EventId.Id == 9701 && entry.Message.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Disclosure_leaves_restricted_pupils_out_and_says_how_many()
    {
        await using DisclosureRig disclosures = await DisclosureRig.StartAsync(azurite, azurite.NewAccount());
        foreach (int pupil in new[] { 1, 2, 3 })
            await disclosures.AddPupilAsync(pupil, "012345");
        string body = $$"""{"leerIdUuid":"{{ScriptedAcm.LeerId(2)}}","ground":"objectionPending","reviewOn":"2026-10-01"}""";
        StaffAnswer placed = await disclosures.Staff.SendAsync(StaffRole.Privacy, "POST", "staff/restrictions", StaffRig.Json(body));
        Assert.True(placed.Status == 201, placed.ToString());

        string id = await disclosures.RequestAndWaitAsync();
        string[] lines = DisclosureRig.Lines(await disclosures.ReleaseAsync(id));

        Assert.Equal(2, lines.Length);
        Assert.DoesNotContain(lines, line => line.Contains(ScriptedAcm.LeerId(2).ToString(), StringComparison.OrdinalIgnoreCase));
        JsonElement release = (await disclosures.GetAsync(id)).GetProperty("disclosure").GetProperty("release");
        Assert.Equal((2, 1), (release.GetProperty("pupils").GetInt32(), release.GetProperty("restrictedLeftOut").GetInt32()));
        List<PrivacyLogEntry> entries = await disclosures.EntriesAsync(id);
        Assert.Equal(2, entries.Count);
    }

    [Fact]
    public async Task Pupil_who_is_restricted_while_a_disclosure_is_released_is_left_out_too()
    {
        string account = azurite.NewAccount();
        await using StorageProxy storage = await StorageProxy.StartAsync(account);
        await using DisclosureRig disclosures = await DisclosureRig.StartAsync(azurite, account, storage);
        foreach (int pupil in new[] { 1, 2 })
            await disclosures.AddPupilAsync(pupil, "012345");
        string id = await disclosures.RequestAndWaitAsync();
        int placed = 0;
        storage.Before = async request =>
        {
            // The entries of the privacy log are written after the pupils are read and before the file is created.
            if (!request.StartsWith("POST $batch", StringComparison.Ordinal) || Interlocked.Exchange(ref placed, 1) == 1)
                return;
            string body = $$"""{"leerIdUuid":"{{ScriptedAcm.LeerId(2)}}","ground":"objectionPending","reviewOn":"2026-10-01"}""";
            await disclosures.Staff.SendAsync(StaffRole.Privacy, "POST", "staff/restrictions", StaffRig.Json(body));
            disclosures.Clock.Advance(TimeSpan.FromSeconds(60));
        };

        string[] lines = DisclosureRig.Lines(await disclosures.ReleaseAsync(id));

        Assert.DoesNotContain(ScriptedAcm.LeerId(2).ToString(), Assert.Single(lines), StringComparison.OrdinalIgnoreCase);
        JsonElement release = (await disclosures.GetAsync(id)).GetProperty("disclosure").GetProperty("release");
        Assert.Equal((1, 1), (release.GetProperty("pupils").GetInt32(), release.GetProperty("restrictedLeftOut").GetInt32()));
    }

    private Task<StaffAnswer> PlaceAsync(int pupil, string ground = "objectionPending", string? key = null) => rig.Staff.SendAsync(
        StaffRole.Privacy, "POST", "staff/restrictions",
        StaffRig.Json($$"""
            {
              "leerIdUuid": "{{ScriptedAcm.LeerId(pupil)}}", "ground": "{{ground}}", "request": "01K42TP6J8Q5V0D3W7Z9X1C4BN",
              "reviewOn": "2026-10-01"
            }
            """), key: key);

    private Task<StaffAnswer> UpholdAsync(string id) => rig.Staff.SendAsync(StaffRole.Privacy, "POST", $"staff/restrictions/{id}/uphold");

    private Task<StaffAnswer> LiftAsync(string id, string body) => rig.PostAsync(StaffRole.Privacy, $"staff/restrictions/{id}/lift", body);

    private async Task<JsonElement> FindAsync(string id, StaffRole role)
    {
        StaffAnswer answer = await rig.Staff.SendAsync(role, "GET", "staff/restrictions", purpose: null);
        Assert.True(answer.Status == 200, answer.ToString());
        return Assert.Single(answer.Json.EnumerateArray(), restriction => restriction.GetProperty("id").GetString() == id);
    }

    private static (int Status, string? Problem) Result(StaffAnswer answer) => (answer.Status, answer.Problem);
}
