using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>A mail to a data protection officer, in Dutch and in plain text.</summary>
/// <param name="Subject">Kind, number and deadline; nothing that a reporter wrote.</param>
/// <param name="Title">The heading.</param>
/// <param name="Introduction">Why the reader gets it.</param>
/// <param name="Rows">What there is to tell.</param>
internal sealed record NoticeLetter(string Subject, string Title, string Introduction, IReadOnlyList<LetterRow> Rows)
{
    private const string NoTerm = "onmiddellijk te behandelen";
    private const string Unknown = "niet bekend";
    private const string Closing = "Deze mail is automatisch verstuurd en bevat geen gegevens van leerlingen. Verwijs naar het nummer.";

    public static NoticeLetter For(Notice notice) => notice.Content switch
    {
        BreachContent breach => Breach(notice, breach),
        QualityContent quality => Quality(notice, quality),
        ChangeContent change => Change(notice, change),
        DisclosureContent disclosure => Disclosure(notice, disclosure),
        AgreementContent agreement => AgreementLetter.For(notice, agreement),
        SupplementContent supplement => Supplement(notice, supplement),
        ReminderContent reminder => Reminder(notice, reminder),
        _ => throw new InvalidOperationException($"There is no letter for {notice.Content.GetType().Name}."),
    };

    /// <summary>The body of the mail, with a blank line between its parts.</summary>
    public string ToText() => string.Join("\n\n",
    [
        Title,
        Introduction,
        .. Rows.Where(row => !string.IsNullOrWhiteSpace(row.Value)).Select(row => $"{row.Label}:\n{row.Value}"),
        Closing,
    ]) + "\n";

    private static NoticeLetter Breach(Notice notice, BreachContent breach)
    {
        string deadline = DutchDate.Moment(breach.KnownAt!.Value + BreachContent.Term);
        return new NoticeLetter(
            $"Datalek {notice.Reference.Number}: termijn tot {deadline}",
            "Melding van een datalek",
            "Dit is een melding van een inbreuk in verband met persoonsgegevens (protocol LeerID, artikel 9; AVG, artikel 33).",
            [
                new("Nummer", notice.Reference.Number),
                new("Gebeurd", breach.HappenedAt is { } happened ? DutchDate.Moment(happened) : Unknown),
                new("Vastgesteld", DutchDate.Moment(breach.FoundAt!.Value)),
                new("Kennis genomen", DutchDate.Moment(breach.KnownAt.Value)),
                new("Termijn van 72 uur loopt tot", deadline),
                new("Aard van de inbreuk", breach.Nature),
                new("Categorieën van betrokkenen", breach.PersonCategories),
                new("Aantal betrokkenen, bij benadering", DutchDate.Count(breach.PersonCount!.Value)),
                new("Categorieën van gegevens", breach.DataCategories),
                new("Aantal gegevensrecords, bij benadering", DutchDate.Count(breach.RecordCount!.Value)),
                new("Contactpunt", breach.Contact),
                new("Waarschijnlijke gevolgen", breach.Consequences),
                new("Genomen of voorgestelde maatregelen", breach.Measures),
                new("Beoordeling van het risico", breach.Risk switch
                {
                    RiskJudgement.Unlikely => "een risico is niet waarschijnlijk",
                    RiskJudgement.Risk => "er is een risico",
                    _ => "er is een hoog risico",
                }),
                new("Mededeling aan de betrokkenen (AVG, artikel 34)", breach.Persons switch
                {
                    PersonsDecision.Undecided => "nog niet beslist",
                    PersonsDecision.NotTold => "geen mededeling",
                    PersonsDecision.WillBeTold => "volgt",
                    _ => "gedaan",
                }),
                new("Toelichting bij die beslissing", breach.PersonsReason),
                new("Melding aan de Gegevensbeschermingsautoriteit", notice.AuthorityNotifiedAt is { } notified
                    ? $"gedaan op {DutchDate.Moment(notified)}" : "nog niet geregistreerd"),
                new("Reden van de vertraging", breach.DelayReason),
            ]);
    }

    private static NoticeLetter Quality(Notice notice, QualityContent quality) => new(
        $"Gegevenskwaliteit {notice.Reference.Number}: {NoTerm}",
        "Melding over de kwaliteit van gegevens",
        "Dit is een melding van gegevens die fout, onnauwkeurig, onvolledig, verouderd of overbodig zijn, of ontbreken (protocol LeerID, artikel 7).",
        [
            new("Nummer", notice.Reference.Number),
            new("Vastgesteld", DutchDate.Moment(quality.FoundAt!.Value)),
            new("Gegevens", quality.Data),
            new("Wat er mis is", quality.Problem),
            new("Hoe vaak", quality.Count is { } count ? $"{DutchDate.Count(count)} keer" : null),
        ]);

