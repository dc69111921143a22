using LeerId.Caching;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools.Refusals;

/// <summary>
/// The switch of the data protection officer: refused sign-ins are counted per school only while it is on (docs/adr/0021). It is off until the officer turns
/// it on. Each instance keeps it in memory, so that a change is in force everywhere within a minute.
/// </summary>
public sealed partial class RefusalCountingSwitch
{
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(60);

    // If storage is unavailable for longer, nothing is counted, because the officer may have turned the switch off.
    private static readonly TimeSpan UsableFor = TimeSpan.FromHours(1);

    private readonly SchoolRefusalRows _rows;
    private readonly TimeProvider _clock;
    private readonly ILogger<RefusalCountingSwitch> _logger;
    private readonly RefreshingValue<RefusalCounting> _inMemory;

    /// <summary>Creates the switch without reading its position.</summary>
    public RefusalCountingSwitch(SchoolRefusalRows rows, TimeProvider clock, ILogger<RefusalCountingSwitch> logger)
    {
        _rows = rows;
        _clock = clock;
        _logger = logger;
        _inMemory = new RefreshingValue<RefusalCounting>(LoadAsync, clock);
    }

    /// <summary>Reads from storage whether it is on, and who decided it.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public Task<RefusalCounting> ReadAsync(CancellationToken cancellationToken) => _rows.ReadSwitchAsync(cancellationToken);

    /// <summary>
    /// Turns it on or off. If it has that position already, the former decision stays. Turning it off deletes all counts; the nightly run deletes the rest.
    /// </summary>
    /// <param name="isOn">Whether to count refused sign-ins.</param>
    /// <param name="decidedBy">The object id of the data protection officer who decides it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The decision in force.</returns>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<RefusalCounting> DecideAsync(bool isOn, string decidedBy, CancellationToken cancellationToken)
    {
        RefusalCounting decision = new(isOn, _clock.GetUtcNow(), decidedBy);
        if (!await _rows.TryDecideAsync(decision, cancellationToken))
            return await _rows.ReadSwitchAsync(cancellationToken);
        LogDecided(isOn ? "on" : "off", decidedBy);
        if (!isOn)
            await _rows.DeleteAsync(static _ => true, static delete => delete(), cancellationToken);
        return decision;
    }

    /// <summary>Whether it is on, as far as this instance knows.</summary>
    /// <exception cref="Exception">Storage is unavailable, and the value in memory is too old.</exception>
    internal async ValueTask<bool> IsOnAsync(CancellationToken cancellationToken) => (await _inMemory.GetAsync(cancellationToken)).IsOn;

    private async Task<Loaded<RefusalCounting>> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new(await _rows.ReadSwitchAsync(cancellationToken), RefreshAfter, FreshFor, UsableFor);
        }
        catch (Exception exception)
        {
            LogNotLoaded(exception);
            throw;
        }
    }

    [LoggerMessage(EventId = 3030, Level = LogLevel.Information, Message = "The counting of refused sign-ins per school was turned {State} by {DecidedBy}")]
    private partial void LogDecided(string state, string decidedBy);

    [LoggerMessage(EventId = 3031, Level = LogLevel.Warning, Message = "The switch for counting refused sign-ins per school could not be read")]
    private partial void LogNotLoaded(Exception exception);
}
