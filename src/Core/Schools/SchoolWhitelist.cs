using System.Collections.Frozen;
using LeerId.Caching;
using LeerId.Calendar;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools;

/// <summary>
/// The schools with a contract, in memory. A change is in force within a minute, and the list stays usable for a day if storage is unavailable.
/// </summary>
public sealed partial class SchoolWhitelist
{
    /// <summary>The maximum age of the list while storage is available.</summary>
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(60);

    /// <summary>The maximum age of the list while storage is unavailable.</summary>
    internal static readonly TimeSpan UsableFor = TimeSpan.FromDays(1);

    private static readonly TimeSpan RefreshAfter = TimeSpan.FromSeconds(30);

    private readonly SchoolStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger<SchoolWhitelist> _logger;
    private readonly RefreshingValue<FrozenDictionary<SchoolNumber, SchoolContract[]>> _contracts;

    /// <summary>Creates the whitelist without reading the list.</summary>
    public SchoolWhitelist(SchoolStore store, TimeProvider clock, ILogger<SchoolWhitelist> logger)
    {
        _store = store;
        _clock = clock;
        _logger = logger;
        _contracts = new RefreshingValue<FrozenDictionary<SchoolNumber, SchoolContract[]>>(LoadAsync, clock);
    }

    /// <summary>Whether one of these schools has a contract that is in force today, Brussels calendar.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage is unavailable, and the list was never loaded or is over a day old.</exception>
    public async ValueTask<bool> AdmitsAsync(IReadOnlyList<SchoolNumber> schools, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schools);
        FrozenDictionary<SchoolNumber, SchoolContract[]> contracts = await _contracts.GetAsync(cancellationToken);
        DateOnly today = BrusselsTime.Today(_clock);
        foreach (SchoolNumber school in schools)
        {
            if (contracts.TryGetValue(school, out SchoolContract[]? held) && Array.Exists(held, c => c.IsInForceOn(today)))
                return true;
        }

        return false;
    }

    /// <summary>Whether the list contains no school, so that every pupil is refused.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage is unavailable, and the list was never loaded or is over a day old.</exception>
    internal async ValueTask<bool> IsEmptyAsync(CancellationToken cancellationToken) => (await _contracts.GetAsync(cancellationToken)).Count == 0;

    /// <summary>Loads the list, unless it is in memory.</summary>
    internal async ValueTask PreloadAsync(CancellationToken cancellationToken) => await _contracts.GetAsync(cancellationToken);

    private async Task<Loaded<FrozenDictionary<SchoolNumber, SchoolContract[]>>> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            List<(SchoolNumber Number, SchoolContract Contract)> rows = [];
            foreach (SchoolContract contract in (await _store.ListAsync(cancellationToken)).Contracts)
            {
                rows.Add((contract.Number, contract));
                rows.AddRange(contract.FormerNumbers.Select(former => (former, contract)));
            }

            FrozenDictionary<SchoolNumber, SchoolContract[]> contracts = rows
                .GroupBy(row => row.Number, row => row.Contract)
                .ToFrozenDictionary(group => group.Key, group => group.ToArray());
            return new(contracts, RefreshAfter, FreshFor, UsableFor);
        }
        catch (Exception exception)
        {
            LogNotLoaded(exception);
            throw;
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "The list of schools with a contract could not be loaded")]
    private partial void LogNotLoaded(Exception exception);
}