    private static NoticeLetter Change(Notice notice, ChangeContent change)
    {
        bool isLaw = change.Subject == ChangeSubject.Legislation;
        return new NoticeLetter(
            $"{(isLaw ? "Wijziging van wetgeving" : "Wijziging van verwerkers")} {notice.Reference.Number}: "
                + (change.From is { } from ? $"vanaf {DutchDate.Day(from)}" : NoTerm),
            isLaw ? "Melding van een wijziging van wetgeving" : "Melding van een wijziging van verwerkers",
            "Dit is een melding van een wijziging die de andere partij onmiddellijk moet kennen (protocol LeerID, artikel 9).",
            [
                new("Nummer", notice.Reference.Number),
                new("Vanaf", change.From is { } day ? DutchDate.Day(day) : Unknown),
                new("Wijziging", change.Description),
                new("Gevolgen voor de verwerking", change.Impact),
            ]);
    }

    private static NoticeLetter Disclosure(Notice notice, DisclosureContent disclosure)
    {
        string notBefore = DutchDate.Moment(disclosure.NotBefore);
        return new NoticeLetter(
            $"Mededeling aan een derde {notice.Reference.Number}: niet voor {notBefore}",
            "Voorafgaande melding van een mededeling aan een andere dienstenleverancier",
            "Dit is de voorafgaande melding van een mededeling van UUID-gegevens aan een andere dienstenleverancier, op vraag van een schoolbestuur"
                + " (protocol LeerID, artikel 4). Er worden geen andere gegevens meegedeeld.",
            [
                new("Nummer", notice.Reference.Number),
                new("Ontvanger", disclosure.Receiver),
                new("Protocol van de ontvanger met DOV", $"{disclosure.ReceiverProtocol}, {DutchDate.Day(disclosure.ReceiverProtocolDate)}"),
                new("Doel", disclosure.Purpose),
                new("Waarom dat verenigbaar is met de oorspronkelijke doelstellingen", disclosure.Compatibility),
                new("Schoolbestuur", disclosure.Board),
                new("Vraag van het schoolbestuur", $"{disclosure.BoardRequest}, {DutchDate.Day(disclosure.BoardRequestDate)}"),
                new("Scholen", string.Join('\n', disclosure.Schools)),
                new("Mededeling op zijn vroegst", notBefore),
            ]);
    }

    private static NoticeLetter Supplement(Notice notice, SupplementContent supplement)
    {
        string kind = notice.Reference.Kind switch
        {
            NoticeKind.Breach => "datalek",
            NoticeKind.Quality => "gegevenskwaliteit",
            NoticeKind.Disclosure => "mededeling aan een derde",
            NoticeKind.Agreement => "einde van het protocol",
            _ => "wijziging",
        };
        string deadline = supplement.Deadline is { } end ? $"termijn tot {DutchDate.Moment(end)}" : NoTerm;
        return new NoticeLetter(
            $"Aanvulling {supplement.Sequence} bij {kind} {notice.Reference.Number}: {deadline}",
            $"Aanvulling {supplement.Sequence} bij een eerdere melding",
            "Dit vult een eerdere melding aan, die hetzelfde nummer heeft.",
            [
                new("Nummer", notice.Reference.Number),
                new("Aanvulling", supplement.Text),
            ]);
    }

    private static NoticeLetter Reminder(Notice notice, ReminderContent reminder)
    {
        string deadline = DutchDate.Moment(reminder.Deadline);
        bool isOver = reminder.Hours >= BreachContent.Term.TotalHours;
        return new NoticeLetter(
            isOver
                ? $"Termijn verstreken: datalek {notice.Reference.Number}, termijn tot {deadline}"
                : $"Herinnering na {reminder.Hours} uur: datalek {notice.Reference.Number}, termijn tot {deadline}",
            isOver ? "De termijn van 72 uur is verstreken" : "De termijn van 72 uur loopt",
            "Van dit datalek is nog geen melding aan de Gegevensbeschermingsautoriteit geregistreerd. Doe die melding met het formulier van de autoriteit,"
                + " registreer ze daarna, en vermeld de reden als ze na de termijn komt (AVG, artikel 33).",
            [
                new("Nummer", notice.Reference.Number),
                new("Kennis genomen", $"{reminder.Hours} uur geleden of langer"),
                new(isOver ? "Termijn liep tot" : "Termijn loopt tot", deadline),
            ]);
    }
}

/// <summary>One thing a letter tells.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The text; null or empty leaves the row out.</param>
internal sealed record LetterRow(string Label, string? Value);
