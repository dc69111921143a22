using LeerId.Register;
using LeerId.Staff;

namespace LeerId.Information;

/// <summary>Writes the information for the provider's staff about the data that the software records about them (GDPR, articles 13 and 14).</summary>
public sealed class StaffInformation(RegisterWriter writer)
{
    /// <summary>Writes today's document. Reads settings, but no storage.</summary>
    public InformationDocument Write()
    {
        ProcessingRegister register = writer.Write();
        IReadOnlyList<Processor> processors = writer.WriteProcessors();
        string roles = string.Join(", ", Enum.GetValues<StaffRole>().Where(role => role != StaffRole.SchoolsSync).Select(StaffRoles.ToText));
        return new InformationDocument("Wat we vastleggen over medewerkers", Summary: null,
        [
            new("Over wie het gaat", [$"Over medewerkers van {register.Provider.Name} die met deze dienst werken, in een van de rollen {roles}."]),
            new("Wie verantwoordelijk is", [.. Contacts.Of(register)]),
            new("Wat we vastleggen", ["We bewaren uw naam en uw mailadres niet. Dit bewaren we wel:"])
            {
                Items = [.. RegisterWriter.RecordedOfStaff.Select(Contacts.Sentence)],
            },
            new("Waar het vandaan komt",
            [
                "Uw nummer en uw rollen komen uit de personeelsgids van uw organisatie, bij elke aanmelding. De rest ontstaat door wat u in de dienst doet.",
            ]),
            new("Waarom, en waarom dat mag",
            [
                "Om te kunnen aantonen wie gegevens van leerlingen zag en waarom, en dat het mocht (protocol met DOV, artikelen 4 en 6). "
                    + "Dat is een wettelijke verplichting: artikel 6, lid 1, c) van de AVG, met de artikelen 5, lid 2, en 32.",
                "Zonder deze gegevens kunt u niet met de dienst werken. Er wordt geen profiel van u gemaakt. Uw rollen bepalen wat u mag doen; "
                    + "daarover beslist wie ze in de personeelsgids toekent.",
            ]),
            new("Wie het ziet",
            [
                "De functionaris voor gegevensbescherming, en medewerkers die hetzelfde dossier behandelen.",
                "Een leerling die vraagt wie gegevens bekeek, verneemt in welke rol dat was, en nooit wie u bent. "
                    + "Het bewijsrapport voor DOV noemt u met uw nummer uit de personeelsgids.",
                .. processors.Count == 0
                    ? (string[])[]
                    : [$"Onze verwerkers, die het voor ons opslaan: {string.Join(", ", processors.Select(processor => processor.Name))}."],
                Contacts.Sentence(register.Transfers),
            ]),
            new("Hoe lang we het bewaren",
            [
                "Na deze termijnen wissen we het. Eerder wissen kan niet, want we moeten kunnen aantonen wie gegevens zag en waarom "
                    + "(AVG, artikel 17, lid 3, b).",
            ])
            {
                Items = [.. register.ErasureTerms.Where(term => term.NamesStaff).Select(Contacts.Line)],
            },
            new("Wat u mag vragen",
            [
                "U mag vragen wat we over u vastleggen. U mag ook vragen om een fout te verbeteren of het gebruik te beperken, en u mag bezwaar maken. "
                    + $"Vraag het aan de functionaris voor gegevensbescherming: {Contacts.Officer(register)}. "
                    + "U krijgt een antwoord binnen een maand, of binnen drie maanden als dat nodig is en u daarover binnen de eerste maand bericht krijgt.",
            ]),
            new("Waar u kunt klagen", [$"Bij {Contacts.Authority}."]) { Link = Contacts.AuthoritySite },
        ]);
    }
}
