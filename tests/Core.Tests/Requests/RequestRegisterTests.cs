using System.Globalization;
using Azure.Data.Tables;
using LeerId.Core.Tests.DataSubjects;
using LeerId.PrivacyLog;
using LeerId.Requests;
using LeerId.Staff;
using LeerId.Testing;
using LeerId.Text;

namespace LeerId.Core.Tests.Requests;

/// <summary>The steps of a request of a data subject, their order, and the data that are kept.</summary>
public sealed class RequestRegisterTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_is_registered_extended_decided_and_answered_and_each_step_says_who_and_when()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        RequestRegister register = rig.Get<RequestRegister>();
        DataSubjectRequest request = await rig.RegisterAsync(RequestSamples.Request(receivedOn: "2026-08-31"));
        Assert.Equal(new DateOnly(2026, 9, 30), request.DueOn);

        rig.Clock.Advance(TimeSpan.FromDays(1));
        DataSubjectRequest extended = RequestSamples.Done(await register.ExtendAsync(request.Number, RequestSamples.Extension, RequestSamples.By(1), Cancel));
        Assert.Equal((new DateOnly(2026, 11, 30), 2), (extended.DueOn, extended.Version));
        rig.Clock.Advance(TimeSpan.FromDays(1));
        RequestSamples.Done(await register.DecideAsync(request.Number, RequestSamples.Granted, new RequestEditor("another", 2), Cancel));
        rig.Clock.Advance(TimeSpan.FromDays(1));
        DateTimeOffset sentAt = rig.Clock.GetUtcNow().AddHours(-1);
        DataSubjectRequest answered = RequestSamples.Done(
            await register.AnswerAsync(request.Number, RequestSamples.Answer(sentAt), RequestSamples.By(), Cancel));

        Assert.Equal(
            [
                new(RequestStepKind.Registered, DataSubjectRig.Now, RequestSamples.Editor),
                new(RequestStepKind.Extended, DataSubjectRig.Now.AddDays(1), RequestSamples.Editor),
                new(RequestStepKind.Decided, DataSubjectRig.Now.AddDays(2), "another"),
                new(RequestStepKind.Answered, DataSubjectRig.Now.AddDays(3), RequestSamples.Editor),
            ],
            answered.Steps);
        Assert.Equal((sentAt, DataSubjectRig.Now.AddDays(3), "eyJhbGciOiJFUzI1NiJ9.e30.c2ln"),
            (answered.Answer!.SentAt, answered.Answer.At, answered.Answer.Proof));
        Assert.Equal(4, answered.Version);
    }

    [Fact]
    public async Task Requester_and_texts_are_only_in_the_listed_columns()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        RequestRegister register = rig.Get<RequestRegister>();
        DataSubjectRequest request = await rig.RegisterAsync();
        await register.ExtendAsync(request.Number, RequestSamples.Extension, RequestSamples.By(), Cancel);
        await register.DecideAsync(request.Number, RequestSamples.Granted, RequestSamples.By(), Cancel);
        RequestSamples.Done(await register.AnswerAsync(request.Number, RequestSamples.Answer(DataSubjectRig.Now), RequestSamples.By(), Cancel));
        Assert.IsType<RequestOutcome.Done>(await register.ReadAsync(request.Number, DataSubjectRig.Officer, Cancel));

        TableEntity row = await rig.Table("Requests").GetEntityAsync<TableEntity>("request", request.Number, cancellationToken: Cancel);

        Assert.Equal(
            RequestRow.PersonalColumns.Order(),
            row.Where(column => column.Value.ToString()!.Contains(RequestSamples.Marker, StringComparison.Ordinal)).Select(column => column.Key).Order());
        Assert.DoesNotContain(RequestSamples.Marker, rig.Logs.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain(RequestSamples.Marker, request.ToString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_the_requester_is_logged_first()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        DataSubjectRequest request = await rig.RegisterAsync();

        DataSubjectRequest read = RequestSamples.Done(await rig.Get<RequestRegister>().ReadAsync(
            request.Number, DataSubjectRig.Officer with { PurposeKind = PurposeKind.OfficerCheck }, Cancel));

        Assert.Equal("Wolfraam Ouder", read.Requester.Name);
        PrivacyLogEntry look = Assert.Single(await rig.EntriesAsync("request-read"));
        Assert.Equal(
            (DataSubjectRig.Officer.ObjectId, "dpo", "dossier 2026-114", "officer-check", request.Number, null),
            (look.Actor, look.Role, look.Purpose, look.PurposeKind, look.Reason, look.Student?.ToString()));
        Assert.IsType<RequestOutcome.Unknown>(await rig.Get<RequestRegister>().ReadAsync("01K42TP6J8Q5V0D3W7Z9X1C4BN", DataSubjectRig.Officer, Cancel));
    }

    [Theory]
    [InlineData("2026-09-30T21:59:59Z", true)]
    [InlineData("2026-09-30T22:00:00Z", false)]
    public async Task Extension_is_possible_until_the_first_month_ends_in_Brussels(string now, bool isPossible)
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        DataSubjectRequest request = await rig.RegisterAsync(RequestSamples.Request(receivedOn: "2026-08-31"));
        rig.Clock.SetUtcNow(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

        RequestOutcome outcome = await rig.Get<RequestRegister>().ExtendAsync(request.Number, RequestSamples.Extension, RequestSamples.By(), Cancel);

        if (isPossible)
            Assert.Equal(new DateOnly(2026, 11, 30), RequestSamples.Done(outcome).DueOn);
        else
            Assert.Equal(
                new FieldFault(
                    "receivedOn", "is more than a month ago; an extension could be recorded until 2026-09-30",
                    "is meer dan een maand geleden: verlengen kon tot en met 30 september 2026"),
                Assert.IsType<RequestOutcome.NotPossible>(outcome).Fault);
    }

    [Fact]
    public async Task Steps_out_of_order_are_refused_and_the_same_step_again_changes_nothing()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        RequestRegister register = rig.Get<RequestRegister>();
        DataSubjectRequest request = await rig.RegisterAsync();
        NewAnswer answer = RequestSamples.Answer(DataSubjectRig.Now);

        AssertNotPossible("decision", await register.AnswerAsync(request.Number, answer, RequestSamples.By(), Cancel));
        RequestSamples.Done(await register.ExtendAsync(request.Number, RequestSamples.Extension, RequestSamples.By(), Cancel));
        AssertNotPossible("extension", await register.ExtendAsync(
            request.Number, new NewExtension { Reason = "Iets anders." }, RequestSamples.By(), Cancel));
        RequestSamples.Done(await register.DecideAsync(request.Number, RequestSamples.Granted, RequestSamples.By(), Cancel));
        RequestSamples.Done(await register.AnswerAsync(request.Number, answer, RequestSamples.By(), Cancel));
        AssertNotPossible("answer", await register.DecideAsync(request.Number, RequestSamples.Refused, RequestSamples.By(4), Cancel));
        AssertNotPossible(
            "answer", await register.AnswerAsync(request.Number, RequestSamples.Answer(DataSubjectRig.Now.AddHours(-1)), RequestSamples.By(), Cancel));

        Assert.Equal(4, RequestSamples.Done(await register.AnswerAsync(request.Number, answer, RequestSamples.By(), Cancel)).Version);
        Assert.Equal(4, RequestSamples.Done(await register.DecideAsync(request.Number, RequestSamples.Granted, RequestSamples.By(), Cancel)).Version);
        Assert.Equal(4, RequestSamples.Done(await register.ExtendAsync(request.Number, RequestSamples.Extension, RequestSamples.By(), Cancel)).Version);
        Assert.IsType<RequestOutcome.Unknown>(
            await register.DecideAsync("01K42TP6J8Q5V0D3W7Z9X1C4BN", RequestSamples.Granted, RequestSamples.By(), Cancel));
        Assert.IsType<RequestOutcome.Unknown>(await register.DecideAsync("x' or true", RequestSamples.Granted, RequestSamples.By(), Cancel));
    }

    [Fact]
    public async Task After_the_decision_the_term_is_not_extended()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        DataSubjectRequest request = await rig.RegisterAsync();
        RequestSamples.Done(await rig.Get<RequestRegister>().DecideAsync(request.Number, RequestSamples.Refused, RequestSamples.By(), Cancel));

        AssertNotPossible(
            "decision", await rig.Get<RequestRegister>().ExtendAsync(request.Number, RequestSamples.Extension, RequestSamples.By(), Cancel));
    }

    [Fact]
    public async Task Nothing_is_granted_before_the_identity_is_checked()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        RequestRegister register = rig.Get<RequestRegister>();
        DataSubjectRequest request = await rig.RegisterAsync(RequestSamples.Request(check: IdentityCheck.NotYet));

        RequestOutcome without = await register.DecideAsync(request.Number, RequestSamples.Granted, RequestSamples.By(), Cancel);
        DataSubjectRequest with = RequestSamples.Done(await register.DecideAsync(
            request.Number,
            new NewDecision
            {
                Outcome = DecisionOutcome.PartlyGranted,
                Reason = "De school bevestigde het.",
                Identity = new IdentityEvidence { Check = IdentityCheck.Representative },
            },
            RequestSamples.By(), Cancel));

        Assert.Equal("identity.check", Assert.Single(Assert.IsType<RequestOutcome.Invalid>(without).Faults).Field);
        Assert.Equal((IdentityCheck.Representative, null), (with.Identity.Check, with.Identity.Note));
    }

    [Fact]
    public async Task Decision_is_replaced_only_by_an_editor_who_read_it()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        RequestRegister register = rig.Get<RequestRegister>();
        DataSubjectRequest request = await rig.RegisterAsync();
        RequestSamples.Done(await register.DecideAsync(request.Number, RequestSamples.Granted, RequestSamples.By(1), Cancel));

        AssertNotPossible("decision", await register.DecideAsync(request.Number, RequestSamples.Refused, RequestSamples.By(), Cancel));
        Assert.IsType<RequestOutcome.Changed>(await register.DecideAsync(request.Number, RequestSamples.Refused, RequestSamples.By(1), Cancel));
        DataSubjectRequest replaced = RequestSamples.Done(await register.DecideAsync(request.Number, RequestSamples.Refused, RequestSamples.By(2), Cancel));

        Assert.Equal(DecisionOutcome.Refused, replaced.Decision!.Outcome);
        Assert.Equal(
            [RequestStepKind.Registered, RequestStepKind.Decided, RequestStepKind.Decided], replaced.Steps.Select(step => step.Step));
    }

    [Fact]
    public async Task Repeated_step_with_its_previous_version_is_no_conflict()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        RequestRegister register = rig.Get<RequestRegister>();
        DataSubjectRequest request = await rig.RegisterAsync();
        RequestSamples.Done(await register.ExtendAsync(request.Number, RequestSamples.Extension, RequestSamples.By(1), Cancel));
        RequestSamples.Done(await register.DecideAsync(request.Number, RequestSamples.Granted, RequestSamples.By(2), Cancel));
        NewAnswer answer = RequestSamples.Answer(DataSubjectRig.Now);
        RequestSamples.Done(await register.AnswerAsync(request.Number, answer, RequestSamples.By(3), Cancel));

        Assert.Equal(4, RequestSamples.Done(
            await register.ExtendAsync(request.Number, RequestSamples.Extension, RequestSamples.By(1), Cancel)).Version);
        Assert.Equal(4, RequestSamples.Done(await register.DecideAsync(request.Number, RequestSamples.Granted, RequestSamples.By(2), Cancel)).Version);
        Assert.Equal(4, RequestSamples.Done(await register.AnswerAsync(request.Number, answer, RequestSamples.By(3), Cancel)).Version);
        Assert.IsType<RequestOutcome.Changed>(await register.DecideAsync(request.Number, RequestSamples.Refused, RequestSamples.By(2), Cancel));
    }

    [Fact]
    public async Task Summary_of_one_request_leaves_no_entry_in_the_privacy_log()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        DataSubjectRequest request = await rig.RegisterAsync();

        (RequestSummary summary, int version) = (await rig.Get<RequestRegister>().FindAsync(request.Number, Cancel))!;

        Assert.Equal((request.Number, 30, 1), (summary.Number, summary.DaysLeft!.Value, version));
        Assert.Empty(await rig.EntriesAsync("request-read"));
        Assert.Null(await rig.Get<RequestRegister>().FindAsync("01K42TP6J8Q5V0D3W7Z9X1C4BN", Cancel));
    }

    [Fact]
    public async Task Second_of_two_concurrent_editors_learns_that_the_request_changed()
    {
        string account = azurite.NewAccount();
        await using StorageProxy proxy = await StorageProxy.StartAsync(account);
        using DataSubjectRig rig = new(proxy.ConnectionString);
        RequestRegister register = rig.Get<RequestRegister>();
        DataSubjectRequest request = await rig.RegisterAsync();
        // The first editor's change waits until the second editor's change is stored.
        int changes = 0;
        RequestOutcome? second = null;
        proxy.Before = async asked =>
        {
            if (IsChange(asked) && Interlocked.Increment(ref changes) == 1)
                second = await register.DecideAsync(request.Number, RequestSamples.Refused, RequestSamples.By(1), Cancel);
        };

        RequestOutcome first = await register.DecideAsync(request.Number, RequestSamples.Granted, RequestSamples.By(1), Cancel);

        Assert.IsType<RequestOutcome.Changed>(first);
        Assert.Equal(DecisionOutcome.Refused, RequestSamples.Done(second!).Decision!.Outcome);
    }

    [Fact]
    public async Task Change_whose_answer_was_lost_is_done_and_no_conflict()
    {
        string account = azurite.NewAccount();
        await using StorageProxy proxy = await StorageProxy.StartAsync(account);
        using DataSubjectRig rig = new(proxy.ConnectionString);
        DataSubjectRequest request = await rig.RegisterAsync();
        int lost = 0;
        proxy.LosesAnswer = asked => IsChange(asked) && Interlocked.Increment(ref lost) == 1;

        DataSubjectRequest decided = RequestSamples.Done(
            await rig.Get<RequestRegister>().DecideAsync(request.Number, RequestSamples.Granted, RequestSamples.By(1), Cancel));

        Assert.True(lost > 1, "No answer was lost.");
        Assert.Equal((2, 2), (decided.Version, decided.Steps.Count));
    }

    [Fact]
    public async Task Without_the_mail_address_nothing_is_registered()
    {
        using DataSubjectRig rig = new(azurite.NewAccount(), ("Requests:Mail", ""));

        Assert.IsType<RequestOutcome.MailMissing>(
            await rig.Get<RequestRegister>().RegisterAsync(RequestSamples.Request(), RequestSamples.Editor, repeatable: null, Cancel));
        Assert.Empty(await rig.Get<RequestRegister>().ListAsync(isOpen: null, Cancel));
    }

    [Fact]
    public async Task List_is_sorted_by_due_day_with_the_remaining_days()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        RequestRegister register = rig.Get<RequestRegister>();
        DataSubjectRequest late = await rig.RegisterAsync(RequestSamples.Request(RequestKind.Erasure, "2026-07-31"));
        DataSubjectRequest answered = await rig.RegisterAsync(RequestSamples.Request(RequestKind.Objection, "2026-08-15"));
        DataSubjectRequest extended = await rig.RegisterAsync(RequestSamples.Request(RequestKind.Access, "2026-08-31"));
        DataSubjectRequest newest = await rig.RegisterAsync(RequestSamples.Request(RequestKind.Restriction));
        await register.DecideAsync(answered.Number, RequestSamples.Refused, RequestSamples.By(), Cancel);
        await register.AnswerAsync(answered.Number, RequestSamples.Answer(DataSubjectRig.Now), RequestSamples.By(), Cancel);
        await register.ExtendAsync(extended.Number, RequestSamples.Extension, RequestSamples.By(), Cancel);

        Assert.Equal(
            [(late.Number, -1), (newest.Number, 30), (extended.Number, 90)],
            (await register.ListAsync(isOpen: true, Cancel)).Select(request => (request.Number, request.DaysLeft!.Value)));
        RequestSummary closed = Assert.Single(await register.ListAsync(isOpen: false, Cancel));
        Assert.Equal((answered.Number, null, DataSubjectRig.Now), (closed.Number, closed.DaysLeft, closed.ClosedAt));
        Assert.Equal(4, (await register.ListAsync(isOpen: null, Cancel)).Count);
    }

    [Fact]
    public async Task Row_that_can_not_be_read_is_left_out_and_stops_nothing_else()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        DataSubjectRequest broken = await rig.RegisterAsync(), whole = await rig.RegisterAsync();
        TableEntity damage = new("request", broken.Number) { ["Kind"] = "Iets" };
        await rig.Table("Requests").UpdateEntityAsync(damage, Azure.ETag.All, TableUpdateMode.Merge, Cancel);

        Assert.Equal(whole.Number, Assert.Single(await rig.Get<RequestRegister>().ListAsync(isOpen: null, Cancel)).Number);
        Assert.Contains(rig.Logs.Entries, entry => entry.EventId.Id == 9505);
    }

    private static bool IsChange(string asked) => asked.Split(' ', '(') is ["PATCH" or "MERGE", "Requests", ..];

    private static void AssertNotPossible(string field, RequestOutcome outcome) =>
        Assert.Equal(field, Assert.IsType<RequestOutcome.NotPossible>(outcome).Fault.Field);
}
