using LeerId.Applications;
using LeerId.Calendar;
using LeerId.Disclosures;
using LeerId.Information;
using LeerId.Notices;
using LeerId.Restrictions;
using LeerId.Retention;
using LeerId.Students;

namespace LeerId.DataSubjects;

/// <summary>
/// Makes the answer to a pupil who asks for access (GDPR, article 15): the data, the privacy log about the pupil, and the information that article 15(1)
/// requires. The answer names the data that are stored elsewhere, so that nobody takes it for complete.
/// </summary>
public sealed class StudentDossiers(
    RetentionPolicy policy, ApplicationRegister applications, StudentLogs logs, RestrictionRows restrictions, NoticeRegister notices, DossierTexts texts,
    TimeProvider clock)
{
    /// <summary>Makes the dossier of a pupil. If nothing is stored, the dossier says so, and still contains the entries of the privacy log.</summary>
    /// <param name="found">The stored data.</param>
    /// <param name="destroyedOn">The day on which the data of all pupils are destroyed; null if that is not planned.</param>
    /// <param name="isForPrivacy">Whether the reader may know that the pupil restricted the data, or objected.</param>
    /// <param name="cancellationToken">Ends the reading of the privacy log.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<StudentDossier> OfAsync(
        FoundStudent found, DateOnly? destroyedOn, bool isForPrivacy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        StudentLogRead read = await logs.ReadAsync(found.Keys, from: null, until: null, cancellationToken);
        IReadOnlyList<Disclosure> disclosures = await logs.DisclosuresInAsync(read.Entries, cancellationToken);
        bool isKept = !found.Stored.IsEmpty;
        return Draw(
            isKept ? "De gegevens die we over jou bewaren" : "We bewaren geen gegevens over jou",
            isKept ? texts.Introduction : texts.NothingKept,
            found, destroyedOn, ExtractOf(isForPrivacy ? read : WithoutRights(read), BrusselsTime.StartOf(logs.KeptFrom)),
            [
                .. isKept ? texts.Sections(disclosures, read.IsComplete, logs.KeptFrom) : texts.SectionsOfNothing(disclosures, read.IsComplete, logs.KeptFrom),
                .. DossierTexts.InRegisters(
                    isForPrivacy ? await RestrictionsAsync(found, cancellationToken) : [], await ReportsAsync(found, cancellationToken)),
            ]);
    }

    private async Task<IReadOnlyList<Restriction>> RestrictionsAsync(FoundStudent found, CancellationToken cancellationToken)
    {
        HashSet<StudentKey> keys = [.. found.AllKeys];
        return await restrictions.ListAsync(cancellationToken).Where(restriction => restriction.Students.Any(keys.Contains)).ToListAsync(cancellationToken);
    }

    // Finds the notices about wrong data of this one pupil.
    private async Task<IReadOnlyList<Notice>> ReportsAsync(FoundStudent found, CancellationToken cancellationToken)
    {
        HashSet<StudentKey> keys = [.. found.AllKeys];
        return await notices.ListAsync(NoticeKind.Quality, cancellationToken)
            .Where(notice => notice.Pupil is { } pupil && keys.Contains(pupil.Key)).ToListAsync(cancellationToken);
    }

    /// <summary>Makes the page of the privacy log about a pupil, without the data.</summary>
    /// <param name="found">The pupil.</param>
    /// <param name="from">The first moment; null for the first stored entry.</param>
    /// <param name="until">The moment after the last entry; null for now.</param>
    /// <param name="cancellationToken">Ends the reading of the privacy log.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<StudentDossier> OfLogAsync(FoundStudent found, DateTimeOffset? from, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        StudentLogRead read = await logs.ReadAsync(found.Keys, from, until, cancellationToken);
        return Draw(
            "Wat in ons logboek over jou staat", DossierTexts.LogIntroduction, found: null, destroyedOn: null,
            ExtractOf(read, from ?? BrusselsTime.StartOf(logs.KeptFrom)),
            texts.LogSections);
    }

    private StudentDossier Draw(
        string title, string introduction, FoundStudent? found, DateOnly? destroyedOn, StudentLogExtract log,
        IReadOnlyList<InformationSection> sections)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return new StudentDossier
        {
            Title = title,
            Introduction = introduction,
            DrawnUpAt = now,
            DrawnUp = DutchDate.Moment(now),
            Kept = found is null ? [] : [.. found.Snapshots.Select(stored => Kept(stored.Snapshot, destroyedOn))],
            Unreadable = found?.Stored.Unreadable.Count ?? 0,
            Log = log,
            Sections = sections,
        };
    }

    // Staff who must not know that a pupil exercised a right must not read it in the log either.
    private static StudentLogRead WithoutRights(StudentLogRead read) => read with
    {
        Entries = [.. read.Entries.Where(entry => !StudentLogText.IsOfRight(entry))],
    };

    private StudentLogExtract ExtractOf(StudentLogRead read, DateTimeOffset from) =>
        new(from, [.. read.Entries.Select(entry => StudentLogText.Of(entry, applications))], read.IsComplete);

    /// <summary>Describes the data in a snapshot, and the day until which they are stored.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="destroyedOn">The day on which the data of all pupils are destroyed; null if that is not planned.</param>
    internal KeptSnapshot Kept(StudentSnapshot snapshot, DateOnly? destroyedOn)
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
}
