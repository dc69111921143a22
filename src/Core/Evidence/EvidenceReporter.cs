using LeerId.Calendar;
using LeerId.Notices;
using LeerId.PrivacyLog.Seals;
using LeerId.Register;
using LeerId.Runs;
using LeerId.Secrets;
using LeerId.SignIn;
using LeerId.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.Evidence;

/// <summary>Makes the evidence report from the current data (protocol, article 6: proof on simple request). No copy is kept.</summary>
public sealed partial class EvidenceReporter(
    RegisterWriter register, IEnumerable<IMeasureSource> measures, KeyReader keys, DeletionEvidence deletions, ArchiveEvidenceReader archive,
    PrivacyLogEvidence privacyLog, NoticesEvidence notices, DisclosuresEvidence disclosures, DovProcessors dovProcessors, SealKeys signing,
    IOptions<AcmOptions> acm, TimeProvider clock,
    ILogger<EvidenceReporter> logger)
{
    private readonly string _issuer = acm.Value.RedirectAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>Makes a report and signs it. A long period takes up to two minutes, the limit for counting the entries of busy days.</summary>
    /// <param name="from">The first day, <c>yyyy-MM-dd</c>, Brussels calendar; null for three months before the last day.</param>
    /// <param name="until">The last day, <c>yyyy-MM-dd</c>, Brussels calendar; null for today.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage or the vault refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    /// <exception cref="SecretMissingException">There is no <c>seal-key</c>.</exception>
    public async Task<EvidenceOutcome> MakeAsync(string? from, string? until, CancellationToken cancellationToken)
    {
        IReadOnlyList<FieldFault> faults = EvidencePeriod.TryRead(from, until, BrusselsTime.Today(clock), out EvidencePeriod? period);
        if (period is null)
            return new EvidenceOutcome.PeriodInvalid(faults);

        EvidenceReport report = await ReadAsync(period, cancellationToken);
        string json = EvidenceWriter.Write(report);
        SignedReport signed = new(report, json, await signing.SignAsync(json, SignedReport.TokenType, cancellationToken));
        Log(report);
        return new EvidenceOutcome.Made(signed);
    }

    private async Task<EvidenceReport> ReadAsync(EvidencePeriod period, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        (SealEvidence seals, StaffAccessEvidence access) = await privacyLog.ReadAsync(period, cancellationToken);
        return new EvidenceReport
        {
            Issuer = _issuer,
            IssuedAt = now.ToUnixTimeSeconds(),
            Number = Ulid.NewUlid(now).ToString(),
            MadeAt = now,
            From = period.From,
            Until = period.Until,
            Software = RunStore.SoftwareVersion,
            Register = register.Write(),
            Processors = register.WriteProcessors(),
            DovProcessors = await dovProcessors.ListAsync(cancellationToken) is [var last, ..] ? new DovProcessorsEvidence(last.Date, last.Processors) : null,
            Measures = [.. measures.SelectMany(source => source.Read())],
            Keys = await keys.ReadAsync(cancellationToken),
            Deletions = await deletions.ReadAsync(period, cancellationToken),
            Archive = await archive.ReadAsync(period, cancellationToken),
            Seals = seals,
            StaffAccess = access,
            Notices = await notices.ReadAsync(period, cancellationToken),
            Disclosures = await disclosures.ReadAsync(period, cancellationToken),
        };
    }

    private void Log(EvidenceReport report)
    {
        LogMade(report.Number, report.From, report.Until);
        if (report.Seals.NotCompared > 0)
            LogNotCompared(report.Number, report.Seals.NotCompared);
        foreach (SealedDayEvidence day in report.Seals.Days.Where(day => DayVerdict.IsFaulty(day.State)))
            LogDayFaulty(day.Day, day.State);
    }

    [LoggerMessage(EventId = 9201, Level = LogLevel.Information, Message = "Evidence report {Number} was made, for {From} until {Until}")]
    private partial void LogMade(string number, LoggedDay from, LoggedDay until);

    [LoggerMessage(EventId = 9202, Level = LogLevel.Warning, Message = "Evidence report {Number}: there was no time to compare {Days} days with their seals")]
    private partial void LogNotCompared(string number, int days);

    [LoggerMessage(EventId = 9203, Level = LogLevel.Error, Message = "The privacy log of {Day} must be investigated: {State}")]
    private partial void LogDayFaulty(LoggedDay day, DayState state);
}

/// <summary>The outcome of a request for a report.</summary>
public abstract record EvidenceOutcome
{
    private EvidenceOutcome()
    {
    }

    /// <summary>The report is made.</summary>
    /// <param name="Report">The report.</param>
    public sealed record Made(SignedReport Report) : EvidenceOutcome;

    /// <summary>The period is not valid for a report.</summary>
    /// <param name="Faults">All faults.</param>
    public sealed record PeriodInvalid(IReadOnlyList<FieldFault> Faults) : EvidenceOutcome;
}
