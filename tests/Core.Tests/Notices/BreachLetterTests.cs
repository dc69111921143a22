using LeerId.Notices;

namespace LeerId.Core.Tests.Notices;

/// <summary>The missing and changed fields in the mails about a breach.</summary>
public sealed class BreachLetterTests
{
    [Fact]
    public void First_report_lists_everything_that_is_still_missing() => Assert.Contains(
        """
        Wat nog ontbreekt:
        Waar het gebeurde
        Vastgesteld
        Categorieën van betrokkenen
        Aantal betrokkenen, bij benadering
        Categorieën van gegevens
        Aantal gegevensrecords, bij benadering
        Waarschijnlijke gevolgen
        Genomen of voorgestelde maatregelen
        Beoordeling van het risico
        Mededeling aan de betrokkenen (AVG, artikel 34)
        Melding aan de Gegevensbeschermingsautoriteit
        Overleg tussen beide partijen

        """,
        Text(NoticeSamples.FirstReport), StringComparison.Ordinal);

    [Fact]
    public void Complete_breach_shows_the_decision_the_authority_and_the_consultation()
    {
        string text = Text(NoticeSamples.Complete);
        Assert.Contains("Hoe de betrokkenen ingelicht zijn:\nmet een brief aan de ouders\n", text, StringComparison.Ordinal);
        Assert.Contains("Hoeveel betrokkenen ingelicht zijn:\n1.180\n", text, StringComparison.Ordinal);
        Assert.Contains("Melding aan de Gegevensbeschermingsautoriteit:\n1 september 2026 om 09.30 uur\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "Overleg tussen beide partijen:\n1 september 2026 om 09.00 uur, met beide functionarissen:\nDe scholen krijgen een brief.\n", text,
            StringComparison.Ordinal);
        Assert.Contains("Wat nog ontbreekt:\nniets: het datalek kan afgesloten worden\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Letter_about_a_breach_of_DOV_names_DOV_as_its_source() => Assert.Contains(
        "DOV meldde dit datalek aan de dienstenleverancier", Text(NoticeSamples.FirstReport with { Source = BreachSource.Dov }), StringComparison.Ordinal);

    [Fact]
    public void Change_shows_the_new_and_the_former_value_and_what_is_missing() => Assert.Equal(
        """
        Aanvulling 2 bij een datalek

        Dit vult een eerdere melding van een datalek aan, die hetzelfde nummer heeft. Hieronder staat alleen wat veranderde.

        Nummer:
        01K4E8J1YZ3N5B6C7D8E9F0G1H

        Aantal betrokkenen, bij benadering:
        1.300

        Aantal betrokkenen, bij benadering, vroeger:
        1.200

        Contactpunt:
        niet meer ingevuld

        Contactpunt, vroeger:
        de receptie

        Beoordeling van het risico:
        er is een risico

        Wat nog ontbreekt:
        Overleg tussen beide partijen

        Deze mail is automatisch verstuurd en bevat geen gegevens van leerlingen. Verwijs naar het nummer.

        """,
        Text(new BreachChangeContent
        {
            Sequence = 2,
            Changed = ["personCount", "contact", "risk"],
            Former = new() { PersonCount = 1200, Contact = "de receptie" },
            Now = new() { PersonCount = 1300, Risk = RiskJudgement.Risk },
            Missing = ["consultations"],
            Deadline = NoticeSamples.KnownAt + BreachContent.Term,
        }));

    [Fact]
    public void Closing_gives_the_reason_for_each_field_that_is_missing()
    {
        Assert.Contains("Wat ontbreekt, en waarom:\nniets ontbreekt\n", Text(new BreachClosingContent { Sequence = 1 }), StringComparison.Ordinal);
        Assert.Contains(
            "Wat ontbreekt, en waarom:\nOverleg tussen beide partijen: DOV had geen vragen.\n",
            Text(new BreachClosingContent { Sequence = 1, Reasons = new Dictionary<string, string> { ["consultations"] = "DOV had geen vragen." } }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Reminder_lists_what_is_missing() => Assert.Contains(
        "Wat nog ontbreekt:\nBeoordeling van het risico\nMelding aan de Gegevensbeschermingsautoriteit\n",
        Text(new ReminderContent { Hours = 24, Deadline = NoticeSamples.KnownAt, Missing = ["risk", "authorityNotifiedAt"] }), StringComparison.Ordinal);

    private static string Text(NoticeContent content) =>
        NoticeLetter.For(NoticeSamples.Notice(content, part: content is BreachContent ? "" : "deel-1")).ToText();
}
