using LeerId.Calendar;
using LeerId.Notices;
using LeerId.Register;
using LeerId.Requests;
using LeerId.Restrictions;
using LeerId.Retention;
using LeerId.Schools;
using LeerId.Schools.Refusals;
using LeerId.Staff;
using LeerId.Staff.Confidentiality;
using LeerId.Storage;
using Microsoft.Extensions.Logging;

namespace LeerId.Overview;

/// <summary>Reads the overview of a person. All parts are read at the same time. A part that can't be read is marked and doesn't affect the others.</summary>
public sealed partial class OverviewReader(
    NoticeRegister notices, RequestRegister requests, SchoolStore schools, ForgottenContracts forgotten, JobProblems jobs, RestrictionRows restrictions,
    RegisterDocuments documents, StaffConfidentiality confidentiality, SignInDays signIns, MissedNights nights, SnapshotCount snapshots, TimeProvider clock,
    ILogger<OverviewReader> logger)
{
    /// <summary>The number of days before its end in which a contract counts as ending soon.</summary>
    public const int ContractDays = 60;

    /// <summary>The number of days before its review in which a restriction is shown.</summary>
    public const int ReviewDays = 7;

    private const int Months = 12;

    private static readonly StaffRole[] OfSchools = [StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Operator];
    private static readonly StaffRole[] OfRefusals = [StaffRole.AccessControl, StaffRole.Dpo];
    private static readonly StaffRole[] OfNotices = [StaffRole.Dpo, StaffRole.Operator];
    private static readonly StaffRole[] OfRequests = [StaffRole.Privacy, StaffRole.Dpo];
    private static readonly StaffRole[] OfOperation = [StaffRole.Dpo, StaffRole.Operator];
    private static readonly StaffRole[] OfDocuments = [StaffRole.Dpo];
    private static readonly StaffRole[] OfSignIns =
        [StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Operator, StaffRole.Helpdesk, StaffRole.Privacy];

    /// <summary>Reads the parts that a person may see.</summary>
    /// <param name="objectId">The person's object id in the directory.</param>
    /// <param name="roles">The person's roles.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<OverviewReport> ReadAsync(string objectId, IReadOnlyCollection<StaffRole> roles, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(roles);
        DateOnly today = BrusselsTime.Today(clock);
        Task<OverviewPart<ConfidentialityStatus>> own = ReadAsync("confidentiality", token => confidentiality.ReadAsync(objectId, token));
        Task<OverviewPart<IReadOnlyList<OpenBreach>>?> breaches = For(OfNotices, "breaches", BreachesAsync);
        Task<OverviewPart<IReadOnlyList<RequestSummary>>?> open = For(OfRequests, "requests", token => requests.ListAsync(isOpen: true, token));
        Task<OverviewPart<ContractEndings>?> contracts = For(OfSchools, "contracts", async token => Endings((await schools.ListAsync(token)).Contracts, today));
        Task<OverviewPart<ForgottenContractList>?> refused = For(OfRefusals, "refused sign-ins", forgotten.ReadAsync);
        Task<OverviewPart<IReadOnlyList<UndeliveredNotice>>?> undelivered = For(OfNotices, "undelivered notices", UndeliveredAsync);
        Task<OverviewPart<IReadOnlyList<JobProblem>>?> problems = For(OfOperation, "runs", jobs.ReadAsync);
        Task<OverviewPart<IReadOnlyList<DueRestriction>>?> reviews = For(OfRequests, "restrictions", token => RestrictionsAsync(today, token));
        Task<OverviewPart<RegisteredDocuments>?> register = For(OfDocuments, "documents", _ => Task.FromResult(documents.Read()));
        Task<OverviewPart<IReadOnlyList<SignInDay>>?> days = For(OfSignIns, "sign-ins", signIns.ReadAsync);
        Task<OverviewPart<IReadOnlyList<NightsOfWeek>>?> missed = For(OfOperation, "nights", nights.ReadAsync);
        Task<OverviewPart<SnapshotExpiries>?> expiry = For(OfOperation, "snapshots", async token => new SnapshotExpiries(await snapshots.ReadAsync(token)));
        return new OverviewReport
        {
            At = clock.GetUtcNow(),
            Confidentiality = await own,
            Breaches = await breaches,
            Requests = await open,
            Contracts = await contracts,
            Forgotten = await refused,
            Undelivered = await undelivered,
            Jobs = await problems,
            Restrictions = await reviews,
            Documents = await register,
            SignIns = await days,
            Nights = await missed,
            Snapshots = await expiry,
        };

        async Task<OverviewPart<T>?> For<T>(StaffRole[] admitted, string part, Func<CancellationToken, Task<T>> read)
            where T : class => admitted.Any(roles.Contains) ? await ReadAsync(part, read) : null;

        async Task<OverviewPart<T>> ReadAsync<T>(string part, Func<CancellationToken, Task<T>> read)
            where T : class
        {
            try
            {
                return new OverviewPart<T>(await read(cancellationToken));
            }
            catch (Exception exception) when (StorageFault.Is(exception) && !cancellationToken.IsCancellationRequested)
            {
                LogUnreadable(part, exception);
                return new OverviewPart<T>(null);
            }
        }
    }

    private static ContractEndings Endings(IReadOnlyList<SchoolContract> contracts, DateOnly today)
    {
        SchoolContract[] open = [.. contracts.Where(contract => contract.Until is null || contract.Until >= today)];
        DateOnly month = new(today.Year, today.Month, 1);
        return new ContractEndings(
            [
                .. from contract in open
                   where contract.Until <= today.AddDays(ContractDays)
                   orderby contract.Until, contract.Number
                   select new EndingContract(contract.Number.ToString(), contract.Name, contract.Until!.Value),
            ],
            [
                .. from number in Enumerable.Range(0, Months)
                   let first = month.AddMonths(number)
                   select new EndingContracts(first, open.Count(contract => contract.Until >= first && contract.Until < first.AddMonths(1))),
            ],
            open.Count(contract => contract.IsInForceOn(today)), open.Count(contract => contract.Until is null));
    }

    private async Task<IReadOnlyList<OpenBreach>> BreachesAsync(CancellationToken cancellationToken) =>
    [
        .. (await notices.ListAsync(NoticeKind.Breach, cancellationToken).ToListAsync(cancellationToken))
            .Where(notice => notice.Reference.Part.Length == 0 && notice.ClosedAt is null)
            .Select(notice => (notice.Reference.Number, Breach: notice.Content as BreachContent))
            .Where(notice => notice.Breach?.KnownAt is not null)
            .Select(notice => new OpenBreach(
                notice.Number, notice.Breach!.KnownAt!.Value, notice.Breach.KnownAt.Value + BreachContent.Term, notice.Breach.AuthorityNotifiedAt,
                notice.Breach.IsAuthorityMissing, BreachFields.Missing(notice.Breach).Count))
            .OrderBy(breach => breach.Deadline),
    ];

    private async Task<IReadOnlyList<UndeliveredNotice>> UndeliveredAsync(CancellationToken cancellationToken) =>
        await notices.ListUndeliveredAsync(cancellationToken).Select(notice => new UndeliveredNotice(notice.Reference, notice.RegisteredAt))
            .OrderBy(notice => notice.RegisteredAt).ToListAsync(cancellationToken);

    private async Task<IReadOnlyList<DueRestriction>> RestrictionsAsync(DateOnly today, CancellationToken cancellationToken) =>
        await restrictions.ListOpenAsync(cancellationToken).Where(restriction => restriction.ReviewOn <= today.AddDays(ReviewDays))
            .Select(restriction => new DueRestriction(restriction.Id, restriction.ReviewOn)).OrderBy(restriction => restriction.ReviewOn)
            .ToListAsync(cancellationToken);

    [LoggerMessage(EventId = 9801, Level = LogLevel.Warning, Message = "The part '{Part}' of the overview could not be read")]
    private partial void LogUnreadable(string part, Exception exception);
}
