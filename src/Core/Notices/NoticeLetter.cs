using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>A mail to a data protection officer, in Dutch and in plain text.</summary>
/// <param name="Subject">Kind, number and deadline; nothing that a reporter wrote.</param>
/// <param name="Title">The heading of the mail.</param>
/// <param name="Introduction">The reason why the reader gets the mail.</param>
/// <param name="Rows">The facts.</param>
public sealed record NoticeLetter(string Subject, string Title, string Introduction, IReadOnlyList<LetterRow> Rows)
{
    private const string NoTerm = "onmiddellijk te behandelen";
    private const string Unknown = "niet bekend";

    /// <summary>The last line.</summary>
    internal string Closing { get; init; } = "Deze mail is automatisch verstuurd en bevat geen gegevens van leerlingen. Verwijs naar het nummer.";

    /// <summary>Makes the letter of a notice, or of a later entry under its number. Staff read the same text on a page.</summary>
    /// <exception cref="InvalidOperationException">The notice has content that is not mailed.</exception>
    public static NoticeLetter For(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return notice.Content switch
        {
            BreachContent breach => BreachLetter.Report(notice, breach),
            BreachChangeContent change => BreachLetter.Change(notice, change),
            BreachClosingContent closing => BreachLetter.Closing(notice, closing),
            QualityContent { Source: QualitySource.Dov } quality => QualityReportLetter.Of(notice, quality),
            QualityContent quality => Quality(notice, quality),
            ChangeContent change => Change(notice, change),
            DisclosureContent disclosure => Disclosure(notice, disclosure),
            SharingContent sharing => SharingLetter.Of(notice, sharing),
            AgreementContent agreement => AgreementLetter.For(notice, agreement),
            SupplementContent supplement => Supplement(notice, supplement),
            ReminderContent reminder => BreachLetter.Reminder(notice, reminder),
            RequestReminderContent request => RequestLetter.For(request),
            _ => throw new InvalidOperationException($"There is no letter for {notice.Content.GetType().Name}."),
        };
    }

    /// <summary>Adds the name, telephone number and mail address of the other party's officer, so that the officers can call each other.</summary>
    /// <param name="officers">Both officers.</param>
    /// <param name="reader">The recipient of this letter.</param>
    internal NoticeLetter WithContact(DpoOptions officers, NoticeRecipient reader)
    {
        // A reminder of a request is for the provider alone.
        if (reader == NoticeRecipient.Requests)
            return this;
        bool isDov = reader == NoticeRecipient.Dov;
        OfficerOptions other = officers.Of(isDov ? NoticeRecipient.Provider : NoticeRecipient.Dov);
        return this with
        {
            Rows = [.. Rows, new($"Functionaris voor gegevensbescherming van {(isDov ? "de dienstenleverancier" : "DOV")}", other.ContactLine)],
        };
    }

    /// <summary>The body of the mail, with a blank line between its parts.</summary>
    internal string ToText() => string.Join("\n\n",
    [
        Title,
        Introduction,
        .. Rows.Where(row => !string.IsNullOrWhiteSpace(row.Value)).Select(row => $"{row.Label}:\n{row.Value}"),
        Closing,
    ]) + "\n";

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
            NoticeKind.Quality => "gegevenskwaliteit",
            NoticeKind.Disclosure => "mededeling aan een derde",
            NoticeKind.Sharing => "mededeling van gegevens",
            NoticeKind.Agreement => "einde van het protocol",
            _ => "wijziging",
        };
        return new NoticeLetter(
            $"Aanvulling {supplement.Sequence} bij {kind} {notice.Reference.Number}: {NoTerm}",
            $"Aanvulling {supplement.Sequence} bij een eerdere melding",
            "Dit vult een eerdere melding aan, die hetzelfde nummer heeft.",
            [
                new("Nummer", notice.Reference.Number),
                new("Aanvulling", supplement.Text),
            ]);
    }
}

/// <summary>One fact in a letter.</summary>
/// <param name="Label">The name of the fact, in Dutch.</param>
/// <param name="Value">The text; a row whose value is null or empty is left out.</param>
public sealed record LetterRow(string Label, string? Value);
