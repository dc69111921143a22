using LeerId.Applications;
using LeerId.PrivacyLog;
using LeerId.Restrictions;
using LeerId.Students;
using Microsoft.Extensions.Logging;

namespace LeerId.Provider;

/// <summary>
/// Makes an authorization code single-use. Its redemption is an entry of the privacy log. The code determines the key of that entry, so that it can be
/// inserted only once. One row is the lock, the trace and the proof that a pupil's data were released to an application (docs/adr/0016).
/// </summary>
public sealed partial class CodeRedemption(PrivacyLogStore log, RestrictionList restrictions, TimeProvider clock, ILogger<CodeRedemption> logger)
{
    /// <summary>The outcome of an entry about data that were released to an application.</summary>
    public const string Released = "released";

    private const string Action = "release";
    private const string Purpose = "vrijgave van de gegevens van de leerling aan de toepassing (protocol, artikel 2)";

    /// <summary>Redeems a code; false if it was redeemed before, or the pupil was restricted since the sign-in (GDPR, article 18).</summary>
    /// <param name="entry">
    /// The number of the log entry, from the code. Its time decides the day of the entry, also for a redemption after midnight.
    /// </param>
    /// <param name="student">The pupil's pseudonym, from the code.</param>
    /// <param name="application">The application that redeems it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused: the code may be used up.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries: the code may be used up.</exception>
    public async Task<bool> TryRedeemAsync(Ulid entry, StudentKey student, Application application, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(application);
        if (await restrictions.HoldsAsync(student, cancellationToken))
            return false;
        bool isFirst = await log.TryAppendOnceAsync(
            new PrivacyLogEntry
            {
                Id = entry,
                At = clock.GetUtcNow(),
                Actor = PrivacyLogEntry.Pupil,
                Action = Action,
                Purpose = Purpose,
                Student = student,
                Outcome = Released,
                Application = application.ClientId,
            },
            cancellationToken);
        if (!isFirst)
            LogReused(application.ClientId);
        return isFirst;
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "A code of application {ClientId} was used again and refused")]
    private partial void LogReused(string clientId);
}
