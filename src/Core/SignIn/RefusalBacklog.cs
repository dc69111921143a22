using System.Threading.Channels;
using LeerId.PrivacyLog;
using Microsoft.Extensions.Logging;

namespace LeerId.SignIn;

/// <summary>
/// Keeps in memory the log entries of refusals that could not be stored, and stores them when storage answers again. Otherwise an entry <c>granted</c> could
/// remain without its correction, if the pupil was refused because the snapshot could not be stored (docs/adr/0002).
/// </summary>
public sealed partial class RefusalBacklog
{
    /// <summary>The maximum number of entries in memory, some 10 MB. Further entries are only counted.</summary>
    public const int Capacity = 20_000;

    private readonly PrivacyLogStore _log;
    private readonly TimeProvider _clock;
    private readonly ILogger<RefusalBacklog> _logger;
    private readonly Channel<PrivacyLogEntry> _entries;
    private long _dropped;
    private PrivacyLogEntry? _moved;

    /// <summary>Begins without entries.</summary>
    public RefusalBacklog(PrivacyLogStore log, TimeProvider clock, ILogger<RefusalBacklog> logger)
    {
        (_log, _clock, _logger) = (log, clock, logger);
        _entries = Channel.CreateBounded<PrivacyLogEntry>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
    }

    /// <summary>The number of entries missing from the privacy log: those in memory, and those that were dropped because the memory was full.</summary>
    public long Missing => _entries.Reader.Count + Interlocked.Read(ref _dropped);

    /// <summary>Keeps an entry that could not be stored.</summary>
    public void Add(PrivacyLogEntry entry) => _entries.Writer.TryWrite(entry);

    /// <summary>Waits until there is an entry.</summary>
    internal async Task WaitAsync(CancellationToken cancellationToken) => await _entries.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Stores the entries, the oldest first, until storage fails or the work is cancelled. Only one caller at a time may call this.</summary>
    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        int written = 0;
        try
        {
            // Entries are stored one by one, so that storage isn't overloaded when it has just recovered.
            for (; _entries.Reader.TryPeek(out PrivacyLogEntry? entry); written++)
            {
                await _log.AppendAsync(OfToday(entry), cancellationToken);
                _entries.Reader.TryRead(out _);
            }
        }
        catch (Exception)
        {
            // Event 1011 has reported each of them. The next call begins with the same entry.
        }
        finally
        {
            if (written > 0)
                LogWritten(written);
        }
    }

    /// <summary>Logs how many entries are lost. This must be called last.</summary>
    internal void ReportMissing()
    {
        long missing = Missing;
        if (missing > 0)
            LogMissing(missing);
    }

    // A day that is over may be sealed, and a sealed day must not get an entry. The time of the refusal stays in the entry.
    private PrivacyLogEntry OfToday(PrivacyLogEntry entry)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        if (entry.Id.Time.UtcDateTime.Date == now.UtcDateTime.Date)
            return entry;
        // The new number is kept for a retry, so that a lost answer doesn't lead to two entries.
        if (_moved?.SupportCode != entry.SupportCode || _moved?.Id.Time.UtcDateTime.Date != now.UtcDateTime.Date)
            _moved = entry with { Id = Ulid.NewUlid(now) };
        return _moved!;
    }

    [LoggerMessage(
        EventId = 1018, Level = LogLevel.Information,
        Message = "{Count} refusals that were kept in memory are in the privacy log now")]
    private partial void LogWritten(int count);

    [LoggerMessage(
        EventId = 1019, Level = LogLevel.Error,
        Message = "{Count} refusals are missing from the privacy log: storage did not take them before the instance stopped, or the memory was full")]
    private partial void LogMissing(long count);
}
