using System.Globalization;
using System.Text.Json.Serialization;
using LeerId.Calendar;
using LeerId.Disclosures;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Students;

namespace LeerId.DataSubjects;

/// <summary>The proof that a pupil's data were erased.</summary>
public sealed record ErasureProof
{
    /// <summary>The moment of the erasure, UTC.</summary>
    public required DateTimeOffset ErasedAt { get; init; }

    /// <summary>The moment as a Dutch text, in Brussels' time.</summary>
    [JsonIgnore]
    public string Erased => DutchDate.Moment(ErasedAt);

    /// <summary>The number of snapshots deleted; 0 if there were none.</summary>
    public required int Deleted { get; init; }

    /// <summary>Whether a read after the erasure found nothing. False if the pupil signed in again meanwhile, so that there is a newer snapshot.</summary>
    public required bool IsAbsent { get; init; }

    /// <summary>The moment of that read, UTC.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The moment as a Dutch text, in Brussels' time.</summary>
    [JsonIgnore]
    public string Reread => DutchDate.Moment(ReadAt);

    /// <summary>The erasure's entry in the privacy log, which names the person and the purpose. The seal of its day proves that the entry existed.</summary>
    public required string LogEntry { get; init; }

    /// <summary>The day of the entry, UTC.</summary>
    public required DateOnly LogDay { get; init; }

    /// <summary>An explanation for the pupil, in Dutch.</summary>
    public required string Explanation { get; init; }

    /// <summary>The organisations that got uuids of this pupil before and must be informed of the erasure (GDPR, article 19), oldest first.</summary>
    public required IReadOnlyList<ErasureRecipient> Recipients { get; init; }

    /// <summary>The steps that remain to be taken with those organisations, in Dutch, for the person who erases.</summary>
    public required string RecipientsExplanation { get; init; }

    /// <summary>
    /// An explanation for the pupil, in Dutch, of the data that remain after the erasure: why, and until when (GDPR, article 17(3)(b) and (e)).
    /// </summary>
    public required string Remaining { get; init; }

    /// <summary>
    /// The first day, Brussels calendar, on which neither the privacy log nor its archive contains an entry about this pupil, unless the pupil signs in
    /// again.
    /// </summary>
    public required DateOnly RemainingUntil { get; init; }

    /// <summary>The moments, the counts, the log entry and the student key, signed: a JWS in compact form (RFC 7515) with the seal key.</summary>
    public required string Proof { get; init; }
}

/// <summary>An organisation that got uuids of an erased pupil.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Disclosure">The number of the disclosure.</param>
/// <param name="ReleasedAt">The moment when it got them, UTC.</param>
public sealed record ErasureRecipient(string Name, string Disclosure, DateTimeOffset ReleasedAt)
{
    /// <summary>The moment as a Dutch text, in Brussels' time.</summary>
    [JsonIgnore]
    public string Released => DutchDate.Moment(ReleasedAt);
}

/// <summary>The disclosures that contained a pupil.</summary>
/// <param name="Disclosures">The disclosures, oldest first.</param>
/// <param name="IsComplete">Whether the whole privacy log could be read for them.</param>
public sealed record ErasureRecipients(IReadOnlyList<Disclosure> Disclosures, bool IsComplete);

/// <summary>Draws up and signs the proof of an erasure.</summary>
public sealed class ErasureProofs(SealKeys keys, StudentLogs logs, TimeProvider clock)
{
    /// <summary>The header's <c>typ</c>, so that no seal is accepted as a proof (RFC 8725, section 3.11).</summary>
    public const string TokenType = "erasure-proof+jwt";

    private const string Issuer = "erase-student";
    private const string Audience = "data-subject";

