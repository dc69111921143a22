using LeerId.Notices;
using LeerId.Testing;
using LeerId.Text;

namespace LeerId.Core.Tests.Notices;

/// <summary>Fields of a breach can be added and corrected, and the history keeps every former value.</summary>
public sealed class BreachRegisterTests(AzuriteFixture azurite)
{
    private static readonly string[] PersonFields = ["persons", "personsReason", "personsToldAt", "personsToldHow", "personsToldCount"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_adds_and_corrects_fields_and_records_person_time_fields_and_former_values()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync(NoticeSamples.FirstReport with { PersonCount = 1200, Contact = "de receptie" });
        rig.Evidence.Clock.Advance(TimeSpan.FromHours(2));

        NoticeOutcome outcome = await rig.ChangeAsync(
            number, 0, new() { PersonCount = 1300, Risk = RiskJudgement.Risk, Contact = " " }, "personCount", "risk", "contact");

        Assert.Equal($"breach/{number}/aanvulling-1", Assert.IsType<NoticeOutcome.Registered>(outcome).Reference.ToString());
        IReadOnlyList<Notice> found = await rig.FindAsync(number);
        Assert.Equal(
            NoticeSamples.FirstReport with { PersonCount = 1300, Risk = RiskJudgement.Risk }, Assert.IsType<BreachContent>(found[0].Content));
        Assert.Equal(1, found[0].Version);
        BreachChangeContent change = Assert.IsType<BreachChangeContent>(found[1].Content);
        Assert.Equal((BreachRig.Dpo, rig.Evidence.Clock.GetUtcNow()), (found[1].ReportedBy, found[1].RegisteredAt));
        Assert.Equal(["personCount", "contact", "risk"], change.Changed);
        Assert.Equal(new BreachContent { PersonCount = 1200, Contact = "de receptie" }, change.Former);
        Assert.Equal(new BreachContent { PersonCount = 1300, Risk = RiskJudgement.Risk }, change.Now);
        Assert.DoesNotContain("personCount", change.Missing);
        Assert.Contains("measures", change.Missing);
        Assert.Equal([NoticeRecipient.Provider, NoticeRecipient.Dov], found[1].SentAt.Keys.Order());
    }

