using LeerId.Applications;
using LeerId.Calendar;
using LeerId.Notices;
using LeerId.Retention;
using LeerId.Students;
using Microsoft.Extensions.Options;

namespace LeerId.DataSubjects;

/// <summary>Draws up the answer to a pupil who asks what is kept (GDPR, article 15).</summary>
public sealed class StudentDossiers(
    RetentionPolicy policy, ApplicationRegister applications, IOptions<DpoOptions> officers, TimeProvider clock)
{
    /// <summary>Makes the dossier of a pupil: what is kept, and how many snapshots can't be read.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="destroyedOn">The day on which the data of all pupils are destroyed; null while that is not planned.</param>
    public StudentDossier Of(FoundStudent found, DateOnly? destroyedOn)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return new StudentDossier
        {
            Title = "De gegevens die we over jou bewaren",
            Introduction = $"Dit is alles wat we over jou bewaren omdat je met LeerID aanmeldt bij {applications.Names}.",
            DrawnUpAt = now,
            DrawnUp = DutchDate.Moment(now),
            Kept = [.. found.Snapshots.Select(stored => Kept(stored.Snapshot, destroyedOn))],
            Unreadable = found.Stored.Unreadable.Count,
            Sections = Sections(),
        };
    }

    private KeptSnapshot Kept(StudentSnapshot snapshot, DateOnly? destroyedOn)
    {
        Student student = snapshot.Student;
        DateOnly deletedOn = policy.DeletedOn(snapshot.SignedInAt, destroyedOn);
        DateOnly? usernameDeletedOn = student.Gebruikersnaam is not null && policy.UsernamesEndOn < deletedOn ? policy.UsernamesEndOn : null;
        return new KeptSnapshot
        {
            Data = new OfficialData
            {
                LeerIdUuid = student.LeerIdUuid,
                AccountUuid = student.AccountUuid,
                HistoriekAccountUuid = student.HistoriekAccountUuid,
                Voornaam = student.Voornaam,
                Naam = student.Naam,
                Gebruikersnaam = student.Gebruikersnaam,
                Instellingsnummer = [.. student.Instellingsnummers.Select(number => number.ToString())],
            },
            LastSignInAt = snapshot.SignedInAt,
            LastSignIn = DutchDate.Moment(snapshot.SignedInAt),
            DeletedOn = deletedOn,
            UsernameDeletedOn = usernameDeletedOn,
            Term = $"Meld je je niet meer aan, dan wissen we deze gegevens op {DutchDate.Day(deletedOn)}."
                + (usernameDeletedOn is { } day ? $" Je gebruikersnaam wissen we al op {DutchDate.Day(day)}." : ""),
        };
    }

    // Article 15(1), point by point.
    private DossierSection[] Sections() =>
    [
        new("Waarvoor we je gegevens gebruiken",
        [
            $"Om te weten wie je bent, elke keer als je {applications.Names} gebruikt.",
            "Om na te gaan of je school met ons werkt.",
        ]),
        new("Welke soorten gegevens het zijn",
        [
            "Wie je bent: je naam en voornaam, je gebruikersnaam, en de nummers die LeerID aan jou en aan je accounts geeft.",
            "Waar je school loopt: het nummer van je school of scholen.",
        ]),
        new("Wie je gegevens krijgt",
        [
            $"Ze gaan naar {applications.Names} als je je aanmeldt.",
            "Bedrijven die voor ons de computers en de opslag verzorgen. Zij mogen er niets anders mee doen dan wat wij vragen.",
            "Een andere aanbieder die met LeerID werkt kan alleen je nummers van LeerID krijgen, en alleen als je schoolbestuur daarom vraagt. "
                + "Wil je weten of dat gebeurd is? Vraag het ons.",
        ]),
        new("Hoe lang we je gegevens bewaren",
        [
            "We bewaren alleen wat LeerID bij je laatste aanmelding over jou zei. Bij een nieuwe aanmelding komen nieuwe gegevens in de plaats van de oude.",
            "In een logboek staat wanneer je je aanmeldde en wie je gegevens bekeek. Daarin staat niet je naam, maar een code. "
                + "Ook wat in dat logboek over jou staat, kun je vragen.",
        ]),
        new("Wat je mag vragen",
        [
            "Klopt er iets niet? Vraag je school om het te verbeteren. Bij je volgende aanmelding is het ook bij ons juist.",
            "Je mag ons vragen om je gegevens te wissen of om ze minder te gebruiken, en je mag er bezwaar tegen maken dat we ze gebruiken.",
            $"Vraag het aan onze functionaris voor gegevensbescherming: {officers.Value.Provider}.",
            "Vind je dat we fout omgaan met je gegevens? Dan kun je een klacht indienen bij de Gegevensbeschermingsautoriteit "
                + "(GBA, www.gegevensbeschermingsautoriteit.be) of bij de Vlaamse Toezichtcommissie (VTC).",
        ]),
        new("Van wie we je gegevens hebben", ["Van het Departement Onderwijs en Vorming van de Vlaamse overheid, via LeerID."]),
        new("Wat we er niet mee doen", ["We maken geen profiel van jou, en geen computer neemt op zijn eentje een besluit over jou."]),
    ];
}
