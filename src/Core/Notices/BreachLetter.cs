using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>The mails about a breach, in Dutch.</summary>
internal static class BreachLetter
{
    private const string FromDov = " DOV meldde dit datalek aan de dienstenleverancier; deze mail bevestigt dat het geregistreerd is.";
    private const string NothingMissing = "niets: het datalek kan afgesloten worden";

    public static NoticeLetter Report(Notice notice, BreachContent breach)
    {
        string deadline = DutchDate.Moment(breach.KnownAt!.Value + BreachContent.Term);
        return new NoticeLetter(
            $"Datalek {notice.Reference.Number}: termijn tot {deadline}",
            "Melding van een datalek",
            "Dit is een melding van een inbreuk in verband met persoonsgegevens (protocol LeerID, artikel 9; AVG, artikel 33)."
                + (breach.Source == BreachSource.Dov ? FromDov : ""),
            [
                new("Nummer", notice.Reference.Number),
                new("Termijn van 72 uur loopt tot", deadline),
                .. BreachFields.All.Select(field => new LetterRow(field.Label, field.Show(breach))),
                Missing(BreachFields.Missing(breach)),
            ]);
    }

    public static NoticeLetter Change(Notice notice, BreachChangeContent change) => new(
        $"Aanvulling {change.Sequence} bij datalek {notice.Reference.Number}: termijn tot {DutchDate.Moment(change.Deadline)}",
        $"Aanvulling {change.Sequence} bij een datalek",
        "Dit vult een eerdere melding van een datalek aan, die hetzelfde nummer heeft. Hieronder staat alleen wat veranderde.",
        [
            new("Nummer", notice.Reference.Number),
            .. BreachFields.Named(change.Changed).SelectMany(field => new LetterRow[]
            {
                new(field.Label, field.Show(change.Now) ?? "niet meer ingevuld"),
                new($"{field.Label}, vroeger", field.Show(change.Former)),
            }),
            Missing(change.Missing),
        ]);

    public static NoticeLetter Closing(Notice notice, BreachClosingContent closing) => new(
        $"Datalek {notice.Reference.Number} is afgesloten",
        "Een datalek is afgesloten",
        "De functionaris voor gegevensbescherming van de dienstenleverancier sloot dit datalek af. Een latere aanvulling opent het opnieuw.",
        [
            new("Nummer", notice.Reference.Number),
            new("Afgesloten", DutchDate.Moment(notice.RegisteredAt)),
            new("Wat ontbreekt, en waarom", closing.Reasons.Count == 0
                ? "niets ontbreekt" : string.Join('\n', closing.Reasons.Select(reason => $"{BreachFields.Label(reason.Key)}: {reason.Value}"))),
        ]);

    public static NoticeLetter Reminder(Notice notice, ReminderContent reminder)
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
                Missing(reminder.Missing),
            ]);
    }

    private static LetterRow Missing(IReadOnlyList<string> fields) =>
        new("Wat nog ontbreekt", fields.Count == 0 ? NothingMissing : string.Join('\n', fields.Select(BreachFields.Label)));
}