    [Fact]
    public async Task Change_that_changes_nothing_stores_and_mails_nothing()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync();
        NoticeOutcome outcome = await rig.ChangeAsync(number, 0, new() { Nature = NoticeSamples.FirstReport.Nature }, "nature", "personCount");
        Assert.Equal("", Assert.IsType<NoticeOutcome.Registered>(outcome).Reference.Part);
        Assert.Equal(0, Assert.Single(await rig.FindAsync(number)).Version);
    }

    [Fact]
    public async Task Change_is_validated_together_with_the_stored_fields_and_an_invalid_one_changes_nothing()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync();
        Assert.Equal([new FieldFault("foundAt", "is earlier than happenedAt", "ligt voor het tijdstip waarop het gebeurde")], Faults(await rig.ChangeAsync(
            number, 0, new() { HappenedAt = NoticeSamples.KnownAt, FoundAt = NoticeSamples.KnownAt.AddSeconds(-1) }, "happenedAt", "foundAt")));
        // The two fields of the first report can be corrected but not removed.
        Assert.Equal(["knownAt", "nature"], Faults(await rig.ChangeAsync(number, 0, new(), "knownAt", "nature")).Select(fault => fault.Field));
        Assert.Equal(
            [new FieldFault("authorityNotifiedAt", "is earlier than knownAt", "ligt voor het tijdstip waarop u van het datalek kennis nam")],
            Faults(await rig.ChangeAsync(number, 0, new() { AuthorityNotifiedAt = NoticeSamples.KnownAt.AddSeconds(-1) }, "authorityNotifiedAt")));
        Assert.Equal(NoticeSamples.FirstReport, Assert.Single(await rig.FindAsync(number)).Content);
        Assert.IsType<NoticeOutcome.Unknown>(await rig.ChangeAsync("none", 0, new() { PersonCount = 1 }, "personCount"));
    }

    [Fact]
    public async Task Second_of_two_editors_of_a_version_must_read_again_and_nothing_is_lost()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync();

        NoticeOutcome[] outcomes = await Task.WhenAll(
            rig.ChangeAsync(number, 0, new() { PersonCount = 1300 }, "personCount"), rig.ChangeAsync(number, 0, new() { RecordCount = 2600 }, "recordCount"));

        Assert.Single(outcomes.OfType<NoticeOutcome.Registered>());
        Assert.Single(outcomes.OfType<NoticeOutcome.Outdated>());
        bool isFirst = outcomes[0] is NoticeOutcome.Registered;
        Assert.IsType<NoticeOutcome.Registered>(isFirst
            ? await rig.ChangeAsync(number, 1, new() { RecordCount = 2600 }, "recordCount")
            : await rig.ChangeAsync(number, 1, new() { PersonCount = 1300 }, "personCount"));
        IReadOnlyList<Notice> found = await rig.FindAsync(number);
        Assert.Equal(NoticeSamples.FirstReport with { PersonCount = 1300, RecordCount = 2600 }, found[0].Content);
        Assert.Equal(["", "aanvulling-1", "aanvulling-2"], found.Select(row => row.Reference.Part).Order());
    }

    [Fact]
    public async Task Many_concurrent_editors_who_read_again_all_store_their_field()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync();
        (string Field, BreachContent Value)[] edits =
        [
            ("personCount", new() { PersonCount = 1 }), ("recordCount", new() { RecordCount = 2 }), ("measures", new() { Measures = "3" }),
            ("consequences", new() { Consequences = "4" }), ("risk", new() { Risk = RiskJudgement.High }), ("source", new() { Source = BreachSource.Own }),
        ];

        await Task.WhenAll(edits.Select(async edit =>
        {
            while (await rig.ChangeAsync(number, (await rig.FindAsync(number))[0].Version, edit.Value, edit.Field) is NoticeOutcome.Outdated)
            {
            }
        }));

        IReadOnlyList<Notice> found = await rig.FindAsync(number);
        Assert.Equal(6, found[0].Version);
        Assert.Equal(
            edits.Select(edit => edit.Field).Order(), found.Skip(1).Select(row => Assert.Single(((BreachChangeContent)row.Content).Changed)).Order());
        Assert.Equal(
            NoticeSamples.FirstReport with
            {
                PersonCount = 1,
                RecordCount = 2,
                Measures = "3",
                Consequences = "4",
                Risk = RiskJudgement.High,
                Source = BreachSource.Own,
            },
            found[0].Content);
    }

    [Fact]
    public async Task Mailing_a_breach_does_not_change_its_version()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync();
        Notice notice = (await rig.FindAsync(number))[0];
        NoticeRows rows = rig.Evidence.Get<NoticeRows>();
        Assert.True(await rows.TryMergeAsync(notice.Reference, notice.ETag, new() { ["State"] = "Sent" }, Cancel));

        Assert.IsType<NoticeOutcome.Registered>(await rig.ChangeAsync(number, 0, new() { PersonCount = 1 }, "personCount"));

        Assert.Equal(NoticeState.Sent, (await rig.FindAsync(number))[0].State);
    }

    [Fact]
    public async Task Change_whose_answer_was_lost_is_done_once()
    {
        string storage = await azurite.NewDeployedAccountAsync();
        await using StorageProxy proxy = await StorageProxy.StartAsync(storage);
        using BreachRig rig = BreachRig.Start(proxy.ConnectionString);
        string number = await rig.ReportAsync();
        int transactions = 0;
        proxy.LosesAnswer = request => request == "POST $batch" && Interlocked.Increment(ref transactions) == 1;

        NoticeOutcome outcome = await rig.ChangeAsync(number, 0, new() { PersonCount = 1 }, "personCount");

        Assert.Equal("aanvulling-1", Assert.IsType<NoticeOutcome.Registered>(outcome).Reference.Part);
        Assert.True(transactions > 1);
        Assert.Equal(["", "aanvulling-1"], (await rig.FindAsync(number)).Select(row => row.Reference.Part));
    }

    [Fact]
    public async Task Decision_about_the_persons_can_change_and_every_step_is_recorded()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync();
        (BreachContent Values, string[] Fields)[] steps =
        [
            (new() { Persons = PersonsDecision.NotRequired, PersonsReason = "Alles was versleuteld." }, ["persons", "personsReason"]),
            (
                new() { Persons = PersonsDecision.Done, PersonsToldAt = NoticeSamples.KnownAt, PersonsToldHow = "brief", PersonsToldCount = 3 },
                ["persons", "personsToldAt", "personsToldHow", "personsToldCount"]),
            (new() { Persons = PersonsDecision.Undecided }, ["persons"]),
        ];
        for (int step = 0; step < steps.Length; step++)
            Assert.IsType<NoticeOutcome.Registered>(await rig.ChangeAsync(number, step, steps[step].Values, steps[step].Fields));

        IReadOnlyList<Notice> found = await rig.FindAsync(number);
        Assert.Equal(NoticeSamples.FirstReport with { Persons = PersonsDecision.Undecided }, found[0].Content);
        BreachChangeContent[] changes = [.. found.Skip(1).Select(row => (BreachChangeContent)row.Content).OrderBy(change => change.Sequence)];
        Assert.Equal(["persons", "personsReason"], changes[0].Changed);
        // The reason of the former decision does not apply to the new one. It is removed and kept in the history.
        Assert.Equal(PersonFields, changes[1].Changed);
        Assert.Equal(steps[0].Values, changes[1].Former);
        Assert.Equal(steps[1].Values, changes[1].Now);
        Assert.Equal(steps[1].Values, changes[2].Former);
        Assert.Contains("persons", changes[2].Missing);
    }

    [Fact]
    public async Task Notification_that_is_made_after_all_removes_the_reason_for_not_making_it()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync(NoticeSamples.FirstReport with { Risk = RiskJudgement.Unlikely });
        await rig.ChangeAsync(number, 0, new() { AuthorityNotRequiredReason = "Alles was versleuteld." }, "authorityNotRequiredReason");
        Assert.Equal(["risk"], Faults(await rig.ChangeAsync(number, 1, new() { Risk = RiskJudgement.High }, "risk")).Select(fault => fault.Field));

        Assert.IsType<NoticeOutcome.Registered>(await rig.ChangeAsync(
            number, 1, new() { Risk = RiskJudgement.High, AuthorityNotifiedAt = NoticeSamples.KnownAt }, "risk", "authorityNotifiedAt"));

        BreachChangeContent change = (await rig.FindAsync(number)).Select(row => row.Content).OfType<BreachChangeContent>().Single(one => one.Sequence == 2);
        Assert.Equal(["risk", "authorityNotifiedAt", "authorityNotRequiredReason"], change.Changed);
        Assert.Equal("Alles was versleuteld.", change.Former.AuthorityNotRequiredReason);
    }

    [Fact]
    public async Task Consultations_are_several_and_a_processor_belongs_to_its_source()
    {
        using BreachRig rig = await BreachRig.StartAsync(azurite);
        string number = await rig.ReportAsync(NoticeSamples.FirstReport with { Source = BreachSource.Processor, Processor = "Wolk NV" });
        Consultation[] consultations = [.. Enumerable.Range(1, 2).Select(hours => new Consultation
        {
            At = NoticeSamples.KnownAt.AddHours(-hours),
            Participants = "beide functionarissen",
            Decision = "We wachten op het onderzoek.",
        })];

        await rig.ChangeAsync(number, 0, new() { Consultations = consultations, Source = BreachSource.Own }, "consultations", "source");

        IReadOnlyList<Notice> found = await rig.FindAsync(number);
        BreachContent breach = Assert.IsType<BreachContent>(found[0].Content);
        Assert.Equal(consultations, breach.Consultations);
        Assert.Equal((BreachSource.Own, null), (breach.Source, breach.Processor));
        Assert.Equal(["source", "processor", "consultations"], ((BreachChangeContent)found[1].Content).Changed);
    }

    private static IReadOnlyList<FieldFault> Faults(NoticeOutcome outcome) => Assert.IsType<NoticeOutcome.Invalid>(outcome).Faults;
}
