using System.Net;
using LeerId.Functions.Retention;
using LeerId.Functions.Tests.Notices;
using LeerId.Functions.Tests.SignIn;
using LeerId.Hosting;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Retention;

/// <summary>The end of the agreement (protocol, article 11).</summary>
public sealed class TerminationTests(AzuriteFixture azurite)
{
    // The agreement has ended from the moment at which 30 June 2027 begins in Brussels.
    private static readonly DateTimeOffset End = new(2027, 6, 29, 22, 0, 0, TimeSpan.Zero);

    private const string Never = "0 0 0 1 1 *";

    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sign_in_answers_with_its_own_page_from_that_day()
    {
        await using RetentionRig rig = await StartAsync(_storage, End.AddSeconds(-1));
        using Browser browser = new();
        Answer start = await browser.GetAsync(rig.Rig.SignInAddress, Cancel);
        Assert.Equal(HttpStatusCode.Found, start.Status);

        rig.Rig.Clock.SetUtcNow(End);
        rig.Acm.Requests.Clear();
        Answer callback = await browser.GetAsync(
            rig.Rig.At($"/acm/callback?code={start.LocationParameter("nonce")}&state={start.LocationParameter("state")}"), Cancel);
        AssertEnded(callback);
        AssertEnded(await browser.GetAsync(rig.Rig.SignInAddress, Cancel));
        Assert.Empty(browser.Cookies);
        // No more data are requested.
        Assert.Empty(rig.Acm.Requests);
        Assert.Equal(0, await RetentionRig.CountAsync(_storage));
        Assert.Equal(0, await RetentionRig.CountAsync(_storage, "PrivacyLog"));
    }

    [Fact]
    public async Task Officers_are_mailed_every_day_and_then_all_pupil_data_are_destroyed_whatever_their_age_and_the_run_proves_it()
    {
        await using ScriptedMailServer mail = await ScriptedMailServer.StartAsync();
        (string, string)[] settings =
            [.. NoticeRig.Settings(mail.Host, mail.Port).Where(setting => setting.Key != "Acm:Issuer").Select(setting => (setting.Key, setting.Value!))];
        await using RetentionRig rig = await StartAsync(_storage, End.AddSeconds(-1), settings);
        for (int pupil = 1; pupil <= 50; pupil++)
            await rig.AddAsync(pupil, End.AddSeconds(-pupil));
        Assert.Equal(HttpStatusCode.SeeOther, (await rig.SignInAsync()).Status);
        int entries = await RetentionRig.CountAsync(_storage, "PrivacyLog");

        for (int day = 0; day < 7; day++)
        {
            rig.Rig.Clock.SetUtcNow(End.AddDays(day));
            Assert.True(await FireAsync(rig, nameof(EndAgreement)));
            Assert.True(await FireAsync(rig, nameof(DeleteExpired)));
            int mails = 2 * (day + 1);
            await Eventually.TrueAsync($"{mails} mails are delivered", async () => (await mail.MailsAsync()).Count == mails, Cancel);
        }

        Assert.Equal(50, await RetentionRig.CountAsync(_storage));
        IReadOnlyList<ReceivedMail> received = await mail.MailsAsync();
        Assert.Equal([NoticeRig.Dov, NoticeRig.Provider], received.SelectMany(sent => sent.To).Distinct().Order());
        Assert.All(received, sent =>
        {
            Assert.Equal("Einde van het protocol 2027-06-30: gegevens gewist vanaf 7 juli 2027", sent.Message.Subject);
            Assert.Contains("Aantal leerlingen, bij benadering:\n50\n", sent.Text, StringComparison.Ordinal);
        });

        rig.Rig.Clock.SetUtcNow(End.AddDays(7));
        Assert.True(await FireAsync(rig, nameof(EndAgreement)));

        Assert.Equal(0, await RetentionRig.CountAsync(_storage));
        RunRecord run = await rig.LastRunAsync();
        Assert.Equal(("agreement-ended", 50, new DateTimeOffset(2027, 7, 6, 22, 0, 0, TimeSpan.Zero)), (run.Ground, (int)run.Deleted, run.CutOff!.Value));
        // The privacy log has its own retention period.
        Assert.Equal(entries, await RetentionRig.CountAsync(_storage, "PrivacyLog"));
    }

    [Fact]
    public async Task Suspended_sign_ins_get_a_page_of_their_own_and_nothing_is_destroyed()
    {
        await using RetentionRig rig = await RetentionRig.StartAsync(_storage, End, ("Agreement:Suspended", "true"));
        await rig.AddAsync(1, End.AddDays(-1));
        rig.Acm.Requests.Clear();
        using Browser browser = new();
        foreach (string path in new[] { rig.Rig.SignInAddress.PathAndQuery, "/acm/callback?code=x&state=y" })
        {
            Answer answer = await browser.GetAsync(rig.Rig.At(path), Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
            Assert.Equal("Aanmelden kan nu niet", answer.Document.Title);
            Assert.Equal("sign-ins-suspended", ScriptedSignIn.UnrecordedReasonOf(answer));
        }

        Assert.Empty(rig.Acm.Requests);
        Assert.True(await FireAsync(rig, nameof(EndAgreement)));
        Assert.True(await FireAsync(rig, nameof(DeleteExpired)));
        Assert.Equal(1, await RetentionRig.CountAsync(_storage));
        Assert.Equal(0, await RetentionRig.CountAsync(_storage, "PrivacyLog"));
    }

    [Fact]
    public async Task Records_past_their_retention_period_are_pruned_by_the_nightly_timer()
    {
        await using RetentionRig rig = await RetentionRig.StartAsync(
            _storage, End, [.. Schedules.Settings.Select(schedule => (schedule, Never))]);
        Assert.True(await FireAsync(rig, nameof(DeleteExpired)));
        rig.Rig.Clock.SetUtcNow(End.AddYears(5));
        Assert.True(await FireAsync(rig, nameof(PruneRecords)));
        Assert.Contains(await rig.Runs.ListAsync(RetentionSweep.Job, Cancel).ToListAsync(Cancel), run => run.StartedAt == End);
        rig.Rig.Clock.SetUtcNow(End.AddYears(5).AddDays(1));
        Assert.True(await FireAsync(rig, nameof(PruneRecords)));
        Assert.DoesNotContain(await rig.Runs.ListAsync(RetentionSweep.Job, Cancel).ToListAsync(Cancel), run => run.StartedAt == End);
        Assert.NotEmpty(await rig.Runs.ListAsync(RecordPruning.Job, Cancel).ToListAsync(Cancel));
    }

    private static async Task<bool> FireAsync(RetentionRig rig, string timer) => (await rig.Rig.Host.FireTimerAsync(timer, Cancel))!.Succeeded;

    // Only the timers that a test fires run.
    private static Task<RetentionRig> StartAsync(string storage, DateTimeOffset now, params (string, string)[] settings) => RetentionRig.StartAsync(
        storage, now,
        [
            ("Agreement:EndDate", "2027-06-30"), ("Agreement:Schedule", Never), ("Retention:Schedule", Never), ("Notices:RequeueSchedule", Never),
            ("Notices:DeadlineSchedule", Never), .. settings,
        ]);

    private static void AssertEnded(Answer answer)
    {
        Assert.Equal(HttpStatusCode.Gone, answer.Status);
        Assert.Equal("Aanmelden kan hier niet meer", answer.Document.Title);
        Assert.Equal("agreement-ended", ScriptedSignIn.UnrecordedReasonOf(answer));
    }
}
