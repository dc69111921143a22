using Azure.Data.Tables;
using LeerId.Archive;
using LeerId.Core.Tests.PrivacyLog;
using LeerId.Disclosures;
using LeerId.Retention;
using LeerId.Schools;
using LeerId.Staff;
using LeerId.Storage;
using LeerId.Testing;
using static LeerId.Disclosures.DisclosureCondition;

namespace LeerId.Core.Tests.Disclosures;

/// <summary>Members of staff write a request step by step and send it.</summary>
public sealed class DisclosureDraftsTests(AzuriteFixture azurite)
{
    private const string One = "00000001-0000-0000-0000-000000000001";
    private const string Other = "00000002-0000-0000-0000-000000000001";

    private static readonly DateTimeOffset Now = new(2026, 9, 1, 6, 30, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Draft_keeps_its_fields_and_missing_ones_can_be_added_later()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), Now);
        DisclosureDraft begun = await BeginAsync(rig, new DisclosureRequest { Receiver = new DisclosureReceiver { Name = "Uitgeverij Été & Zoon" } });

        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        DisclosureDraft changed = Assert.IsType<DraftOutcome.Stored>(
            await Drafts(rig).ChangeAsync(begun.Id, begun.Revision, request => request with { Purpose = "Herkennen." }, Other, Cancel)).Draft;
        DisclosureDraft? read = await Drafts(rig).FindAsync(begun.Id, Cancel);

        Assert.Equal(new DisclosureReceiver { Name = "Uitgeverij Été & Zoon", Key = "uitgeverij-ete-zoon" }, read!.Request.Receiver);
        Assert.Equal(("Herkennen.", One, Other, Now.AddMinutes(1)), (read.Request.Purpose, read.BegunBy, read.ChangedBy, read.ChangedAt));
        Assert.Equal(changed.Revision, read.Revision);
        Assert.NotEqual(begun.Revision, read.Revision);
    }

    [Fact]
    public async Task Invalid_value_is_not_stored_and_a_missing_value_is_accepted()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), Now);
        DisclosureDraft draft = await BeginAsync(rig, new DisclosureRequest());
        DisclosureRequest wrong = new()
        {
            Receiver = new DisclosureReceiver { Name = "Uitgeverij", Key = "A b", ProtocolDate = new DateOnly(2026, 9, 2) },
            Purpose = new string('x', 4001),
            Schools = ["012345", "12"],
        };

        DraftOutcome outcome = await Drafts(rig).ChangeAsync(draft.Id, draft.Revision, _ => wrong, One, Cancel);

        Assert.Equal(
            [
                new(ReceiverKeyInvalid) { Field = "receiver.key" }, new(ReceiverProtocolInFuture) { Field = "receiver.protocolDate" },
                new(TextTooLong) { Field = "purpose" }, new UnmetCondition(SchoolNumberInvalid) { Field = "schools[1]" },
            ],
            Assert.IsType<DraftOutcome.Invalid>(outcome).Conditions);
        Assert.Equal(draft.Revision, (await Drafts(rig).FindAsync(draft.Id, Cancel))!.Revision);
    }

    [Fact]
    public async Task Second_of_two_editors_gets_the_version_of_the_first_and_overwrites_nothing()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), Now);
        DisclosureDraft draft = await BeginAsync(rig, new DisclosureRequest());
        await Drafts(rig).ChangeAsync(draft.Id, draft.Revision, request => request with { Purpose = "van de eerste" }, One, Cancel);

        DraftOutcome outcome = await Drafts(rig).ChangeAsync(
            draft.Id, draft.Revision, request => request with { Purpose = "van de tweede" }, Other, Cancel);

        Assert.Equal("van de eerste", Assert.IsType<DraftOutcome.Changed>(outcome).Present.Request.Purpose);
        Assert.Equal("van de eerste", (await Drafts(rig).FindAsync(draft.Id, Cancel))!.Request.Purpose);
    }

    [Fact]
    public async Task Change_whose_answer_was_lost_is_stored_once()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, Now);
        DisclosureDraft draft = await BeginAsync(rig, new DisclosureRequest());
        int changes = 0;
        proxy.LosesAnswer = request => request.StartsWith("PUT Disclosures", StringComparison.Ordinal) && Interlocked.Increment(ref changes) == 1;

        DraftOutcome outcome = await Drafts(rig).ChangeAsync(draft.Id, draft.Revision, request => request with { Purpose = "Doel." }, One, Cancel);

        Assert.Equal("Doel.", Assert.IsType<DraftOutcome.Stored>(outcome).Draft.Request.Purpose);
        Assert.True(changes > 1);
    }

    [Fact]
    public async Task Form_sent_twice_creates_one_draft()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), Now);

        DisclosureDraft first = await BeginAsync(rig, new DisclosureRequest { Purpose = "Doel." });
        DisclosureDraft second = await BeginAsync(rig, new DisclosureRequest { Purpose = "Doel." });
        DisclosureDraft other = await BeginAsync(rig, new DisclosureRequest { Purpose = "Doel." }, key: "another form");

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(
            new[] { first.Id, other.Id }.Order(StringComparer.Ordinal),
            (await Drafts(rig).ListAsync(Cancel)).Select(draft => draft.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Draft_is_in_no_register_and_in_no_archive()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), Now);
        DisclosureDraft draft = await BeginAsync(rig, DisclosureSamples.Request);

        Assert.Empty(await Register(rig).ListAsync(Cancel));
        Assert.Equal(0, (await Register(rig).PageAsync(openOnly: false, 1, 10, Cancel)).Total);
        Assert.Null(await Register(rig).FindAsync(draft.Id, Cancel));
        Assert.False(ArchivedColumns.Includes(TableName.Disclosures, new TableEntity(UnfinishedRows.Partition, draft.Id)));
        Assert.DoesNotContain(rig.Logs.Entries, entry => entry.EventId.Id == 9106);
    }

    [Fact]
    public async Task Draft_that_two_persons_send_becomes_one_disclosure_and_is_deleted()
    {
        using PrivacyLogRig rig = await WithSchoolsAsync();
        DisclosureDraft draft = await BeginAsync(rig, DisclosureSamples.Request);

        DisclosureOutcome[] outcomes = [await Register(rig).SendAsync(draft, Other, Cancel), await Register(rig).SendAsync(draft, One, Cancel)];

        Disclosure disclosure = Assert.Single(await Register(rig).ListAsync(Cancel));
        Assert.All(outcomes, outcome => Assert.Equal(disclosure.Id, Assert.IsType<DisclosureOutcome.Done>(outcome).Disclosure.Id));
        Assert.Equal(Other, disclosure.RequestedBy);
        Assert.Equal("uitgeverij-voorbeeld", disclosure.Terms.Receiver.Key);
        Assert.Empty(await Drafts(rig).ListAsync(Cancel));
    }

    [Fact]
    public async Task Draft_that_was_sent_and_then_changed_is_not_sent_again()
    {
        using PrivacyLogRig rig = await WithSchoolsAsync();
        DisclosureDraft draft = await BeginAsync(rig, DisclosureSamples.Request);
        await Register(rig).SendAsync(draft, One, Cancel);

        DisclosureOutcome outcome = await Register(rig).SendAsync(draft with { Request = draft.Request with { Purpose = "Iets anders." } }, One, Cancel);

        Assert.IsType<DisclosureOutcome.KeyReused>(outcome);
        Assert.Single(await Register(rig).ListAsync(Cancel));
    }

    [Fact]
    public async Task Draft_with_an_unmet_condition_is_not_sent_and_stays()
    {
        using PrivacyLogRig rig = await WithSchoolsAsync();
        DisclosureDraft draft = await BeginAsync(rig, DisclosureSamples.Request with { Compatibility = null });

        DisclosureOutcome outcome = await Register(rig).SendAsync(draft, One, Cancel);

        Assert.Equal([new(CompatibilityMissing) { Field = "compatibility" }], Assert.IsType<DisclosureOutcome.Invalid>(outcome).Conditions);
        Assert.Empty(await Register(rig).ListAsync(Cancel));
        Assert.Equal(draft.Id, Assert.Single(await Drafts(rig).ListAsync(Cancel)).Id);
    }

    [Fact]
    public async Task Draft_is_pruned_five_years_after_its_last_change()
    {
        using PrivacyLogRig rig = new(await azurite.NewDeployedAccountAsync(), Now);
        await BeginAsync(rig, DisclosureSamples.Request);
        rig.Clock.SetUtcNow(Now.AddYears(5).AddDays(-1));
        await rig.Get<RecordPruning>().RunAsync(Cancel);
        Assert.Single(await Drafts(rig).ListAsync(Cancel));

        rig.Clock.SetUtcNow(Now.AddYears(5).AddDays(2));
        await rig.Get<RecordPruning>().RunAsync(Cancel);

        Assert.Empty(await Drafts(rig).ListAsync(Cancel));
    }

    [Fact]
    public async Task Page_lists_the_newest_disclosures_first_with_their_unmet_conditions()
    {
        using PrivacyLogRig rig = await WithSchoolsAsync();
        List<string> ids = [];
        for (int number = 0; number < 3; number++)
        {
            rig.Clock.Advance(TimeSpan.FromMinutes(1));
            ids.Add(Assert.IsType<DisclosureOutcome.Done>(await Register(rig).RequestAsync(DisclosureSamples.Request, One, null, Cancel)).Disclosure.Id);
        }

        await Register(rig).WithdrawAsync(ids[1], "Niet meer nodig.", One, Cancel);

        DisclosurePage first = await Register(rig).PageAsync(openOnly: false, 1, 2, Cancel);
        Assert.Equal([ids[2], ids[1]], first.Disclosures.Select(status => status.Disclosure.Id));
        Assert.Equal((1, 3), (first.Number, first.Total));
        Assert.Equal([new(DovNotNotified)], first.Disclosures[0].Unmet);
        DisclosurePage last = await Register(rig).PageAsync(openOnly: false, 9, 2, Cancel);
        Assert.Equal((2, ids[0]), (last.Number, Assert.Single(last.Disclosures).Disclosure.Id));
        DisclosurePage open = await Register(rig).PageAsync(openOnly: true, 1, 10, Cancel);
        Assert.Equal([ids[2], ids[0]], open.Disclosures.Select(status => status.Disclosure.Id));
    }

    private async Task<PrivacyLogRig> WithSchoolsAsync()
    {
        PrivacyLogRig rig = new(azurite.NewAccount(), Now);
        foreach (string number in DisclosureSamples.Request.Schools!.OfType<string>())
            await rig.Get<SchoolStore>().PutAsync(DisclosureSamples.School(number), "test", Cancel);
        return rig;
    }

    private static DisclosureDrafts Drafts(PrivacyLogRig rig) => rig.Get<DisclosureDrafts>();

    private static DisclosureRegister Register(PrivacyLogRig rig) => rig.Get<DisclosureRegister>();

    private static async Task<DisclosureDraft> BeginAsync(PrivacyLogRig rig, DisclosureRequest request, string key = "a form") =>
        Assert.IsType<DraftOutcome.Stored>(await Drafts(rig).BeginAsync(request, One, new IdempotentRequest(key, "fields"u8.ToArray()), Cancel)).Draft;
}
