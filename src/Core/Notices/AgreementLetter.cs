using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>The announcement that the data of all pupils will be destroyed.</summary>
internal static class AgreementLetter
{
    public static NoticeLetter For(Notice notice, AgreementContent agreement)
    {
        string start = DutchDate.Day(agreement.StartsOn);
        return new NoticeLetter(
            $"Einde van het protocol {notice.Reference.Number}: gegevens gewist vanaf {start}",
            "De gegevens van alle leerlingen worden gewist",
            "Volgens de instellingen is het protocol LeerID geëindigd. Niemand kan zich nog aanmelden. Na de wachttijd wist de software de gegevens van alle"
                + " leerlingen (protocol LeerID, artikel 11). U krijgt deze aankondiging elke dag, tot het wissen begint of geannuleerd is.",
            [
                new("Nummer", notice.Reference.Number),
                new("Eerste dag waarop het protocol niet meer geldt", DutchDate.Day(agreement.EndDate)),
                new("Het wissen begint op", start),
                new("Aantal leerlingen, bij benadering", DutchDate.Count(agreement.Snapshots)),
                new(
                    "Als de datum niet klopt of de gegevens moeten blijven",
                    "Laat het wissen annuleren vóór het begint: daarna kan het niet meer. De functionaris of een operator van de dienstenleverancier"
                        + " annuleert het in het beheer, op het scherm Einde van het protocol (/beheer/overeenkomst), met een reden. Een verkeerde datum"
                        + " verbetert de operator in de instelling Agreement:EndDate."),
                new(
                    "Om het wissen vroeger te laten beginnen",
                    "Het wissen begint binnen het uur als de functionaris én een operator van de dienstenleverancier, twee personen, het bevestigen in het"
                        + " beheer, op het scherm Einde van het protocol (/beheer/overeenkomst)."),
            ]);
    }
}
