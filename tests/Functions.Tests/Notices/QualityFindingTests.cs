using System.Text.Json.Nodes;
using LeerId.Functions.Notices;
using LeerId.Notices;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests.Notices;

/// <summary>Faults in the data that a sign-in finds (protocol, article 7).</summary>
public sealed class QualityFindingTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private StorageProxy? _storage;
    private ScriptedAcm? _acm;
    private ScriptedMailServer? _mail;
    private SignInRig? _rig;
    private NoticeRegister? _register;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = SignInRig.NewClock();
        _storage = await StorageProxy.StartAsync(azurite.NewAccount());
        _acm = await ScriptedAcm.StartAsync(SignInRig.ClientId, clock);
        _mail = await ScriptedMailServer.StartAsync();
        _rig = await SignInRig.StartAsync(
            _storage.ConnectionString,
            clock,
            new Dictionary<string, string?>(NoticeRig.Settings("127.0.0.1", _mail.Port))
            {
                ["Acm:Issuer"] = _acm.Issuer,
                ["Acm:AgreedClaims"] = " ov_orgnaam  zoneinfo",
                ["Notices:DeadlineSchedule"] = "0 0 0 1 1 *",
                ["Notices:RequeueSchedule"] = "0 0 0 1 1 *",
            },
            Cancel);
        _register = _rig.Host.Services.GetRequiredService<NoticeRegister>();
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_mail is not null)
            await _mail.DisposeAsync();
        if (_acm is not null)
            await _acm.DisposeAsync();
        if (_storage is not null)
            await _storage.DisposeAsync();
    }

    [Theory]
    [InlineData("given_name", null, true, "voornaam-ontbreekt", "Voornaam")]
    [InlineData("family_name", """ "" """, true, "naam-ontbreekt", "Naam")]
    [InlineData("family_name", """ "a\u0007" """, false, "naam-misvormd", "Naam")]
    [InlineData("given_name", """ ["a", "b"] """, false, "voornaam-misvormd", "Voornaam")]
    [InlineData("ov_account_uuid", null, true, "account-uuid-ontbreekt", "Account_uuid")]
    [InlineData("ov_account_uuid", """ "5c21acc0" """, false, "account-uuid-misvormd", "Account_uuid")]
    [InlineData("ov_leerid_uuid", """ ["nonsense"] """, false, "leer-id-uuid-misvormd", "Leer_id_uuid")]
    [InlineData("ov_historiek_account_uuid", """ ["nonsense"] """, false, "historiek-account-uuid-misvormd", "Historiek_account_uuid")]
    [InlineData(
        "ov_historiek_account_uuid", """ ["5c21acc0-0000-4000-8000-000000000001"] """, true, "historiek-bevat-huidige-account", "Historiek_account_uuid")]
    [InlineData("ov_orgcode", null, false, "instellingsnummer-ontbreekt", "Instellingsnummer")]
    [InlineData("ov_orgcode", """ "12345" """, false, "instellingsnummer-misvormd", "Instellingsnummer")]
    [InlineData("rrn", """ "99999999999" """, true, "overbodig-rrn-959949cf", "rrn")]
    public async Task Finding_is_a_notice_at_once_that_names_the_data_and_no_value(string claim, string? value, bool granted, string code, string data)
    {
        _acm!.Claims = _ =>
        {
            JsonObject claims = ScriptedAcm.Pupil();
            claims.Remove(claim);
            if (value is not null)
                claims[claim] = JsonNode.Parse(value);
            return claims;
        };

        Answer answer = await SignInAsync();

        Assert.Equal(granted, answer.Code is not null);
        await Eventually.TrueAsync("both have it", async () => (await _mail!.MailsAsync()).Count == 2, Cancel);
        Notice notice = Assert.Single(await NoticesAsync());
        Assert.Equal($"20260901-{code}", notice.Reference.Number);
        Assert.Equal(data, ((QualityContent)notice.Content).Data);
        foreach (ReceivedMail mail in await _mail!.MailsAsync())
        {
            string all = mail.Text + mail.Message.Subject;
            Assert.Contains(data, all, StringComparison.Ordinal);
            Assert.DoesNotContain("99999999999", all, StringComparison.Ordinal);
            Assert.DoesNotContain("5c21", all, StringComparison.Ordinal);
            Assert.DoesNotContain("nonsense", all, StringComparison.Ordinal);
            Assert.DoesNotContain("Proef", all, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ov_leerid_uuid", "[]")]
    [InlineData("ov_orgcode", "[]")]
    [InlineData("ov_gebruikersnaam", "[]")]
    [InlineData("acr", "1")]
    [InlineData("sid", "\"x\"")]
    [InlineData("email", "null")]
    [InlineData("ov_orgnaam", "\"De Regenboog\"")]
    [InlineData("zoneinfo", "\"Europe/Brussels\"")]
    public async Task Correct_data_give_no_finding_and_need_no_storage_transaction(string claim, string value)
    {
        _acm!.Claims = _ =>
        {
            JsonObject claims = ScriptedAcm.Pupil();
            claims[claim] = JsonNode.Parse(value);
            return claims;
        };

        await SignInAsync();

        Assert.DoesNotContain(_storage!.Requests, request => request.Contains("Notices", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Claim_name_that_may_be_a_value_is_not_reported()
    {
        _acm!.Claims = _ =>
        {
            JsonObject claims = ScriptedAcm.Pupil();
            claims["rrn-99999999999"] = "x";
            return claims;
        };

        await SignInAsync();

        await Eventually.TrueAsync("there is a notice", async () => (await NoticesAsync()).Count == 1, Cancel);
        Assert.Equal("(onleesbaar)", ((QualityContent)(await NoticesAsync())[0].Content).Data);
    }

    [Fact]
    public async Task Ten_thousand_sign_ins_with_the_same_finding_are_one_notice_and_one_summary_with_the_count()
    {
        const int ThroughHttp = 50, Direct = 9_950;
        _acm!.Claims = _ =>
        {
            JsonObject claims = ScriptedAcm.Pupil();
            claims.Remove("given_name");
            return claims;
        };

        await Parallel.ForEachAsync(Enumerable.Range(0, ThroughHttp), Cancel, async (_, _) => Assert.NotNull((await SignInAsync()).Code));
        // Another instance on the same storage, as a scaled-out app has.
        QualityFindings own = _rig!.Host.Services.GetRequiredService<QualityFindings>();
        QualityFindingRows rows = _rig.Host.Services.GetRequiredService<QualityFindingRows>();
        using QualityFindings other = new(rows, _rig.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<QualityFindings>.Instance);
        await Parallel.ForAsync(0, Direct, Cancel, async (i, token) =>
        {
            QualityFindings instance = i % 2 == 0 ? own : other;
            instance.Add(new QualityFinding(QualityFault.Missing, "Voornaam"), []);
            if (i % 500 == 0)
                await instance.FlushAsync(token);
        });
        Assert.True(await other.FlushAsync(Cancel));

        Assert.True((await _rig.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
        Assert.Single(await NoticesAsync());

        // The sender leases the message for a time by this clock. If the clock moved now, another sender could take the message and mail it again.
        await Eventually.TrueAsync("the notice is sent", async () => (await NoticesAsync()).Single().State == NoticeState.Sent, Cancel);

        // In Brussels the day ends at 22:00 UTC.
        _rig.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 1, 21, 59, 59, TimeSpan.Zero));
        Assert.True((await _rig.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
        Assert.Single(await NoticesAsync());
        _rig.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 1, 22, 0, 0, TimeSpan.Zero));
        for (int run = 0; run < 2; run++)
            Assert.True((await _rig.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);

        await Eventually.TrueAsync("all is sent", async () => (await NoticesAsync()).All(notice => notice.State == NoticeState.Sent), Cancel);
        Assert.Equal(
            ["20260901-voornaam-ontbreekt", "20260901-voornaam-ontbreekt-10000x"], (await NoticesAsync()).Select(notice => notice.Reference.Number));
        IReadOnlyList<ReceivedMail> mails = await _mail!.MailsAsync();
        Assert.Equal(
            ["dpo@dov.example False", "dpo@dov.example True", "dpo@provider.example False", "dpo@provider.example True"],
            mails.Select(mail => $"{mail.To.Single()} {mail.Text.Contains("10.000 keer", StringComparison.Ordinal)}").Order());
    }

    [Fact]
    public async Task Finding_per_day_is_one_notice_per_day_and_a_single_finding_has_no_summary()
    {
        QualityFindings findings = _rig!.Host.Services.GetRequiredService<QualityFindings>();
        for (int day = 0; day < 3; day++)
        {
            findings.Add(new QualityFinding(QualityFault.Malformed, "Naam"), []);
            Assert.True((await _rig.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
            _rig.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.True((await _rig.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
        Assert.Equal(
            ["20260901-naam-misvormd", "20260902-naam-misvormd", "20260903-naam-misvormd"],
            (await NoticesAsync()).Select(notice => notice.Reference.Number));
    }

    [Fact]
    public async Task Storage_that_refuses_findings_blocks_no_pupil_and_loses_none()
    {
        _acm!.Claims = _ =>
        {
            JsonObject claims = ScriptedAcm.Pupil();
            claims["email"] = "x";
            return claims;
        };
        _storage!.Intercept = request => request.Contains("Notices", StringComparison.Ordinal) ? StorageProxy.Refuse : null;

        Assert.NotNull((await SignInAsync()).Code);
        await Eventually.TrueAsync("it was tried", () => _rig!.Logs.Entries.Any(entry => entry.EventId.Id == 4010), Cancel);
        Assert.NotNull((await SignInAsync()).Code);

        _storage.Intercept = _ => null;
        Assert.True((await _rig!.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
        Assert.Equal("email", ((QualityContent)Assert.Single(await NoticesAsync()).Content).Data);
        _rig.Clock.Advance(TimeSpan.FromDays(6));
        Assert.True((await _rig.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
        Assert.Equal(
            ["20260901-overbodig-email-82244417", "20260906-overbodige-gegevens-2x"], (await NoticesAsync()).Select(notice => notice.Reference.Number));
    }

    [Fact]
    public async Task A_known_superfluous_claim_has_a_summary_per_week_and_a_new_one_is_a_notice_at_once()
    {
        QualityFindings findings = _rig!.Host.Services.GetRequiredService<QualityFindings>();
        // From Tuesday 1 September to Sunday, every pupil has the same superfluous claim. From Thursday on there are two more claims with similar
        // names.
        for (int day = 1; day <= 6; day++)
        {
            for (int pupil = 0; pupil < 10; pupil++)
                findings.Add(new QualityFinding(QualityFault.Superfluous, ""), day < 3 ? ["email"] : ["email", "a.b", "a_b"]);
            Assert.True((await _rig.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
            Assert.Equal(day < 3 ? ["email"] : ["a.b", "a_b", "email"], await DataAsync());
            _rig.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.True((await _rig.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
        Notice summary = (await NoticesAsync())[^1];
        Assert.Equal("20260906-overbodige-gegevens-60x", summary.Reference.Number);
        Assert.Equal(("email, a.b, a_b", 60), (((QualityContent)summary.Content).Data, ((QualityContent)summary.Content).Count));
        Assert.EndsWith("Dit is het overzicht van de hele week.", ((QualityContent)summary.Content).Problem, StringComparison.Ordinal);

        // A known claim that occurs once in the next week gives no notice at once. The weekly summary reports it.
        findings.Add(new QualityFinding(QualityFault.Superfluous, ""), ["email"]);
        Assert.True((await _rig.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
        Assert.Equal(4, (await NoticesAsync()).Count);
        _rig.Clock.Advance(TimeSpan.FromDays(7));
        for (int run = 0; run < 2; run++)
            Assert.True((await _rig.Host.FireTimerAsync(nameof(RequeueNotices), Cancel))!.Succeeded);
        Assert.Equal("20260913-overbodige-gegevens-1x", (await NoticesAsync())[^1].Reference.Number);
        Assert.Equal(5, (await NoticesAsync()).Count);

        async Task<string?[]> DataAsync() =>
            [.. (await NoticesAsync()).Select(notice => ((QualityContent)notice.Content).Data).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Endless_new_claim_names_do_not_each_give_a_notice()
    {
        QualityFindings findings = _rig!.Host.Services.GetRequiredService<QualityFindings>();
        foreach (int[] names in Enumerable.Range(0, 300).Chunk(50))
        {
            findings.Add(new QualityFinding(QualityFault.Superfluous, ""), names.Select(name => $"claim{name}"));
            Assert.True(await findings.FlushAsync(Cancel));
        }

        Assert.Equal(100, (await NoticesAsync()).Count);
    }

    [Fact]
    public async Task Remaining_findings_are_written_when_the_host_stops()
    {
        QualityFindings findings = _rig!.Host.Services.GetRequiredService<QualityFindings>();
        findings.Add(new QualityFinding(QualityFault.Missing, "Naam"), []);
        await Eventually.TrueAsync("there is a notice", async () => (await NoticesAsync()).Count == 1, Cancel);
        // This finding falls within the pause after the first one, so it is written only when the host stops.
        findings.Add(new QualityFinding(QualityFault.Missing, "Voornaam"), []);

        await _rig.DisposeAsync();

        Assert.Equal(
            ["20260901-naam-ontbreekt", "20260901-voornaam-ontbreekt"], (await NoticesAsync()).Select(notice => notice.Reference.Number));
    }

    private async Task<Answer> SignInAsync()
    {
        using Browser browser = new();
        Answer start = await browser.GetAsync(_rig!.SignInAddress, Cancel);
        return await browser.GetAsync(
            _rig.At($"/acm/callback?code={start.LocationParameter("nonce")}&state={start.LocationParameter("state")}"), Cancel);
    }

    private Task<List<Notice>> NoticesAsync() => _register!.ListAsync(NoticeKind.Quality, Cancel).ToListAsync(Cancel).AsTask();
}
