using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>The reminder of a request of a data subject as a mail.</summary>
internal static class RequestLetter
{
    public static NoticeLetter For(RequestReminderContent reminder)
    {
        string dueOn = DutchDate.Day(reminder.DueOn);
        bool isOver = reminder.DaysLeft < 0;
        string left = reminder.DaysLeft switch
        {
            < 0 => "de termijn is voorbij",
            0 => "vandaag is de laatste dag",
            1 => "nog 1 dag",
            var days => $"nog {days} dagen",
        };
        return new NoticeLetter(
            isOver ? $"Termijn verstreken: verzoek {reminder.Request}, termijn tot {dueOn}" : $"Verzoek {reminder.Request}: {left}, termijn tot {dueOn}",
            isOver ? "De termijn van een verzoek is verstreken" : "De termijn van een verzoek loopt",
            "Iemand vroeg iets over zijn of haar gegevens, en er is nog geen antwoord geregistreerd (AVG, artikel 12). "
                + (isOver
                    ? "Antwoord meteen, en registreer het antwoord."
                    : "Beslis, antwoord en registreer het antwoord voor de termijn verstreken is. "
                        + "Binnen de eerste maand kunt u de termijn met twee maanden verlengen."),
            [
                new("Nummer", reminder.Request),
                new("Verzoek om", reminder.Subject),
                new(isOver ? "Termijn liep tot en met" : "Termijn loopt tot en met", dueOn),
                new("Resterende tijd", left),
            ]);
    }
}
