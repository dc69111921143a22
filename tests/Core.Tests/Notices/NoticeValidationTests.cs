using LeerId.Notices;
using LeerId.Text;

namespace LeerId.Core.Tests.Notices;

public sealed class NoticeValidationTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Complete_breach_is_accepted() => Assert.Empty(Check(NoticeSamples.Complete));

    [Fact]
    public void First_report_needs_two_fields_and_no_more()
    {
        Assert.Equal(["knownAt", "nature"], Check(new BreachContent()).Select(fault => fault.Field));
        Assert.Empty(Check(NoticeSamples.FirstReport));
    }

    [Fact]
    public void Breach_names_every_wrong_field_at_once() => Assert.Equal(
        [
            new("happenedAt", "is in the future", "ligt in de toekomst"),
            new("foundAt", "is earlier than happenedAt", "ligt voor het tijdstip waarop het gebeurde"),
            new("knownAt", "is earlier than foundAt", "ligt voor het tijdstip van de vaststelling"),
            new("source", "is none of the choices", "is geen van de keuzes"),
            new("personCount", "is negative", "is negatief"),
            new("recordCount", "is negative", "is negatief"),
            new("risk", "is none of the choices", "is geen van de keuzes"),
            new("persons", "is none of the choices", "is geen van de keuzes"),
        ],
        Check(NoticeSamples.Breach with
        {
            HappenedAt = Now.AddHours(1),
            FoundAt = Now.AddHours(-1),
            KnownAt = Now.AddHours(-2),
            Source = (BreachSource)9,
            PersonCount = -1,
            RecordCount = -1,
            Risk = (RiskJudgement)9,
            Persons = (PersonsDecision)9,
        }));

    [Fact]
    public void Breach_that_became_known_before_it_happened_is_wrong() => Assert.Equal(
        [new("knownAt", "is earlier than happenedAt", "ligt voor het tijdstip waarop het gebeurde")],
        Check(NoticeSamples.FirstReport with { HappenedAt = NoticeSamples.KnownAt.AddSeconds(1) }));

    [Theory]
    [InlineData(BreachSource.Processor, null, "is missing")]
    [InlineData(BreachSource.Processor, "Wolk NV", null)]
    [InlineData(BreachSource.Own, "Wolk NV", "must be empty unless source is processor")]
    [InlineData(null, "Wolk NV", "must be empty unless source is processor")]
    public void Breach_at_a_processor_and_no_other_names_it(BreachSource? source, string? processor, string? fault) => Assert.Equal(
        fault, Check(NoticeSamples.FirstReport with { Source = source, Processor = processor }).SingleOrDefault()?.Fault);

    [Fact]
    public void Decision_about_the_persons_needs_a_reason_or_the_details_of_the_notification()
    {
        BreachContent notRequired = NoticeSamples.Breach with { Persons = PersonsDecision.NotRequired };
        Assert.Equal([new("personsReason", "is missing", "ontbreekt")], Check(notRequired));
        Assert.Empty(Check(notRequired with { PersonsReason = "De gegevens waren versleuteld." }));
        BreachContent done = NoticeSamples.Breach with { Persons = PersonsDecision.Done };
        Assert.Equal(
            ["personsToldAt ontbreekt", "personsToldHow ontbreekt", "personsToldCount ontbreekt"],
            Check(done).Select(fault => $"{fault.Field} {fault.Dutch}"));
        BreachContent told = NoticeSamples.Complete with { Persons = PersonsDecision.Undecided };
        Assert.Equal(["personsToldAt", "personsToldHow", "personsToldCount"], Check(told).Select(fault => fault.Field));
        Assert.All(Check(told), fault => Assert.Equal(
            ("must be empty unless persons is done", "moet leeg zijn zolang de betrokkenen niet ingelicht zijn"), (fault.Fault, fault.Dutch)));
    }

    [Theory]
    [InlineData(BreachSource.Own, RiskJudgement.Unlikely, null)]
    [InlineData(BreachSource.Own, RiskJudgement.Risk, "risk")]
    [InlineData(null, null, "risk")]
    [InlineData(BreachSource.Dov, null, null)]
    public void No_notification_of_the_authority_needs_an_unlikely_risk_unless_the_breach_is_that_of_DOV(
        BreachSource? source, RiskJudgement? risk, string? faulty)
    {
        BreachContent breach = NoticeSamples.FirstReport with { Source = source, Risk = risk, AuthorityNotRequiredReason = "Alles was versleuteld." };
        Assert.Equal(faulty, Check(breach).SingleOrDefault()?.Field);
    }

    [Fact]
    public void Authority_was_either_notified_or_need_not_be() => Assert.Equal(
        [new("authorityNotRequiredReason", "must be empty when the authority was notified", "moet leeg zijn als de autoriteit de melding kreeg")],
        Check(NoticeSamples.Complete with { AuthorityNotRequiredReason = "Geen risico." }));

    [Fact]
    public void Each_consultation_has_a_moment_participants_and_a_decision()
    {
        Consultation whole = NoticeSamples.Complete.Consultations![0];
        Consultation?[] consultations = [whole, null, whole with { At = null }, whole with { Participants = null }, whole with { Decision = " " }];

        Assert.Equal(
            [
                "consultations[1].at", "consultations[1].participants", "consultations[1].decision", "consultations[2].at",
                "consultations[3].participants", "consultations[4].decision",
            ],
            Check(NoticeSamples.FirstReport with { Consultations = consultations! }).Select(fault => fault.Field));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Notification_after_the_72_hours_needs_a_reason(int secondsLate, bool needed)
    {
        DateTimeOffset known = Now.AddHours(-80);
        BreachContent breach = NoticeSamples.Breach with
        {
            HappenedAt = null,
            FoundAt = known,
            KnownAt = known,
            AuthorityNotifiedAt = known.AddHours(72).AddSeconds(secondsLate),
        };
        Assert.Equal(needed ? ["delayReason"] : [], Check(breach).Select(fault => fault.Field));
        Assert.Empty(Check(breach with { DelayReason = "Het onderzoek liep nog." }));
    }

    [Fact]
    public void Notification_before_the_breach_was_known_is_wrong() => Assert.Equal(
        [new("authorityNotifiedAt", "is earlier than knownAt", "ligt voor het tijdstip waarop u van het datalek kennis nam")],
        Check(NoticeSamples.Breach with { AuthorityNotifiedAt = NoticeSamples.Breach.KnownAt!.Value.AddSeconds(-1) }));

    [Fact]
    public void Quality_and_change_reports_name_their_missing_fields()
    {
        Assert.Equal(["foundAt", "data", "problem"], Check(new QualityContent()).Select(fault => fault.Field));
        Assert.Equal(["subject", "description", "impact"], Check(new ChangeContent()).Select(fault => fault.Field));
        Assert.Equal(["text"], Check(new SupplementContent { Text = "\t\n" }).Select(fault => fault.Field));
    }

    [Fact]
    public void Texts_that_are_too_long_together_are_refused_at_the_one_that_is_too_much()
    {
        string half = new('x', 60_000);
        BreachContent breach = NoticeSamples.Breach with { Nature = half, Measures = half };
        Assert.Equal(
            [
                new(
                    "measures", "makes the texts longer than 120000 characters in all", "maakt de teksten samen langer dan 120.000 tekens"),
            ],
            Check(breach));
    }

    private static IReadOnlyList<FieldFault> Check(NoticeContent content) => NoticeValidation.Check(content, Now);
}
