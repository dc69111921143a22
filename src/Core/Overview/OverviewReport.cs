using LeerId.Notices;
using LeerId.Register;
using LeerId.Requests;
using LeerId.Retention;
using LeerId.Schools.Refusals;
using LeerId.Staff.Confidentiality;

namespace LeerId.Overview;

/// <summary>
/// The overview of a person: the parts that the person's roles may see. A part that none of the roles may see is null. The overview contains no personal
/// data of pupils and no texts of staff.
/// </summary>
public sealed record OverviewReport
{
    /// <summary>The moment of the overview, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The person's own acceptance of the text on confidentiality.</summary>
    public required OverviewPart<ConfidentialityStatus> Confidentiality { get; init; }

    /// <summary>The breaches that are not closed, sorted by deadline.</summary>
    public OverviewPart<IReadOnlyList<OpenBreach>>? Breaches { get; init; }

    /// <summary>The requests of data subjects without an answer, sorted by due day.</summary>
    public OverviewPart<IReadOnlyList<RequestSummary>>? Requests { get; init; }

    /// <summary>The contracts that end.</summary>
    public OverviewPart<ContractEndings>? Contracts { get; init; }

    /// <summary>The schools whose pupils were refused because the school has no contract.</summary>
    public OverviewPart<ForgottenContractList>? Forgotten { get; init; }

    /// <summary>The notices that some recipient hasn't got yet.</summary>
    public OverviewPart<IReadOnlyList<UndeliveredNotice>>? Undelivered { get; init; }

    /// <summary>The jobs that failed or did not run.</summary>
    public OverviewPart<IReadOnlyList<JobProblem>>? Jobs { get; init; }

    /// <summary>The restrictions in force whose review is due within a week, or overdue.</summary>
    public OverviewPart<IReadOnlyList<DueRestriction>>? Restrictions { get; init; }

    /// <summary>The documents of the register with their reviews.</summary>
    public OverviewPart<RegisteredDocuments>? Documents { get; init; }

    /// <summary>The outcomes of sign-ins, per day.</summary>
    public OverviewPart<IReadOnlyList<SignInDay>>? SignIns { get; init; }

    /// <summary>The nights without a sweep or a seal, per week.</summary>
    public OverviewPart<IReadOnlyList<NightsOfWeek>>? Nights { get; init; }

    /// <summary>The number of snapshots that expire in each month.</summary>
    public OverviewPart<SnapshotExpiries>? Snapshots { get; init; }
}

/// <summary>A part of the overview. A part that can't be read doesn't affect the others.</summary>
/// <param name="Value">The part; null if it could not be read.</param>
public sealed record OverviewPart<T>(T? Value)
    where T : class;

/// <summary>A breach that is not closed.</summary>
/// <param name="Number">Its number.</param>
/// <param name="KnownAt">The moment when the provider became aware of it, UTC. The 72 hours start then.</param>
/// <param name="Deadline">The moment when the 72 hours end, UTC.</param>
/// <param name="StoppedAt">The moment when the authority was notified, UTC; null if it was not.</param>
/// <param name="IsRunning">Whether neither a notification to the authority nor a reason for its absence is recorded.</param>
/// <param name="Missing">The number of fields that the breach still needs.</param>
public sealed record OpenBreach(
    string Number, DateTimeOffset KnownAt, DateTimeOffset Deadline, DateTimeOffset? StoppedAt, bool IsRunning, int Missing);

/// <summary>The contracts that end.</summary>
/// <param name="Soon">The contracts that end within 60 days, including today, sorted by last day.</param>
/// <param name="Months">The number of contracts that end in each of the next twelve months, starting with the rest of the current month.</param>
/// <param name="InForce">The number of contracts in force today.</param>
/// <param name="WithoutEnd">The number of contracts without an end.</param>
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

/// <summary>A notice that some recipient hasn't got yet.</summary>
/// <param name="Reference">Its kind, number and part.</param>
/// <param name="RegisteredAt">The moment when it was stored, UTC.</param>
public sealed record UndeliveredNotice(NoticeReference Reference, DateTimeOffset RegisteredAt);

/// <summary>A restriction whose review is due.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ReviewOn">The day of the review, Brussels calendar.</param>
public sealed record DueRestriction(string Id, DateOnly ReviewOn);

/// <summary>The number of snapshots that expire in each month, if they were counted.</summary>
/// <param name="Expiry">The counts; null if no recent run counted them.</param>
public sealed record SnapshotExpiries(SnapshotExpiry? Expiry);
