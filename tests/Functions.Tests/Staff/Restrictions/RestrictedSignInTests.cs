using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.Extensions.Configuration;

namespace LeerId.Functions.Tests.Staff.Restrictions;

/// <summary>Sign-ins of a restricted pupil, and the answers to an application about a pupil who was restricted after the sign-in.</summary>
public sealed class RestrictedSignInTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Neutral = "refer-to-privacy";

    private readonly StudentsRig _rig = new(azurite);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _rig.InitializeAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Restricted_pupil_is_refused_within_a_minute_on_every_instance_and_nothing_of_the_pupil_is_stored()
    {
        await using StorageProxy elsewhereStorage = await StorageProxy.StartAsync(_rig.Account);
        await using SignInRig elsewhere = await SignInRig.StartAsync(
            elsewhereStorage.ConnectionString, _rig.Staff.Clock, new Dictionary<string, string?>
            {
                ["Acm:Issuer"] = _rig.Acm.Issuer,
                ["Secrets:student-key"] = Secret("student-key"),
            },
            Cancel);
        Assert.NotNull((await _rig.SignInAsync(300)).Code);
        Assert.NotNull((await SignInAsync(elsewhere, 300)).Code);
        DateTimeOffset before = (await _rig.FindAsync(300))!.SignedInAt;

        await PlaceAsync(StudentsRig.ByLeerId(300));
        _rig.Staff.Clock.Advance(TimeSpan.FromSeconds(60));
        _rig.Storage.Requests.Clear();
        elsewhereStorage.Requests.Clear();
        Answer here = await _rig.SignInAsync(300), there = await SignInAsync(elsewhere, 300);

        foreach (Answer answer in new[] { here, there })
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, null, "30"), (answer.Status, answer.Code, answer.Headers["Retry-After"]));
            PrivacyLogEntry entry = Assert.Single(await FindAsync(answer.SupportCode));
            Assert.Equal(("refused", "restricted", "pupil"), (entry.Outcome, entry.Reason, entry.Actor));
            Assert.NotNull(entry.Student);
        }

        Assert.DoesNotContain(
            _rig.Storage.Requests.Concat(elsewhereStorage.Requests), request => request.Contains("Students", StringComparison.Ordinal));
        Assert.Equal(before, (await _rig.FindAsync(300))!.SignedInAt);
        // A classmate can sign in as before.
        Assert.NotNull((await _rig.SignInAsync(301)).Code);
    }

    [Fact]
    public async Task Sign_in_reads_no_storage_for_the_restrictions()
    {
        await PlaceAsync(StudentsRig.ByLeerId(302));
        _rig.Staff.Clock.Advance(TimeSpan.FromSeconds(60));
        await _rig.SignInAsync(303);
        _rig.Storage.Requests.Clear();

        Assert.NotNull((await _rig.SignInAsync(303)).Code);
        Assert.Equal(2, _rig.Storage.Requests.Count);
        _rig.Storage.Requests.Clear();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _rig.SignInAsync(302)).Status);
        Assert.Equal(["POST PrivacyLog"], _rig.Storage.Requests);
    }

    [Fact]
    public async Task Page_of_a_restricted_pupil_equals_that_of_a_fault_except_for_the_code()
    {
        await PlaceAsync(StudentsRig.ByLeerId(310));
        _rig.Staff.Clock.Advance(TimeSpan.FromSeconds(60));

        Answer restricted = await _rig.SignInAsync(310);
        _rig.Storage.Intercept = request => request.StartsWith("PUT Students(", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        Answer fault = await _rig.SignInAsync(311);

        Assert.Equal("storage-unavailable", Assert.Single(await FindAsync(fault.SupportCode)).Reason);
        Assert.Equal(fault.Status, restricted.Status);
        Assert.Equal(Without(fault), Without(restricted));
        Assert.Equal(Headers(fault), Headers(restricted));

        static string Without(Answer answer) => answer.Body.Replace(answer.SupportCode!, "CODE", StringComparison.Ordinal);

        // Set-Cookie is left out, because the cookie that it deletes is named after its sign-in.
        static string[] Headers(Answer answer) => [.. answer.Headers.Where(header => header.Key is not ("Date" or "Set-Cookie"))
            .Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Only_privacy_and_the_officer_learn_from_the_code_that_a_right_was_exercised()
    {
        await PlaceAsync(StudentsRig.ByLeerId(320));
        _rig.Staff.Clock.Advance(TimeSpan.FromSeconds(60));
        string code = (await _rig.SignInAsync(320)).SupportCode!;

        JsonElement officer = await ResolveAsync(StaffRole.Dpo);
        Assert.Equal("restricted", officer.GetProperty("reason").GetString());
        Assert.Contains("beperk", officer.GetProperty("explanation").GetString(), StringComparison.Ordinal);

        JsonElement keeper = await ResolveAsync(StaffRole.Operator);
        Assert.Equal(Neutral, keeper.GetProperty("reason").GetString());
        Assert.Equal("Verwijs door naar de privacydienst.", keeper.GetProperty("nextStep").GetString());
        Assert.Equal(officer.GetProperty("page").GetString(), keeper.GetProperty("page").GetString());
        foreach (string word in new[] { "restricted", "beperk", "bezwaar", "artikel" })
            Assert.DoesNotContain(word, keeper.GetRawText(), StringComparison.OrdinalIgnoreCase);
        // The log lines, which operators read, don't contain the reason either.
        string[] lines = [.. _rig.Host.Logs.Entries.Where(entry => entry.AllText.Contains(code, StringComparison.Ordinal)).Select(entry => entry.AllText)];
        Assert.Contains(lines, line => line.Contains(Neutral, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("restricted", StringComparison.OrdinalIgnoreCase));

        async Task<JsonElement> ResolveAsync(StaffRole role)
        {
            StaffAnswer answer = await _rig.PostAsync(role, "staff/support-codes/resolve", $$"""{"code":"{{code}}"}""");
            Assert.True(answer.Status == 200, answer.ToString());
            return answer.Json.GetProperty("entries")[0];
        }
    }

    [Fact]
    public async Task Restriction_of_an_account_holds_at_the_sign_in_of_the_identified_pupil_and_the_other_way_round()
    {
        await _rig.SignInAsync(330, claims => (claims["ov_leerid_uuid"], claims["ov_account_uuid"]) = (new JsonArray(), StudentsRig.Uuid(390)));
        await _rig.SignInAsync(331, claims => claims["ov_historiek_account_uuid"] = new JsonArray(StudentsRig.Uuid(391)));
        await PlaceAsync(StudentsRig.ByAccount(390));
        await PlaceAsync(StudentsRig.ByLeerId(331));
        _rig.Staff.Clock.Advance(TimeSpan.FromSeconds(60));

        Answer identified = await _rig.SignInAsync(330, claims => claims["ov_historiek_account_uuid"] = new JsonArray(StudentsRig.Uuid(390)));
        Answer account = await _rig.SignInAsync(
            331, claims => (claims["ov_leerid_uuid"], claims["ov_account_uuid"]) = (new JsonArray(), StudentsRig.Uuid(391)));

        Assert.Equal("restricted", Assert.Single(await FindAsync(identified.SupportCode)).Reason);
        Assert.Equal("restricted", Assert.Single(await FindAsync(account.SupportCode)).Reason);
        // The snapshot under the account still exists, and there is none under the pupil.
        Assert.Null(await _rig.FindAsync(330));
    }

    [Fact]
    public async Task Application_gets_no_tokens_and_no_claims_of_a_pupil_who_was_restricted_after_the_sign_in()
    {
        // The list is refreshed now, so it doesn't contain the new restriction until it is a minute old.
        _rig.Staff.Clock.Advance(TimeSpan.FromSeconds(60));
        await _rig.SignInAsync(342);
        await PlaceAsync(StudentsRig.ByLeerId(340));
        await PlaceAsync(StudentsRig.ByLeerId(341));
        _rig.Staff.Clock.Advance(TimeSpan.FromSeconds(29));
        string? code = (await _rig.SignInAsync(340)).Code;
        JsonAnswer tokens = await _rig.Host.Application.RedeemAsync((await _rig.SignInAsync(341)).Code, Cancel);
        string accessToken = tokens.Json.GetProperty("access_token").GetString()!;
        _rig.Staff.Clock.Advance(TimeSpan.FromSeconds(31));

        JsonAnswer exchanged = await _rig.Host.Application.RedeemAsync(code, Cancel);
        JsonAnswer claims = await _rig.Host.Application.UserinfoAsync(accessToken, Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (exchanged.Status, exchanged.Error));
        Assert.Equal(HttpStatusCode.Unauthorized, claims.Status);
        Assert.Contains("invalid_token", claims.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("restrict", claims.Headers.WwwAuthenticate.ToString(), StringComparison.OrdinalIgnoreCase);
        StudentKey key = (await _rig.Host.Keys.ForAsync(new Student { LeerIdUuid = ScriptedAcm.LeerId(340) }, Cancel)).Own;
        Assert.DoesNotContain(await _rig.EntriesAsync("release"), entry => entry.Student == key);
    }

    [Fact]
    public async Task Nobody_can_sign_in_until_the_restrictions_have_been_read()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.NewAccount());
        storage.Intercept = request => request.StartsWith("GET Restrictions", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        await using SignInRig host = await SignInRig.StartAsync(
            storage.ConnectionString, _rig.Staff.Clock, new Dictionary<string, string?> { ["Acm:Issuer"] = _rig.Acm.Issuer }, Cancel);

        Answer refused = await SignInAsync(host, 350);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, null), (refused.Status, refused.Code));
        Assert.DoesNotContain(storage.Requests, request => request.StartsWith("PUT Students(", StringComparison.Ordinal));

        storage.Intercept = _ => null;
        _rig.Staff.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.NotNull((await SignInAsync(host, 350)).Code);
    }

    private string? Secret(string name) => _rig.Staff.Get<IConfiguration>()[$"Secrets:{name}"];

    private async Task PlaceAsync(string pupil)
    {
        JsonObject body = JsonNode.Parse(pupil)!.AsObject();
        (body["ground"], body["reviewOn"]) = ("objectionPending", "2026-10-01");
        StaffAnswer answer = await _rig.PostAsync(StaffRole.Privacy, "staff/restrictions", body.ToJsonString());
        Assert.True(answer.Status == 201, answer.ToString());
    }

    private async Task<List<PrivacyLogEntry>> FindAsync(string? code)
    {
        Assert.True(SupportCode.TryParse(code, out SupportCode parsed));
        return await _rig.Host.FindAsync(parsed, Cancel);
    }

    private async Task<Answer> SignInAsync(SignInRig host, int pupil)
    {
        _rig.Acm.Claims = _ => ScriptedAcm.Pupil(pupil);
        using Browser browser = new();
        Answer start = await browser.GetAsync(host.SignInAddress, Cancel);
        return await browser.GetAsync(host.At($"/acm/callback?code={start.LocationParameter("nonce")}&state={start.LocationParameter("state")}"), Cancel);
    }
}
