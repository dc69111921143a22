using LeerId.Notices;
using LeerId.Text;

namespace LeerId.Core.Tests.Notices;

public sealed class NoticeValidationTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Breach_with_everything_is_accepted() => Assert.Empty(Check(NoticeSamples.Breach));

    [Fact]
    public void Breach_without_anything_names_every_missing_field() => Assert.Equal(
        [
            "foundAt", "knownAt", "nature", "personCategories", "personCount", "dataCategories", "recordCount", "contact", "consequences",
            "measures", "risk", "persons",
        ],
        Check(new BreachContent()).Select(fault => fault.Field));

    [Fact]
    public void Breach_names_every_wrong_field_at_once() => Assert.Equal(
        [
            new("happenedAt", "is in the future"),
            new("foundAt", "is before it happened"),
            new("knownAt", "is before it was found"),
            new("personCount", "is negative"),
            new("recordCount", "is negative"),
            new("risk", "is none of the choices"),
            new("persons", "is none of the choices"),
        ],
        Check(NoticeSamples.Breach with
        {
            HappenedAt = Now.AddHours(1),
            FoundAt = Now.AddHours(-1),
            KnownAt = Now.AddHours(-2),
            PersonCount = -1,
            RecordCount = -1,
            Risk = (RiskJudgement)9,
            Persons = (PersonsDecision)9,
        }));

    [Theory]
    [InlineData(RiskJudgement.High, PersonsDecision.NotTold, true)]
    [InlineData(RiskJudgement.High, PersonsDecision.Told, false)]
    [InlineData(RiskJudgement.Risk, PersonsDecision.NotTold, false)]
    public void Not_telling_persons_at_a_high_risk_needs_a_reason(RiskJudgement risk, PersonsDecision persons, bool needed)
    {
        BreachContent breach = NoticeSamples.Breach with { Risk = risk, Persons = persons, PersonsReason = null };
        Assert.Equal(needed ? ["personsReason"] : [], Check(breach).Select(fault => fault.Field));
        Assert.Empty(Check(breach with { PersonsReason = "De gegevens waren versleuteld." }));
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
        [new("authorityNotifiedAt", "is before the breach became known")],
        Check(NoticeSamples.Breach with { AuthorityNotifiedAt = NoticeSamples.Breach.KnownAt!.Value.AddSeconds(-1) }));

    [Theory]
    [InlineData(false, null, null, "authorityNotifiedAt")]
    [InlineData(true, null, "Geen risico.", "authorityNotRequiredReason")]
    [InlineData(false, "Onderzoek.", "Geen risico.", "delayReason")]
    [InlineData(false, null, "Geen risico.", null)]
    [InlineData(true, "Onderzoek.", null, null)]
    public void What_is_recorded_of_the_authority_is_one_of_two_things(bool notified, string? delayReason, string? notRequiredReason, string? faulty)
    {
        AuthorityRecord record = new()
        {
            AuthorityNotifiedAt = notified ? Now : null,
            DelayReason = delayReason,
            AuthorityNotRequiredReason = notRequiredReason,
        };
        Assert.Equal(faulty, NoticeValidation.Check(record).Select(fault => fault.Field).SingleOrDefault());
    }

    [Fact]
    public void Quality_and_change_name_what_is_missing()
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
        Assert.Equal(["measures"], Check(breach).Select(fault => fault.Field));
    }

    private static IReadOnlyList<FieldFault> Check(NoticeContent content) => NoticeValidation.Check(content, Now);
}
