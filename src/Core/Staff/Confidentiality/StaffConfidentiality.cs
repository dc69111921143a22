using System.Collections.Concurrent;
using LeerId.Calendar;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.Staff.Confidentiality;

/// <summary>
/// Records and checks whether staff accepted the current text on confidentiality within the last year (protocol, article 6). The year is counted in days
/// of Brussels: an acceptance of 1 September 2026 is valid until 1 September 2027 inclusive.
/// </summary>
public sealed partial class StaffConfidentiality(
    AcceptanceStore acceptances, IOptions<ConfidentialityOptions> options, TimeProvider clock, ILogger<StaffConfidentiality> logger)
{
    private readonly string _version = options.Value.Version;
    private readonly string _text = options.Value.TextInForce;

    // An acceptance can't be withdrawn, so an acceptance that was read once is valid until its last day. If storage is unavailable, these members of staff
    // can still read answers that need no storage, such as the reason in a support code.
    private readonly ConcurrentDictionary<string, DateOnly> _goodUntil = new();

    /// <summary>Whether a person accepted the current version within the last year. Reads storage at most once.</summary>
    /// <param name="objectId">The person's object id in the directory.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async ValueTask<bool> IsAcceptedAsync(string objectId, CancellationToken cancellationToken) =>
        (_goodUntil.TryGetValue(objectId, out DateOnly last) && last >= BrusselsTime.Today(clock))
        || (await ReadAsync(objectId, cancellationToken)).IsAccepted;

    /// <summary>Reads the text, and whether a person accepted it.</summary>
    /// <param name="objectId">The person's object id in the directory.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<ConfidentialityStatus> ReadAsync(string objectId, CancellationToken cancellationToken)
    {
        Acceptance? newest = await acceptances.FindAsync(objectId, _version, cancellationToken);
        bool isAccepted = newest?.GoodUntil >= BrusselsTime.Today(clock);
        if (isAccepted)
            _goodUntil[objectId] = newest!.GoodUntil;
        return new ConfidentialityStatus(_version, _text, newest?.At, newest?.GoodUntil, isAccepted);
    }

    /// <summary>Lists every stored acceptance, of all persons and versions, the newest first.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<IReadOnlyList<RecordedAcceptance>> ListAsync(CancellationToken cancellationToken)
    {
        DateOnly today = BrusselsTime.Today(clock);
        return await acceptances.ListAsync(cancellationToken)
            .OrderByDescending(acceptance => acceptance.At).ThenBy(acceptance => acceptance.ObjectId, StringComparer.Ordinal)
            .Select(acceptance => new RecordedAcceptance(acceptance, acceptance.Version == _version && acceptance.GoodUntil >= today))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Records that a person accepts the text. Earlier acceptances remain.</summary>
    /// <param name="request">The version that the person read.</param>
    /// <param name="objectId">The person's object id in the directory.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<AcceptanceOutcome> AcceptAsync(AcceptanceRequest request, string objectId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (string.IsNullOrWhiteSpace(request.Version))
            return new AcceptanceOutcome.VersionMissing();
        if (request.Version != _version)
            return new AcceptanceOutcome.NotCurrent(_version);
        await acceptances.AddAsync(new Acceptance(objectId, _version, clock.GetUtcNow()), cancellationToken);
        LogAccepted(objectId, _version);
        return new AcceptanceOutcome.Accepted(await ReadAsync(objectId, cancellationToken));
    }

    [LoggerMessage(EventId = 9011, Level = LogLevel.Information, Message = "{ObjectId} accepted version {Version} of the text on confidentiality")]
    private partial void LogAccepted(string objectId, string version);
}
