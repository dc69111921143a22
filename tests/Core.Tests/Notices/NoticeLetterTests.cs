using LeerId.Notices;

namespace LeerId.Core.Tests.Notices;

/// <summary>The exact subjects and bodies of mails.</summary>
public sealed class NoticeLetterTests
{
    private const string DisclosureIntroduction =
        "Dit is de voorafgaande melding van een mededeling van UUID-gegevens aan een andere dienstenleverancier, "
        + "op vraag van een schoolbestuur (protocol LeerID, artikel 4). Er worden geen andere gegevens meegedeeld.";

    [Fact]
    public void Text_is_the_letter_line_by_line() => Assert.Equal(
        """
        Melding van een datalek

        Dit is een melding van een inbreuk in verband met persoonsgegevens (protocol LeerID, artikel 9; AVG, artikel 33).

        Nummer:
        01K4E8J1YZ3N5B6C7D8E9F0G1H

        Termijn van 72 uur loopt tot:
        4 september 2026 om 08.30 uur

        Waar het gebeurde:
        bij de dienstenleverancier

        Gebeurd:
        31 augustus 2026 om 22.00 uur

        Vastgesteld:
        1 september 2026 om 08.00 uur

        Kennis genomen:
        1 september 2026 om 08.30 uur

        Aard van de inbreuk:
        Een bestand stond open.
        Dat was zo sinds zondag.

        Categorieën van betrokkenen:
        leerlingen van het lager onderwijs

        Aantal betrokkenen, bij benadering:
        1.200

        Categorieën van gegevens:
        identificatiegegevens

        Aantal gegevensrecords, bij benadering:
        24.000

        Contactpunt:
        de functionaris & haar team

        Waarschijnlijke gevolgen:
        Onbevoegden konden gegevens inzien.

        Genomen of voorgestelde maatregelen:
        Het bestand is afgesloten.

        Beoordeling van het risico:
        er is een hoog risico

        Mededeling aan de betrokkenen (AVG, artikel 34):
        nog niet beslist

        Wat nog ontbreekt:
        Mededeling aan de betrokkenen (AVG, artikel 34)
        Melding aan de Gegevensbeschermingsautoriteit
        Overleg tussen beide partijen

        Deze mail is automatisch verstuurd en bevat geen gegevens van leerlingen. Verwijs naar het nummer.

        """,
        NoticeLetter.For(NoticeSamples.Notice(NoticeSamples.Breach)).ToText());

    [Fact]
    public void Text_shows_values_as_they_were_written_and_leaves_out_empty_ones() => Assert.Equal(
        """
        Melding van <iets>

        Één & ander.

        Nummer:
        1

        Wat:
        <b>twee
        regels</b> {{ letter.Title }}

        Deze mail is automatisch verstuurd en bevat geen gegevens van leerlingen. Verwijs naar het nummer.

        """,
        new NoticeLetter(
            "x", "Melding van <iets>", "Één & ander.",
            [new("Nummer", "1"), new("Wat", "<b>twee\nregels</b> {{ letter.Title }}"), new("Leeg", " "), new("Niets", null)]).ToText());

    [Fact]
    public void Disclosure_letter_has_everything_that_article_4_requires() => Assert.Equal(
        $"""
        Voorafgaande melding van een mededeling aan een andere dienstenleverancier

        {DisclosureIntroduction}

        Nummer:
        01K4E8J1YZ3N5B6C7D8E9F0G1H

        Ontvanger:
        Uitgeverij Voorbeeld

        Protocol van de ontvanger met DOV:
        LEERID/2025/17, 1 maart 2025

        Doel:
        Dezelfde leerling herkennen in beide leermiddelen.

        Waarom dat verenigbaar is met de oorspronkelijke doelstellingen:
        Het is dezelfde identificatie, voor dezelfde school.

        Schoolbestuur:
        Scholengroep Voorbeeld vzw

        Vraag van het schoolbestuur:
        brief 12, 20 augustus 2026

        Scholen:
        012345 Basisschool De Linde
        030569 Basisschool De Beuk

        Mededeling op zijn vroegst:
        4 september 2026 om 00.00 uur

        Deze mail is automatisch verstuurd en bevat geen gegevens van leerlingen. Verwijs naar het nummer.

        """,
        NoticeLetter.For(NoticeSamples.Notice(NoticeSamples.Disclosure, NoticeKind.Disclosure)).ToText());

