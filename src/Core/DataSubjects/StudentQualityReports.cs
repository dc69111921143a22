using LeerId.Notices;
using LeerId.Restrictions;
using LeerId.Staff;
using LeerId.Text;

namespace LeerId.DataSubjects;

/// <summary>The body of a call that reports wrong data of one pupil. A class, not a record, so that it never prints itself.</summary>
public sealed class StudentQualityReport
{
    /// <summary>The leer_id_uuid; null if the pupil is named by account_uuid.</summary>
    public string? LeerIdUuid { get; init; }

    /// <summary>A current or former account_uuid; null if the pupil is named by leer_id_uuid.</summary>
    public string? AccountUuid { get; init; }

    /// <summary>The moment when the fault was found, or when DOV reported it, UTC.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>The names, as in the protocol, of the data that are wrong.</summary>
    public string? Data { get; init; }

    /// <summary>A description of the fault. The text is mailed, so it must not contain a uuid or the pupil's name.</summary>
    public string? Problem { get; init; }

    /// <summary>The party that found it; null for the provider.</summary>
    public QualitySource? Source { get; init; }
}

/// <summary>
/// Reports a fault in the data of one pupil to DOV (protocol, article 7; GDPR, article 16). The text of the notice contains only its number. The register
/// links that number to the pupil's pseudonym, and DOV's officer gets the encrypted identifier.
/// </summary>
public sealed class StudentQualityReports(
    StudentFinder finder, RestrictionRows restrictions, StudentAccessLog log, NoticeRegister notices, TimeProvider clock)
{
    /// <summary>The action of the entry in the privacy log for a report.</summary>
    public const string Action = "quality-notice";

    /// <summary>
    /// Records the report in the privacy log, and then registers the notice. Only the role <c>privacy</c> may report about a restricted pupil (GDPR,
    /// article 18(2)).
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="request">The request, for idempotency: a repeated request stores no second notice; null if it may.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused the notice or the log entry. Nothing is registered.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<StudentQualityOutcome> ReportAsync(
        StudentQualityReport report, StaffCaller caller, IdempotentRequest? request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(caller);
        QualityContent content = new() { FoundAt = report.FoundAt, Data = report.Data, Problem = report.Problem, Source = report.Source };
        List<FieldFault> faults = [.. NoticeValidation.Check(content, clock.GetUtcNow())];
        if (!StudentIdentifier.TryRead(report.LeerIdUuid, report.AccountUuid, out StudentIdentifier? who, out FieldFault? fault))
            faults.Insert(0, fault);
        if (who is null || faults.Count > 0)
            return new StudentQualityOutcome.Ended(new NoticeOutcome.Invalid(faults));

        if (await finder.FindAsync(who, cancellationToken) is not { } found)
            return new StudentQualityOutcome.OutOfTime();
        if (caller.Role != StaffRole.Privacy && (await restrictions.FindOpenAsync(found.AllKeys, cancellationToken)).Count > 0)
        {
            await log.RecordAsync(Action, found.Key, caller, StudentLookup.ReferToPrivacy, cancellationToken, outcome: "refused");
            return new StudentQualityOutcome.ReferToPrivacy();
        }

        await log.RecordAsync(Action, found.Key, caller, found.Stored.IsEmpty ? "nothing-kept" : null, cancellationToken);
        PupilIdentity pupil = who.LeerIdUuid is { } leerId
            ? new PupilIdentity(found.Key, ProtocolData.NameOf(ProtocolDatum.LeerIdUuid), leerId)
            : new PupilIdentity(found.Key, ProtocolData.NameOf(ProtocolDatum.AccountUuid), who.AccountUuid!.Value);
        return new StudentQualityOutcome.Ended(await notices.ReportAsync(content, pupil, caller.ObjectId, request, cancellationToken));
    }
}

/// <summary>The outcome of a report about one pupil.</summary>
public abstract record StudentQualityOutcome
{
    private StudentQualityOutcome()
    {
    }

    /// <summary>The pupil was found, and the notice was registered or refused.</summary>
    /// <param name="Notice">The outcome of the notice.</param>
    public sealed record Ended(NoticeOutcome Notice) : StudentQualityOutcome;

    /// <summary>Only the role <c>privacy</c> may handle this pupil. Nothing is registered.</summary>
    public sealed record ReferToPrivacy : StudentQualityOutcome;

    /// <summary>Time ran out during the search for the pupil by account. Nothing is registered. Repeating the request is harmless.</summary>
    public sealed record OutOfTime : StudentQualityOutcome;
}
