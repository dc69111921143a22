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

    // If storage does not answer for longer, nothing is counted, because the officer may have turned the switch off.
    private static readonly TimeSpan UsableFor = TimeSpan.FromHours(1);

    private readonly SchoolRefusalRows _rows;
    private readonly TimeProvider _clock;
    private readonly ILogger<RefusalCountingSwitch> _logger;
    private readonly RefreshingValue<RefusalCounting> _inMemory;

    /// <summary>Makes the switch, without reading its position.</summary>
    public RefusalCountingSwitch(SchoolRefusalRows rows, TimeProvider clock, ILogger<RefusalCountingSwitch> logger)
    {
        _rows = rows;
        _clock = clock;
        _logger = logger;
        _inMemory = new RefreshingValue<RefusalCounting>(LoadAsync, clock);
    }

    /// <summary>Whether it is on, and who decided so, as storage has it now.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public Task<RefusalCounting> ReadAsync(CancellationToken cancellationToken) => _rows.ReadSwitchAsync(cancellationToken);

    /// <summary>
    /// Turns it on or off. If it is so already, the former decision stays. When it is turned off, all counts are deleted; the nightly run deletes what is left.
    /// </summary>
    /// <param name="isOn">Whether refused sign-ins are to be counted.</param>
    /// <param name="decidedBy">Who decides it: the object id of the data protection officer.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What is in force now.</returns>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
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
    /// <exception cref="Exception">Storage did not answer, and what is in memory is too old.</exception>
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

    [LoggerMessage(EventId = 3030, Level = LogLevel.Information, Message = "The counting of refused sign-ins per school is turned {State} by {DecidedBy}")]
    private partial void LogDecided(string state, string decidedBy);

    [LoggerMessage(EventId = 3031, Level = LogLevel.Warning, Message = "Whether refused sign-ins are counted per school could not be read")]
    private partial void LogNotLoaded(Exception exception);
}
