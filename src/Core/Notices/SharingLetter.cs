using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>The mail that informs DOV of a disclosure of data of article 3 before it happens.</summary>
internal static class SharingLetter
{
    public static NoticeLetter Of(Notice notice, SharingContent sharing)
    {
        string planned = DutchDate.Moment(sharing.PlannedAt!.Value);
        return new NoticeLetter(
            $"Mededeling van gegevens {notice.Reference.Number}: gepland op {planned}",
            "Voorafgaande melding van een mededeling van gegevens",
            "Dit is de voorafgaande melding van een mededeling van gegevens van artikel 3 van het protocol LeerID. Als DOV bezwaar heeft of wil overleggen,"
                + " laat dat dan voor het geplande tijdstip weten.",
            [
                new("Nummer", notice.Reference.Number),
                new("Ontvanger", sharing.Receiver),
                new("Gegevens", ProtocolData.List(sharing.Data)),
                new("Aantal leerlingen", DutchDate.Count(sharing.PupilCount!.Value)),
                new("Rechtsgrond", sharing.LegalGround),
                new("Gepland", planned),
            ]);
    }
}
