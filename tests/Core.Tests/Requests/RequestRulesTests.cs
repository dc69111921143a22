using LeerId.Core.Tests.DataSubjects;
using LeerId.Requests;
using LeerId.Testing;

namespace LeerId.Core.Tests.Requests;

/// <summary>The required fields of requests and answers.</summary>
public sealed class RequestRulesTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("receivedOn")]
    [InlineData("requester.name")]
    [InlineData("requester.contact")]
    [InlineData("identity.check")]
    [InlineData("identity.note")]
    [InlineData("description")]
    [InlineData("kind")]
    public async Task Request_with_a_fault_names_the_field_and_is_not_stored(string field)
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        NewRequest good = RequestSamples.Request();
        NewRequest bad = new()
        {
            Kind = field == "kind" ? null : good.Kind,
            ReceivedOn = field == "receivedOn" ? new DateOnly(2026, 9, 2) : good.ReceivedOn,
            Requester = new Requester
            {
                Name = field == "requester.name" ? "\u200b" : good.Requester!.Name,
                Contact = field == "requester.contact" ? new string('x', 501) : good.Requester!.Contact,
            },
            Identity = new IdentityEvidence
            {
                Check = field switch { "identity.check" => null, "identity.note" => IdentityCheck.Other, _ => IdentityCheck.School },
            },
            Description = field == "description" ? new string('x', 10_001) : null,
        };

        RequestOutcome outcome = await rig.Get<RequestRegister>().RegisterAsync(bad, RequestSamples.Editor, repeatable: null, Cancel);

        Assert.Equal(field, Assert.Single(Assert.IsType<RequestOutcome.Invalid>(outcome).Faults).Field);
        Assert.Empty(await rig.Get<RequestRegister>().ListAsync(isOpen: null, Cancel));
    }

    [Fact]
    public async Task Answer_must_follow_the_receipt_and_its_proof_must_be_valid()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        RequestRegister register = rig.Get<RequestRegister>();
        DataSubjectRequest request = await rig.RegisterAsync();
        RequestSamples.Done(await register.DecideAsync(request.Number, RequestSamples.Granted, RequestSamples.By(), Cancel));

        // In Brussels it is already 1 September, in UTC not yet.
        Assert.Equal("sentAt", await FieldAsync(new DateTimeOffset(2026, 8, 31, 21, 59, 59, TimeSpan.Zero)));
        Assert.Equal("sentAt", await FieldAsync(DataSubjectRig.Now.AddSeconds(1)));
        Assert.Equal("proof", await FieldAsync(DataSubjectRig.Now, "aan Jan gegeven"));
        Assert.IsType<RequestOutcome.Done>(await register.AnswerAsync(
            request.Number, RequestSamples.Answer(new DateTimeOffset(2026, 8, 31, 22, 0, 0, TimeSpan.Zero)), RequestSamples.By(), Cancel));

        async Task<string> FieldAsync(DateTimeOffset sentAt, string? proof = null) => Assert.Single(Assert.IsType<RequestOutcome.Invalid>(
            await register.AnswerAsync(
                request.Number, new NewAnswer { SentAt = sentAt, Text = "brief", Proof = proof }, RequestSamples.By(), Cancel)).Faults).Field;
    }
}
