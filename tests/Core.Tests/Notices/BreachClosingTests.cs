using LeerId.Notices;
using LeerId.Testing;
using LeerId.Text;

namespace LeerId.Core.Tests.Notices;

/// <summary>A breach can be closed when every field has a value, or a reason why it has none.</summary>
public sealed class BreachClosingTests(AzuriteFixture azurite)
{
    private const string Missing = "is missing: fill it in, or explain in reasons why it has no value";
    private const string MissingInDutch = "ontbreekt: vul het in, of geef een reden waarom het er niet is";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Closing_is_refused_with_the_list_of_what_is_missing()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync();

        NoticeOutcome outcome = await rig.CloseAsync(number, 0, ("risk", "Dat wordt nooit bekend."), ("measures", " "));

        Assert.Equal(
            BreachFields.Missing(NoticeSamples.FirstReport).Where(field => field != "risk").Select(field => new FieldFault(field, Missing, MissingInDutch)),
            Assert.IsType<NoticeOutcome.Invalid>(outcome).Faults);
        Assert.Null(Assert.Single(await rig.FindAsync(number)).ClosedAt);
    }

    [Fact]
    public async Task Complete_breach_is_closed_and_both_officers_get_the_closing()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync(NoticeSamples.Complete);

        NoticeOutcome outcome = await rig.CloseAsync(number, 0);

        Assert.Equal($"breach/{number}/afsluiting-1", Assert.IsType<NoticeOutcome.Registered>(outcome).Reference.ToString());
        IReadOnlyList<Notice> found = await rig.FindAsync(number);
        Assert.Equal((rig.Evidence.Clock.GetUtcNow(), BreachRig.Dpo), (found[0].ClosedAt, found[0].ClosedBy));
        Assert.Empty(Assert.IsType<BreachClosingContent>(found[1].Content).Reasons);
        Assert.Equal([NoticeRecipient.Provider, NoticeRecipient.Dov], found[1].SentAt.Keys.Order());
    }

    [Fact]
    public async Task Reason_is_accepted_only_for_a_missing_field()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync(NoticeSamples.Complete with { Consultations = null });
        Assert.Equal(
            [
                new FieldFault("consultations", Missing, MissingInDutch),
                new FieldFault("reasons", "has a reason for a field that is not missing", "heeft een reden voor een gegeven dat niet ontbreekt"),
            ],
            Assert.IsType<NoticeOutcome.Invalid>(await rig.CloseAsync(number, 0, ("risk", "x"), ("nonsense", "x"))).Faults);

        Assert.IsType<NoticeOutcome.Registered>(await rig.CloseAsync(number, 0, ("consultations", "DOV had geen vragen.")));

        BreachClosingContent closing = Assert.IsType<BreachClosingContent>((await rig.FindAsync(number))[1].Content);
        Assert.Equal(("consultations", "DOV had geen vragen."), (Assert.Single(closing.Reasons).Key, closing.Reasons["consultations"]));
    }

    [Fact]
    public async Task Closing_needs_the_version_that_was_read_and_a_later_change_opens_the_breach_again()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync(NoticeSamples.Complete);
        await rig.ChangeAsync(number, 0, new() { PersonCount = 1300 }, "personCount");
        Assert.IsType<NoticeOutcome.Outdated>(await rig.CloseAsync(number, 0));
        Assert.IsType<NoticeOutcome.Registered>(await rig.CloseAsync(number, 1));

        Assert.IsType<NoticeOutcome.Registered>(await rig.ChangeAsync(number, 2, new() { PersonCount = 1400 }, "personCount"));

        Notice open = (await rig.FindAsync(number))[0];
        Assert.Equal((null, null, 3), (open.ClosedAt, open.ClosedBy, open.Version));
        Assert.IsType<NoticeOutcome.Registered>(await rig.CloseAsync(number, 3));
        Assert.Equal(
            ["", "aanvulling-1", "aanvulling-3", "afsluiting-2", "afsluiting-4"], (await rig.FindAsync(number)).Select(row => row.Reference.Part).Order());
        Assert.IsType<NoticeOutcome.Unknown>(await rig.CloseAsync("none", 0));
    }

    [Fact]
    public async Task Reminders_say_what_is_missing_and_a_closed_breach_has_none()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string open = await rig.ReportAsync(NoticeSamples.Breach);
        string closed = await rig.ReportAsync(NoticeSamples.Complete with { AuthorityNotifiedAt = null });
        Assert.IsType<NoticeOutcome.Registered>(await rig.CloseAsync(closed, 0, ("authorityNotifiedAt", "Het blijkt geen datalek te zijn.")));
        rig.Evidence.Clock.Advance(TimeSpan.FromHours(24));

        await rig.Evidence.Get<DeadlineReminders>().RunAsync(Cancel);

        ReminderContent reminder = Assert.IsType<ReminderContent>((await rig.FindAsync(open))[1].Content);
        Assert.Equal(["persons", "authorityNotifiedAt", "consultations"], reminder.Missing);
        Assert.DoesNotContain(await rig.FindAsync(closed), row => row.Content is ReminderContent);
        // After reopening, the breach has reminders again.
        await rig.ChangeAsync(closed, 1, new() { Contact = "de helpdesk" }, "contact");
        await rig.Evidence.Get<DeadlineReminders>().RunAsync(Cancel);
        Assert.Contains(await rig.FindAsync(closed), row => row.Content is ReminderContent);
    }

    [Fact]
    public async Task Breach_reported_by_DOV_is_closed_without_our_own_notification()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync(NoticeSamples.Complete with
        {
            Source = BreachSource.Dov,
            AuthorityNotifiedAt = null,
            AuthorityNotRequiredReason = "DOV meldt het zelf.",
        });
        rig.Evidence.Clock.Advance(TimeSpan.FromHours(80));
        await rig.Evidence.Get<DeadlineReminders>().RunAsync(Cancel);
        Assert.Single(await rig.FindAsync(number));
        Assert.IsType<NoticeOutcome.Registered>(await rig.CloseAsync(number, 0));
    }
}