    /// <param name="student">The pupil's key.</param>
    /// <param name="entry">The erasure's entry in the privacy log.</param>
    /// <param name="erasedAt">The moment when the last snapshot was deleted.</param>
    /// <param name="deleted">The number of snapshots deleted.</param>
    /// <param name="isAbsent">Whether a read after that found nothing.</param>
    /// <param name="recipients">The disclosures that contained the pupil.</param>
    /// <param name="cancellationToken">Ends the waiting for the key.</param>
    public async Task<ErasureProof> DrawUpAsync(
        StudentKey student, PrivacyLogEntry entry, DateTimeOffset erasedAt, int deleted, bool isAbsent, ErasureRecipients recipients,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(recipients);
        DateTimeOffset readAt = clock.GetUtcNow();
        DateOnly day = DateOnly.FromDateTime(entry.At.UtcDateTime);
        Dictionary<string, object> claims = new()
        {
            // The proof contains the pseudonym and no uuid. A person with the uuid and the student-key can verify that the proof is about this pupil, even
            // after the log entry has expired. To anyone else it reveals nothing.
            ["sub"] = student.ToString(),
            ["erased_at"] = Text(erasedAt),
            ["deleted"] = deleted,
            ["absent"] = isAbsent,
            ["read_at"] = Text(readAt),
            ["log_entry"] = entry.Id.ToString(),
            ["log_day"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        return new ErasureProof
        {
            ErasedAt = erasedAt,
            Deleted = deleted,
            IsAbsent = isAbsent,
            ReadAt = readAt,
            LogEntry = entry.Id.ToString(),
            LogDay = day,
            Explanation = Explain(deleted, isAbsent),
            Recipients =
            [
                .. recipients.Disclosures.Select(disclosure => new ErasureRecipient(
                    disclosure.Terms.Receiver.Name!, disclosure.Id, disclosure.Release!.At)),
            ],
            RecipientsExplanation = Explain(recipients),
            Remaining = Remaining(logs.TodayGoneOn),
            RemainingUntil = logs.TodayGoneOn,
            Proof = await keys.SignAsync(TokenType, Issuer, Audience, claims, cancellationToken),
        };
    }

    private static string Explain(int deleted, bool isAbsent) => (deleted, isAbsent) switch
    {
        (0, false) => "Bij deze vraag viel er niets (meer) te wissen, maar daarna of tegelijk heeft de leerling zich aangemeld: "
            + "de gegevens van die aanmelding worden bewaard. Moeten die weg, wis dan opnieuw.",
        (_, false) => "De gegevens zijn gewist. Daarna of tegelijk heeft de leerling zich opnieuw aangemeld: de gegevens van die aanmelding worden bewaard. "
            + "Moeten ook die weg, wis dan opnieuw.",
        // An earlier request may have deleted everything and stopped before its proof.
        (0, true) => "Bij deze vraag was er niets (meer) over de leerling bewaard, en ook nu wordt er niets bewaard.",
        _ => "De gegevens zijn gewist, en bij het nalezen was er niets meer.",
    };

    private static string Explain(ErasureRecipients recipients)
    {
        string told = recipients.Disclosures.Count == 0
            ? "Volgens de privacylog kreeg geen andere dienstenleverancier uuid's van deze leerling."
            : "Deze dienstenleveranciers kregen eerder uuid's van deze leerling. Breng ze op de hoogte van de wissing (AVG, artikel 19).";
        return recipients.IsComplete ? told : $"{told} Niet de hele log kon gelezen worden: vraag de log van de leerling op en kijk de mededelingen na.";
    }

    private static string Remaining(DateOnly goneOn) =>
        "In het logboek en in het archief daarvan blijft staan dat er aanmeldingen en deze wissing waren. Daar staat niet je naam, maar een code. "
        + "Dat moeten we bewaren: de wet en ons protocol met de overheid vragen dat we kunnen tonen wie wat deed met gegevens "
        + "(AVG, artikel 17, lid 3, punt b), en we hebben het nodig als er later een klacht of een rechtszaak komt (punt e). "
        + $"De laatste regel verdwijnt op {DutchDate.Day(goneOn)}. Bewaren we dit bewijs bij je vraag, dan staat de code ook daar, even lang als die vraag.";

    private static string Text(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
