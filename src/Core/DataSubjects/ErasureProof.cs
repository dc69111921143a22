using System.Globalization;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Students;

namespace LeerId.DataSubjects;

/// <summary>That a pupil's data were erased.</summary>
public sealed record ErasureProof
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset ErasedAt { get; init; }

    /// <summary>How many snapshots were deleted; 0 when there was none.</summary>
    public required int Deleted { get; init; }

    /// <summary>Whether a read after it found nothing. False when the pupil signed in again meanwhile, so that there is a newer snapshot.</summary>
    public required bool IsAbsent { get; init; }

    /// <summary>When that read was, UTC.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The erasure's entry in the privacy log, which says who did it and why. The seal of its day proves that it was there.</summary>
    public required string LogEntry { get; init; }

    /// <summary>The day, UTC, that the entry is in.</summary>
    public required DateOnly LogDay { get; init; }

    /// <summary>What this means, in Dutch, for the pupil.</summary>
    public required string Explanation { get; init; }

    /// <summary>All but the explanation, and the student key, signed: a JWS in compact form (RFC 7515) with the seal key.</summary>
    public required string Proof { get; init; }
}

/// <summary>Draws up and signs the proof of an erasure.</summary>
public sealed class ErasureProofs(SealKeys keys, TimeProvider clock)
{
    /// <summary>The header's <c>typ</c>, so that no seal can pass for a proof (RFC 8725, section 3.11).</summary>
    public const string TokenType = "erasure-proof+jwt";

    private const string Issuer = "erase-student";
    private const string Audience = "data-subject";

    /// <param name="student">The pupil's key.</param>
    /// <param name="entry">The erasure's entry in the privacy log.</param>
    /// <param name="erasedAt">When the last snapshot was deleted.</param>
    /// <param name="deleted">How many were.</param>
    /// <param name="isAbsent">Whether a read after that found nothing.</param>
    /// <param name="cancellationToken">Ends the waiting for the key.</param>
    public async Task<ErasureProof> DrawUpAsync(
        StudentKey student, PrivacyLogEntry entry, DateTimeOffset erasedAt, int deleted, bool isAbsent, CancellationToken cancellationToken)
    {
        DateTimeOffset readAt = clock.GetUtcNow();
        DateOnly day = DateOnly.FromDateTime(entry.At.UtcDateTime);
        Dictionary<string, object> claims = new()
        {
            // The pseudonym, and no uuid: whoever has the uuid and the student-key can tell that the proof is about this pupil, also
            // when the log entry is past its term. To anybody else it says nothing.
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
            Proof = await keys.SignAsync(TokenType, Issuer, Audience, claims, cancellationToken),
        };
    }

    private static string Explain(int deleted, bool isAbsent) => (deleted, isAbsent) switch
    {
        (0, false) => "Bij deze vraag viel er niets (meer) te wissen, maar daarna of tegelijk heeft de leerling zich aangemeld: "
            + "de gegevens van die aanmelding worden bewaard. Moeten die weg, wis dan opnieuw.",
        (_, false) => "De gegevens zijn gewist. Daarna of tegelijk heeft de leerling zich opnieuw aangemeld: de gegevens van die aanmelding worden bewaard. "
            + "Moeten ook die weg, wis dan opnieuw.",
        // An earlier request can have deleted all and broken off before its proof.
        (0, true) => "Bij deze vraag was er niets (meer) over de leerling bewaard, en ook nu wordt er niets bewaard.",
        _ => "De gegevens zijn gewist, en bij het nalezen was er niets meer.",
    };

    private static string Text(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
