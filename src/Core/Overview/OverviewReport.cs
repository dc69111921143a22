using LeerId.Notices;
using LeerId.Register;
using LeerId.Requests;
using LeerId.Retention;
using LeerId.Schools.Refusals;
using LeerId.Staff.Confidentiality;

namespace LeerId.Overview;

/// <summary>
/// The overview of a person: the parts that the person's roles may see. A part that none of the roles may see is null. The overview has no personal data of
/// pupils and no texts that staff wrote.
/// </summary>
public sealed record OverviewReport
{
    /// <summary>The moment of the overview, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The person's own acceptance of the text on confidentiality.</summary>
    public required OverviewPart<ConfidentialityStatus> Confidentiality { get; init; }

    /// <summary>The breaches that are not closed, the one that is due first coming first.</summary>
    public OverviewPart<IReadOnlyList<OpenBreach>>? Breaches { get; init; }

    /// <summary>The requests of data subjects without an answer, the one that is due first coming first.</summary>
    public OverviewPart<IReadOnlyList<RequestSummary>>? Requests { get; init; }

    /// <summary>The contracts that end.</summary>
    public OverviewPart<ContractEndings>? Contracts { get; init; }

    /// <summary>The schools whose pupils were refused because the school has no contract.</summary>
    public OverviewPart<ForgottenContractList>? Forgotten { get; init; }

    /// <summary>The notices that not every recipient has.</summary>
    public OverviewPart<IReadOnlyList<UndeliveredNotice>>? Undelivered { get; init; }

    /// <summary>The jobs that failed or did not run.</summary>
    public OverviewPart<IReadOnlyList<JobProblem>>? Jobs { get; init; }

    /// <summary>The restrictions in force whose review is due within a week, or overdue.</summary>
    public OverviewPart<IReadOnlyList<DueRestriction>>? Restrictions { get; init; }

    /// <summary>The documents of the register with their reviews.</summary>
    public OverviewPart<RegisteredDocuments>? Documents { get; init; }

    /// <summary>How sign-ins ended, by day.</summary>
    public OverviewPart<IReadOnlyList<SignInDay>>? SignIns { get; init; }

    /// <summary>The nights without a sweep or a seal, by week.</summary>
    public OverviewPart<IReadOnlyList<NightsOfWeek>>? Nights { get; init; }

    /// <summary>In which month the snapshots expire.</summary>
    public OverviewPart<SnapshotExpiries>? Snapshots { get; init; }
}

/// <summary>A part of the overview. A part that can't be read doesn't stop the others.</summary>
/// <param name="Value">The part; null when it could not be read.</param>
public sealed record OverviewPart<T>(T? Value)
    where T : class;

/// <summary>A breach that is not closed.</summary>
/// <param name="Number">Its number.</param>
/// <param name="KnownAt">When the provider became aware of it, UTC: the 72 hours run from here.</param>
/// <param name="Deadline">When the 72 hours end, UTC.</param>
/// <param name="StoppedAt">When the authority was notified, UTC; null when it was not.</param>
/// <param name="IsRunning">Whether nothing is recorded yet of the duty to notify the authority.</param>
/// <param name="Missing">How many fields the breach still lacks.</param>
public sealed record OpenBreach(
    string Number, DateTimeOffset KnownAt, DateTimeOffset Deadline, DateTimeOffset? StoppedAt, bool IsRunning, int Missing);

/// <summary>The contracts that end.</summary>
/// <param name="Soon">Those that end within 60 days, today included, the first to end coming first.</param>
/// <param name="Months">How many end in each of the next twelve months, the rest of the current one first.</param>
/// <param name="InForce">How many contracts are in force today.</param>
/// <param name="WithoutEnd">How many contracts have no end.</param>
public sealed record ContractEndings(IReadOnlyList<EndingContract> Soon, IReadOnlyList<EndingContracts> Months, int InForce, int WithoutEnd);

/// <summary>A contract that ends.</summary>
/// <param name="School">The school's number.</param>
/// <param name="Name">The school's name.</param>
/// <param name="Until">The last day of the contract, Brussels calendar.</param>
public sealed record EndingContract(string School, string Name, DateOnly Until);

/// <summary>The contracts that end in a month.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="Count">The number of contracts.</param>
public sealed record EndingContracts(DateOnly Month, int Count);

/// <summary>A notice that not every recipient has.</summary>
/// <param name="Reference">Its kind, number and part.</param>
/// <param name="RegisteredAt">When it was stored, UTC.</param>
public sealed record UndeliveredNotice(NoticeReference Reference, DateTimeOffset RegisteredAt);

/// <summary>A restriction whose review is due.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ReviewOn">The day of the review, Brussels calendar.</param>
public sealed record DueRestriction(string Id, DateOnly ReviewOn);

/// <summary>In which month the snapshots expire, if that was counted.</summary>
/// <param name="Expiry">The counts; null when no run counted them lately.</param>
public sealed record SnapshotExpiries(SnapshotExpiry? Expiry);
