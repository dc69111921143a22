using LeerId.Notices;
using LeerId.Restrictions;
using LeerId.Staff;
using LeerId.Text;

namespace LeerId.DataSubjects;

/// <summary>A report that data of one pupil are wrong, as it comes in. A class, not a record, so that it never prints itself.</summary>
public sealed class StudentQualityReport
{
    /// <summary>The leer_id_uuid; null when the pupil is named by account_uuid.</summary>
    public string? LeerIdUuid { get; init; }

    /// <summary>A present or former account_uuid; null when the pupil is named by leer_id_uuid.</summary>
    public string? AccountUuid { get; init; }

    /// <summary>When the fault was found, or when DOV reported it, UTC.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>The names, as in the protocol, of the data that are wrong.</summary>
    public string? Data { get; init; }

    /// <summary>What is wrong with them. The text is mailed: it holds no uuid, and no name of the pupil.</summary>
    public string? Problem { get; init; }

    /// <summary>Who found it; null for the provider.</summary>
    public QualitySource? Source { get; init; }
}

/// <summary>
/// Reports a fault in the data of one pupil to DOV (protocol, article 7; GDPR, article 16). The text of the notice has only its number. The register leads
/// from that number to the pupil's pseudonym, and DOV's officer gets the identifier encrypted.
/// </summary>
public sealed class StudentQualityReports(
    StudentFinder finder, RestrictionRows restrictions, StudentAccessLog log, NoticeRegister notices, TimeProvider clock)
{
    /// <summary>The action of the entry that a report leaves in the privacy log.</summary>
    public const string Action = "quality-notice";

    /// <summary>
    /// Records the report in the privacy log, and then registers the notice. A restricted pupil is for the role <c>privacy</c> only (GDPR, article 18(2)).
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="request">The request, if the same one again must not store another notice; null when it may.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused, be it for the entry: then nothing is registered.</exception>
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

/// <summary>How a report about one pupil ended.</summary>
public abstract record StudentQualityOutcome
{
    private StudentQualityOutcome()
    {
    }

    /// <summary>The pupil was found, and the notice was registered or refused.</summary>
    /// <param name="Notice">What became of the notice.</param>
    public sealed record Ended(NoticeOutcome Notice) : StudentQualityOutcome;

    /// <summary>Only the role <c>privacy</c> may deal with this pupil. Nothing is registered.</summary>
    public sealed record ReferToPrivacy : StudentQualityOutcome;

    /// <summary>Time ran out while the pupil was searched by account. Nothing is registered; the same request again does no harm.</summary>
    public sealed record OutOfTime : StudentQualityOutcome;
}