    [Theory]
    [InlineData(NoticeRecipient.Provider, "Functionaris voor gegevensbescherming van DOV:\nMevrouw Claes, 02 555 01 02, dpo@dov.example\n")]
    [InlineData(
        NoticeRecipient.Dov, "Functionaris voor gegevensbescherming van de dienstenleverancier:\nDe heer Maes, +32 2 555 01 01, dpo@uitgever.example\n")]
    public void Each_officer_reads_how_to_reach_the_other(NoticeRecipient reader, string contact)
    {
        DpoOptions officers = new()
        {
            Provider = { Name = "De heer Maes", Telephone = "+32 2 555 01 01", Mail = "dpo@uitgever.example" },
            Dov = { Name = "Mevrouw Claes", Telephone = "02 555 01 02", Mail = "dpo@dov.example" },
        };
        string text = NoticeLetter.For(NoticeSamples.Notice(NoticeSamples.Breach)).WithContact(officers, reader).ToText();
        Assert.Contains($"\n\n{contact}", text, StringComparison.Ordinal);
        Assert.Single(text.Split("Functionaris voor gegevensbescherming van")[1..]);
    }

    [Fact]
    public void Subject_has_kind_number_and_deadline() => Assert.Equal(
        [
            "Datalek 01K4E8J1YZ3N5B6C7D8E9F0G1H: termijn tot 4 september 2026 om 08.30 uur",
            "Gegevenskwaliteit 01K4E8J1YZ3N5B6C7D8E9F0G1H: onmiddellijk te behandelen",
            "Wijziging van wetgeving 01K4E8J1YZ3N5B6C7D8E9F0G1H: vanaf 1 januari 2027",
            "Wijziging van verwerkers 01K4E8J1YZ3N5B6C7D8E9F0G1H: onmiddellijk te behandelen",
            "Mededeling aan een derde 01K4E8J1YZ3N5B6C7D8E9F0G1H: niet voor 4 september 2026 om 00.00 uur",
            "Aanvulling 1 bij mededeling aan een derde 01K4E8J1YZ3N5B6C7D8E9F0G1H: onmiddellijk te behandelen",
            "Aanvulling 2 bij datalek 01K4E8J1YZ3N5B6C7D8E9F0G1H: termijn tot 4 september 2026 om 08.30 uur",
            "Datalek 01K4E8J1YZ3N5B6C7D8E9F0G1H is afgesloten",
            "Herinnering na 24 uur: datalek 01K4E8J1YZ3N5B6C7D8E9F0G1H, termijn tot 4 september 2026 om 08.30 uur",
            "Termijn verstreken: datalek 01K4E8J1YZ3N5B6C7D8E9F0G1H, termijn tot 4 september 2026 om 08.30 uur",
        ],
        new[]
        {
            NoticeSamples.Notice(NoticeSamples.Breach),
            NoticeSamples.Notice(new QualityContent { FoundAt = NoticeSamples.KnownAt, Data = "Naam", Problem = "x" }, NoticeKind.Quality),
            NoticeSamples.Notice(new ChangeContent { Subject = ChangeSubject.Legislation, From = new DateOnly(2027, 1, 1) }, NoticeKind.Change),
            NoticeSamples.Notice(new ChangeContent { Subject = ChangeSubject.Processors }, NoticeKind.Change),
            NoticeSamples.Notice(NoticeSamples.Disclosure, NoticeKind.Disclosure),
            NoticeSamples.Notice(new SupplementContent { Sequence = 1, Text = "x" }, NoticeKind.Disclosure, "aanvulling-1"),
            NoticeSamples.Notice(new BreachChangeContent { Sequence = 2, Deadline = NoticeSamples.KnownAt + BreachContent.Term }, part: "aanvulling-2"),
            NoticeSamples.Notice(new BreachClosingContent { Sequence = 3 }, part: "afsluiting-3"),
            NoticeSamples.Notice(new ReminderContent { Hours = 24, Deadline = NoticeSamples.KnownAt + BreachContent.Term }, part: "herinnering-24"),
            NoticeSamples.Notice(new ReminderContent { Hours = 72, Deadline = NoticeSamples.KnownAt + BreachContent.Term }, part: "herinnering-72"),
        }.Select(notice => NoticeLetter.For(notice).Subject));
}
