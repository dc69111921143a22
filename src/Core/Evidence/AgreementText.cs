using LeerId.Calendar;
using LeerId.Register;
using LeerId.Retention;
using LeerId.Staff;

namespace LeerId.Evidence;

/// <summary>Writes the phase, the dates and the decisions of the end of the agreement, in plain Dutch.</summary>
public static class AgreementText
{
    private const string Nothing = "";

    /// <summary>Writes the phase in one sentence.</summary>
    public static string Summary(AgreementStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status.Phase switch
        {
            DestructionPhase.NoEndDate => "Het protocol heeft geen einddatum. Er wordt niets gewist.",
            DestructionPhase.BeforeEnd => $"Het protocol loopt tot {Day(status.EndDate)}. Vanaf die dag kan niemand meer aanmelden.",
            DestructionPhase.NotAnnounced => "Het protocol is geëindigd, en nog geen aankondiging bereikte de functionaris. De wachttijd is niet begonnen: "
                + "kijk na waarom de melding niet aankwam.",
            DestructionPhase.Announced => $"Het protocol is geëindigd. Het wissen van alle gegevens van leerlingen begint vanzelf op {Day(status.StartsOn)}.",
            DestructionPhase.Cancelled => "Het wissen is geannuleerd. Het begint alleen nog als de functionaris en een operator het allebei bevestigen.",
            DestructionPhase.Confirmed => "De functionaris en een operator hebben het wissen bevestigd. Het begint bij de volgende uitvoering, binnen het uur.",
            DestructionPhase.UnderWay => "Het wissen is begonnen. Het kan niet meer geannuleerd worden.",
            _ => "Alles is gewist, behalve de gegevens waarvan de verwerking beperkt is: die blijven tot de beperking opgeheven wordt.",
        };
    }

    /// <summary>Whether staff can still decide about the destruction.</summary>
    public static bool CanDecide(AgreementStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status.Phase is DestructionPhase.NotAnnounced or DestructionPhase.Announced or DestructionPhase.Cancelled or DestructionPhase.Confirmed;
    }

    /// <summary>Writes the dates and the decisions.</summary>
    public static DocumentSection Write(AgreementStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return new(
            "Toestand",
            status.SignInsSuspended ? ["Aanmelden is opgeschort met de instelling Agreement:Suspended. Daardoor wordt niets gewist."] : [],
            [
                EvidenceText.Facts("Datums van het einde van het protocol",
                    ("Einddatum: de eerste dag zonder protocol", Day(status.EndDate)),
                    ("Wachttijd na de eerste aankondiging", CalendarPeriod.Parse(status.GracePeriod) is { } grace ? DutchValue.Of(grace) : status.GracePeriod),
                    ("Aangekondigd aan de functionaris", Day(status.AnnouncedOn)),
                    (status.StartedAt is null ? "Het wissen begint ten vroegste op" : "Het wissen begon op", Day(status.StartsOn)),
                    ("Reden van het begin", Ground(status.Ground)),
                    ("Niets meer te wissen sinds", status.FinishedAt is { } finished ? DutchDate.Moment(finished) : "nog niet")),
                new("Beslissingen", ["Wanneer", "Wat", "Rol", "Wie (nummer in de personeelsgids)", "Reden"],
                    [.. status.Decisions.Select(decision => new DocumentRow(
                        DutchDate.Moment(decision.At),
                        [
                            decision.Kind == DecisionKind.Confirmed ? "bevestigd" : "geannuleerd",
                            decision.Role == StaffRole.Dpo.ToText() ? "functionaris" : decision.Role, decision.By, decision.Reason ?? Nothing,
                        ]))]),
            ]);
    }

    private static string Ground(DestructionGround? ground) => ground switch
    {
        null => "nog niet begonnen",
        DestructionGround.Confirmation => "de functionaris en een operator bevestigden het",
        _ => "de wachttijd was voorbij",
    };

    private static string Day(DateOnly? day) => day is { } known ? DutchDate.Day(known) : "niet bekend";
}
