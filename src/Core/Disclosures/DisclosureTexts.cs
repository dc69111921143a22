using System.Globalization;
using LeerId.Calendar;

namespace LeerId.Disclosures;

/// <summary>Describes disclosures in plain Dutch, for the staff console.</summary>
public static class DisclosureTexts
{
    private const string Missing = "ontbreekt";
    private const string InFuture = "ligt in de toekomst";

    /// <summary>Returns the label of a field of a request, or of a withdrawal.</summary>
    /// <param name="field">The field's name in JSON, such as <c>receiver.name</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such field.</exception>
    public static string Label(string field) => field switch
    {
        "receiver.name" => "Naam van de ontvanger",
        "receiver.key" => "Korte naam van de ontvanger",
        "receiver.connectedToLeerId" => "De bevestiging dat de ontvanger op LeerID is aangesloten",
        "receiver.protocolReference" => "Kenmerk van het protocol met DOV",
        "receiver.protocolDate" => "Datum van het protocol met DOV",
        "board.name" => "Naam van het schoolbestuur",
        "board.requestReference" => "Kenmerk van de vraag van het schoolbestuur",
        "board.requestDate" => "Datum van de vraag van het schoolbestuur",
        "schools" => "Nummers van de scholen",
        "purpose" => "Doel",
        "compatibility" => "Waarom het doel verenigbaar is",
        "reason" => "Reden",
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>Returns the field that a condition concerns, without an index, such as <c>schools</c>; null if it concerns no field.</summary>
    public static string? FieldOf(UnmetCondition unmet)
    {
        ArgumentNullException.ThrowIfNull(unmet);
        return unmet.Field?.Split('[')[0];
    }

    /// <summary>Returns the fault of the field of a condition: the rest of a sentence that begins with the label of the field.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The condition concerns no field.</exception>
    public static string Fault(UnmetCondition unmet)
    {
        ArgumentNullException.ThrowIfNull(unmet);
        return unmet.Condition switch
        {
            DisclosureCondition.ReceiverMissing or DisclosureCondition.ReceiverProtocolMissing or DisclosureCondition.PurposeMissing
                or DisclosureCondition.CompatibilityMissing or DisclosureCondition.SchoolBoardRequestMissing or DisclosureCondition.ReasonMissing
                or DisclosureCondition.ReceiverNotConnected => Missing,
            DisclosureCondition.ReceiverKeyInvalid => "moet 1 tot 60 tekens hebben: kleine letters, cijfers en koppeltekens",
            DisclosureCondition.ReceiverProtocolInFuture or DisclosureCondition.SchoolBoardRequestInFuture => InFuture,
            DisclosureCondition.SchoolsMissing => "ontbreken",
            DisclosureCondition.TooManySchools => $"zijn te veel: hoogstens {DutchDate.Count(DisclosureRequestRules.MaxSchools)} in één mededeling",
            DisclosureCondition.SchoolNumberInvalid => $"zijn niet juist: het {Place(unmet)}e nummer heeft geen zes cijfers",
            DisclosureCondition.TextTooLong => $"is te lang: hoogstens {DutchDate.Count(DisclosureRequestRules.MaxLengthOf(unmet.Field ?? ""))} tekens",
            _ => throw new ArgumentOutOfRangeException(nameof(unmet)),
        };
    }

    /// <summary>Returns an unmet condition as a whole sentence.</summary>
    public static string Sentence(UnmetCondition unmet)
    {
        ArgumentNullException.ThrowIfNull(unmet);
        return unmet.Condition switch
        {
            DisclosureCondition.SchoolWithoutContract => $"School {unmet.School} heeft vandaag geen contract.",
            DisclosureCondition.SchoolNotOfBoard => $"School {unmet.School} hoort volgens haar contract niet bij dit schoolbestuur.",
            DisclosureCondition.AgreementEnded => "Uw eigen protocol met DOV is afgelopen.",
            DisclosureCondition.DovNotNotified => "De functionaris van DOV heeft de melding nog niet.",
            DisclosureCondition.WaitingPeriodRunning => $"De wachttijd loopt tot {Until(unmet)}.",
            DisclosureCondition.NoPupils => "Van deze scholen is geen enkele leerling bekend.",
            DisclosureCondition.ReleaseUnderWay => unmet.Until is null
                ? "Iemand anders is het bestand aan het maken." : $"Iemand is het bestand aan het maken. Dat duurt hoogstens tot {Until(unmet)}.",
            DisclosureCondition.AlreadyReleased => "De uuid's zijn al gegeven.",
            DisclosureCondition.Withdrawn => "De mededeling is ingetrokken.",
            _ => $"{Label(FieldOf(unmet)!)} {Fault(unmet)}.",
        };
    }

    /// <summary>Returns the state of a disclosure in Dutch.</summary>
    public static string State(DisclosureState state) => state switch
    {
        DisclosureState.Requested => "gevraagd",
        DisclosureState.Releasing => "wordt gegeven",
        DisclosureState.Released => "gegeven",
        DisclosureState.Withdrawn => "ingetrokken",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>Returns the party for which a disclosure waits, and the reason.</summary>
    public static string WaitsFor(DisclosureStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        UnmetCondition? waiting = status.Unmet.FirstOrDefault(unmet => unmet.Condition == DisclosureCondition.WaitingPeriodRunning);
        return status.Disclosure switch
        {
            { State: DisclosureState.Released } or { State: DisclosureState.Withdrawn } => "niemand: afgehandeld",
            _ when status.Unmet.Any(unmet => unmet.Condition == DisclosureCondition.ReleaseUnderWay) => "de toegangscontrole maakt het bestand",
            _ when status.DovNotifiedAt is null => "op de melding aan DOV: die is nog niet bezorgd",
            _ when waiting is not null => $"op DOV: de wachttijd loopt tot {Until(waiting)}",
            _ when status.Unmet.Count > 0 => "op de toegangscontrole: niet aan alle voorwaarden is voldaan",
            _ => "op de toegangscontrole: klaar om vrij te geven",
        };
    }

    private static string Until(UnmetCondition unmet) => DutchDate.Moment(unmet.Until!.Value);

    private static string Place(UnmetCondition unmet) =>
        (int.Parse(unmet.Field!.Split('[', ']')[1], CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
}
