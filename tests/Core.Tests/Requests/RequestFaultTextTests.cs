using LeerId.Core.Tests.DataSubjects;
using LeerId.Requests;
using LeerId.Testing;
using LeerId.Text;

namespace LeerId.Core.Tests.Requests;

/// <summary>Every fault of a request of a data subject in Dutch, as the staff console shows it after the name of the field.</summary>
public sealed class RequestFaultTextTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Faults_of_a_new_request()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());

        Assert.Equal(
            [
                ("kind", "is niet gekozen"),
                ("receivedOn", "is niet ingevuld"),
                ("requester.name", "is niet ingevuld"),
                ("requester.contact", "is niet ingevuld"),
                ("identity.check", "is niet gekozen"),
            ],
            Texts(await RegisterAsync(new NewRequest())));
        Assert.Equal(
            [
                ("receivedOn", "ligt in de toekomst: vul de dag van ontvangst in, ten laatste vandaag"),
                ("requester.name", "heeft 201 tekens; hoogstens 200 mogen"),
                ("requester.contact", "heeft 501 tekens; hoogstens 500 mogen"),
                ("identity.note", "is niet ingevuld: zeg hoe u nakeek wie de aanvrager is, want u koos een andere manier"),
                ("description", "heeft 10.001 tekens; hoogstens 10.000 mogen"),
            ],
            Texts(await RegisterAsync(new NewRequest
            {
                Kind = RequestKind.Access,
                ReceivedOn = new DateOnly(2026, 9, 2),
                Requester = new Requester { Name = new string('x', 201), Contact = new string('x', 501) },
                Identity = new IdentityEvidence { Check = IdentityCheck.Other },
                Description = new string('x', 10_001),
            })));

        Task<RequestOutcome> RegisterAsync(NewRequest body) =>
            rig.Get<RequestRegister>().RegisterAsync(body, RequestSamples.Editor, repeatable: null, Cancel);
    }

    [Fact]
    public async Task Faults_of_an_extension()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        RequestRegister register = rig.Get<RequestRegister>();
        string number = (await rig.RegisterAsync()).Number, late = (await rig.RegisterAsync(RequestSamples.Request(receivedOn: "2026-07-31"))).Number;

        Assert.Equal([("reason", "is niet ingevuld")], Texts(await ExtendAsync(number, "")));
        Assert.Equal(("receivedOn", "is meer dan een maand geleden: verlengen kon tot en met 31 augustus 2026"), Text(await ExtendAsync(late, "x")));
        RequestSamples.Done(await ExtendAsync(number, "x"));
        Assert.Equal(("extension", "is al genoteerd: een termijn wordt één keer verlengd"), Text(await ExtendAsync(number, "y")));
        RequestSamples.Done(await register.DecideAsync(late, RequestSamples.Refused, RequestSamples.By(), Cancel));
        Assert.Equal(("decision", "is al genoteerd: een termijn wordt verlengd vóór de beslissing"), Text(await ExtendAsync(late, "x")));

        Task<RequestOutcome> ExtendAsync(string to, string reason) =>
            register.ExtendAsync(to, new NewExtension { Reason = reason }, RequestSamples.By(), Cancel);
    }

    [Fact]
    public async Task Faults_of_a_decision()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        string number = (await rig.RegisterAsync(RequestSamples.Request(check: IdentityCheck.NotYet))).Number;

        Assert.Equal(
            [("outcome", "is niet gekozen"), ("reason", "is niet ingevuld"), ("identity.check", "is niet gekozen")],
            Texts(await DecideAsync(new NewDecision { Identity = new IdentityEvidence() })));
        Assert.Equal(
            [("identity.check", "is nog niet gebeurd: kijk na wie de aanvrager is vóór u iets toekent")],
            Texts(await DecideAsync(RequestSamples.Granted)));
        RequestSamples.Done(await DecideAsync(RequestSamples.Refused));
        Assert.Equal(
            ("decision", "is al genoteerd: open het verzoek opnieuw om ze te vervangen"),
            Text(await DecideAsync(new NewDecision { Outcome = DecisionOutcome.Refused, Reason = "y" })));

        Task<RequestOutcome> DecideAsync(NewDecision decision) =>
            rig.Get<RequestRegister>().DecideAsync(number, decision, RequestSamples.By(), Cancel);
    }

    [Fact]
    public async Task Faults_of_an_answer()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        string number = (await rig.RegisterAsync()).Number;

        Assert.Equal([("sentAt", "is niet ingevuld"), ("text", "is niet ingevuld")], Texts(await AnswerAsync(new NewAnswer())));
        Assert.Equal(
            [
                ("sentAt", "ligt in de toekomst: noteer het antwoord nadat het verstuurd is"),
                ("proof", "mag alleen letters, cijfers en de tekens -_./ bevatten, hoogstens 8.000: "
                    + "het bewijs van een wissing, of het nummer van een melding of een beperking"),
            ],
            Texts(await AnswerAsync(Answer(DataSubjectRig.Now.AddSeconds(1), "met spaties"))));
        Assert.Equal(
            [("proof", "bevat een uuid: vul het bewijs van de wissing in, of het nummer van een melding of een beperking")],
            Texts(await AnswerAsync(Answer(DataSubjectRig.Now, DataSubjectRig.LeerId(1).ToString()))));
        Assert.Equal(("decision", "is nog niet genoteerd: noteer die vóór het antwoord"), Text(await AnswerAsync(Answer(DataSubjectRig.Now))));
        RequestSamples.Done(await rig.Get<RequestRegister>().DecideAsync(number, RequestSamples.Refused, RequestSamples.By(), Cancel));
        Assert.Equal([("sentAt", "ligt vóór de dag van ontvangst")], Texts(await AnswerAsync(Answer(DataSubjectRig.Now.AddDays(-1)))));
        RequestSamples.Done(await AnswerAsync(Answer(DataSubjectRig.Now)));
        Assert.Equal(("answer", "is al genoteerd: het verzoek is afgesloten"), Text(await AnswerAsync(Answer(DataSubjectRig.Now.AddMinutes(-1)))));
        Assert.Equal(
            ("answer", "is al genoteerd: het verzoek is afgesloten"),
            Text(await rig.Get<RequestRegister>().DecideAsync(number, RequestSamples.Granted, RequestSamples.By(), Cancel)));

        Task<RequestOutcome> AnswerAsync(NewAnswer answer) => rig.Get<RequestRegister>().AnswerAsync(number, answer, RequestSamples.By(), Cancel);
    }

    private static NewAnswer Answer(DateTimeOffset sentAt, string? proof = null) => new() { SentAt = sentAt, Text = "brief", Proof = proof };

    private static IEnumerable<(string, string)> Texts(RequestOutcome outcome) =>
        Assert.IsType<RequestOutcome.Invalid>(outcome).Faults.Select(fault => (fault.Field, fault.Dutch));

    private static (string, string) Text(RequestOutcome outcome)
    {
        FieldFault fault = Assert.IsType<RequestOutcome.NotPossible>(outcome).Fault;
        return (fault.Field, fault.Dutch);
    }
}
