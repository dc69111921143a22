using LeerId.Functions.Notices;
using LeerId.Notices;
using LeerId.Runs;
using LeerId.Testing;
using LeerId.Text;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests.Notices;

/// <summary>The 72 hours of a breach, exact to the second.</summary>
public sealed class DeadlineTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private ScriptedMailServer? _mail;
    private NoticeRig? _rig;

    private NoticeRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mail = await ScriptedMailServer.StartAsync();
        // The schedule never fires by itself, so only the test runs the timer.
        _rig = await NoticeRig.StartAsync(
            azurite.NewAccount(), _mail.Port, ("Notices:DeadlineSchedule", "0 0 0 1 1 *"), ("Notices:RequeueSchedule", "0 0 0 1 1 *"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_mail is not null)
            await _mail.DisposeAsync();
    }

    [Fact]
    public async Task Reminder_is_sent_to_the_provider_once_at_each_hour_and_not_a_second_earlier()
    {
        DateTimeOffset known = Rig.Clock.GetUtcNow();
        NoticeReference breach = await Rig.ReportAsync();
        List<string> expected = [];
        foreach (int hours in new[] { 24, 48, 66, 72 })
        {
            Rig.Clock.SetUtcNow(known.AddHours(hours).AddSeconds(-1));
            Assert.True(await Rig.FireAsync(nameof(RemindOfDeadlines)));
            Assert.Equal(expected, await RemindersAsync());

            Rig.Clock.SetUtcNow(known.AddHours(hours));
            Assert.True(await Rig.FireAsync(nameof(RemindOfDeadlines)));
            expected.Add($"herinnering-{hours}");
            Assert.Equal(expected, await RemindersAsync());
            Assert.True(await Rig.FireAsync(nameof(RemindOfDeadlines)));
            Assert.Equal(expected, await RemindersAsync());
        }

        foreach (string part in expected)
            await Rig.UntilAsync(new NoticeReference(NoticeKind.Breach, breach.Number, part), NoticeState.Sent);
        ReceivedMail[] reminders = [.. (await _mail!.MailsAsync()).Where(mail => mail.Message.MessageId!.Contains("herinnering", StringComparison.Ordinal))];
        Assert.All(reminders, mail => Assert.Equal(NoticeRig.Provider, Assert.Single(mail.To)));
        Assert.Equal(
            [
                $"Herinnering na 24 uur: datalek {breach.Number}, termijn tot 4 september 2026 om 08.30 uur",
                $"Herinnering na 48 uur: datalek {breach.Number}, termijn tot 4 september 2026 om 08.30 uur",
                $"Herinnering na 66 uur: datalek {breach.Number}, termijn tot 4 september 2026 om 08.30 uur",
                $"Termijn verstreken: datalek {breach.Number}, termijn tot 4 september 2026 om 08.30 uur",
            ],
            reminders.Select(mail => mail.Message.Subject!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_recorded_notification_ends_the_reminders()
    {
        DateTimeOffset known = Rig.Clock.GetUtcNow();
        NoticeReference breach = await Rig.ReportAsync();
        NoticeReference recorded = await Rig.ReportAsync(NoticeRig.Breach(known) with { AuthorityNotifiedAt = known });
        Rig.Clock.SetUtcNow(known.AddHours(24));
        Assert.True(await Rig.FireAsync(nameof(RemindOfDeadlines)));

        Assert.IsType<NoticeOutcome.Registered>(
            await Rig.ChangeAsync(breach, new() { AuthorityNotifiedAt = known.AddHours(23) }, "authorityNotifiedAt"));
        Rig.Clock.SetUtcNow(known.AddHours(80));
        Assert.True(await Rig.FireAsync(nameof(RemindOfDeadlines)));

        Assert.Equal(["herinnering-24"], await RemindersAsync());
        Assert.NotEqual(breach, recorded);
    }

    [Fact]
    public async Task A_notification_to_the_second_of_the_term_needs_no_reason_and_one_after_it_does()
    {
        DateTimeOffset known = Rig.Clock.GetUtcNow();
        NoticeReference breach = await Rig.ReportAsync();
        Rig.Clock.SetUtcNow(known.AddHours(100));

        NoticeOutcome late = await Rig.ChangeAsync(breach, new() { AuthorityNotifiedAt = known.AddHours(72).AddSeconds(1) }, "authorityNotifiedAt");

        Assert.Equal([new FieldFault("delayReason", "is missing", "ontbreekt")], Assert.IsType<NoticeOutcome.Invalid>(late).Faults);
        Assert.IsType<NoticeOutcome.Registered>(await Rig.ChangeAsync(breach, new() { AuthorityNotifiedAt = known.AddHours(72) }, "authorityNotifiedAt"));
    }

    [Fact]
    public async Task Reason_for_not_notifying_stops_the_reminders_until_it_is_removed()
    {
        DateTimeOffset known = Rig.Clock.GetUtcNow();
        NoticeReference breach = await Rig.ReportAsync(NoticeRig.Breach(known) with { Risk = RiskJudgement.Unlikely });
        Assert.IsType<NoticeOutcome.Registered>(
            await Rig.ChangeAsync(breach, new() { AuthorityNotRequiredReason = "Alles was versleuteld." }, "authorityNotRequiredReason"));
        Rig.Clock.SetUtcNow(known.AddHours(50));
        Assert.True(await Rig.FireAsync(nameof(RemindOfDeadlines)));
        Assert.Empty(await RemindersAsync());

        BreachPatch patch = new(new() { Risk = RiskJudgement.High }, new HashSet<string> { "risk", "authorityNotRequiredReason" });
        Assert.IsType<NoticeOutcome.Registered>(
            await Rig.Rig.Host.Services.GetRequiredService<BreachRegister>().ChangeAsync(breach.Number, 1, patch, "dpo", Cancel));

        Assert.True(await Rig.FireAsync(nameof(RemindOfDeadlines)));
        Assert.Equal(["herinnering-48"], await RemindersAsync());
    }

    [Fact]
    public async Task A_notice_is_found_with_what_followed_under_its_number_and_nothing_else()
    {
        NoticeReference finding = new(NoticeKind.Quality, "20260901-naam-ontbreekt");
        QualityContent content = new() { FoundAt = Rig.Clock.GetUtcNow(), Data = "Naam", Problem = "x" };
        await Rig.Register.RegisterAsync(finding, content, NoticeRegister.Both, Cancel);
        await Rig.Register.RegisterAsync(new NoticeReference(NoticeKind.Quality, $"{finding.Number}-12x"), content, NoticeRegister.Both, Cancel);
        for (int number = 1; number <= 11; number++)
        {
            Rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Rig.Register.SupplementAsync(finding, $"Aanvulling {number}.", "staff", request: null, Cancel);
        }

        IReadOnlyList<Notice> found = await Rig.Register.FindWithPartsAsync(finding, Cancel);

        Assert.Equal(
            ["", .. Enumerable.Range(1, 11).Select(number => $"aanvulling-{number}")],
            found.Select(notice => notice.Reference.Part));
        Assert.Empty(await Rig.Register.FindWithPartsAsync(new NoticeReference(NoticeKind.Quality, "none"), Cancel));
    }

    [Fact]
    public async Task Only_the_latest_of_several_due_reminders_is_sent()
    {
        NoticeReference breach = await Rig.ReportAsync(NoticeRig.Breach(Rig.Clock.GetUtcNow().AddHours(-50)));
        Assert.True(await Rig.FireAsync(nameof(RemindOfDeadlines)));
        Assert.Equal(["herinnering-48"], await RemindersAsync());
        Assert.NotEmpty(breach.Number);
    }

    [Fact]
    public async Task A_change_is_mailed_to_both_under_the_same_number_with_the_same_deadline_and_what_is_missing()
    {
        NoticeReference breach = await Rig.ReportAsync();

        NoticeReference change = Assert.IsType<NoticeOutcome.Registered>(
            await Rig.ChangeAsync(breach, new() { PersonCount = 1300 }, "personCount")).Reference;

        Assert.Equal((breach.Number, "aanvulling-1"), (change.Number, change.Part));
        await Rig.UntilAsync(change, NoticeState.Sent);
        ReceivedMail[] mails = [.. (await _mail!.MailsAsync()).Where(mail => mail.Message.MessageId!.Contains(".aanvulling-1.", StringComparison.Ordinal))];
        Assert.Equal([NoticeRig.Dov, NoticeRig.Provider], mails.Select(mail => mail.To.Single()).Order());
        Assert.All(mails, mail =>
        {
            Assert.Equal($"Aanvulling 1 bij datalek {breach.Number}: termijn tot 4 september 2026 om 08.30 uur", mail.Message.Subject);
            Assert.Contains("Aantal betrokkenen, bij benadering, vroeger:\n1.200", mail.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.Contains("Overleg tussen beide partijen", mail.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_supplement_is_for_notices_without_fields()
    {
        NoticeReference breach = await Rig.ReportAsync();
        NoticeReference change = await Rig.ReportAsync(new ChangeContent { Subject = ChangeSubject.Processors, Description = "x", Impact = "y" });

        NoticeReference first = Assert.IsType<NoticeOutcome.Registered>(
            await Rig.Register.SupplementAsync(change, "Vanaf 1 december.", "staff", request: null, Cancel)).Reference;
        await Rig.UntilAsync(first, NoticeState.Sent);

        ReceivedMail[] mails = [.. (await _mail!.MailsAsync()).Where(mail => mail.Text.Contains("Vanaf 1 december.", StringComparison.Ordinal))];
        Assert.Equal(2, mails.Length);
        Assert.All(mails, mail => Assert.Equal($"Aanvulling 1 bij wijziging {change.Number}: onmiddellijk te behandelen", mail.Message.Subject));
        Assert.IsType<NoticeOutcome.Unknown>(
            await Rig.Register.SupplementAsync(new NoticeReference(NoticeKind.Breach, "none"), "x", "staff", request: null, Cancel));
        Assert.IsType<NoticeOutcome.Invalid>(await Rig.Register.SupplementAsync(change, " ", "staff", request: null, Cancel));
        Assert.IsType<NoticeOutcome.Invalid>(await Rig.Register.SupplementAsync(breach, "x", "staff", request: null, Cancel));
    }

    [Fact]
    public async Task Both_timers_leave_a_run_record()
    {
        await Rig.ReportAsync(NoticeRig.Breach(Rig.Clock.GetUtcNow().AddHours(-25)));
        Assert.True(await Rig.FireAsync(nameof(RemindOfDeadlines)));
        Assert.True(await Rig.FireAsync(nameof(RequeueNotices)));

        RunStore runs = Rig.Rig.Host.Services.GetRequiredService<RunStore>();
        RunRecord deadlines = await runs.ListAsync(DeadlineReminders.Job, Cancel).FirstAsync(Cancel);
        Assert.Equal((1, 1, 0), ((int)deadlines.Examined, (int)deadlines.Queued, (int)deadlines.Failed));
        Assert.True(deadlines.Succeeded);
        Assert.True((await runs.ListAsync(NoticeRequeue.Job, Cancel).FirstAsync(Cancel)).Succeeded);
    }

    private async Task<List<string>> RemindersAsync()
    {
        List<string> parts = [];
        await foreach (Notice notice in Rig.Register.ListAsync(NoticeKind.Breach, Cancel))
        {
            if (notice.Content is ReminderContent)
                parts.Add(notice.Reference.Part);
        }

        return parts;
    }
}
