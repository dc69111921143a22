using LeerId.Calendar;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>
/// Collects the findings of sign-ins in memory, per kind, so that a sign-in doesn't wait for storage. <see cref="QualityFindingWriter"/> stores them.
/// Memory holds only one count per kind and period, however many findings there are.
/// </summary>
public sealed partial class QualityFindings(QualityFindingRows rows, TimeProvider clock, ILogger<QualityFindings> logger) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _flushing = new(1);
    private readonly SemaphoreSlim _signal = new(0, 1);
    private Dictionary<(DateOnly Day, string Code), PendingFindings> _pending = [];

    /// <summary>Adds a finding of one sign-in.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="names">The printable names of superfluous claims; empty for other findings.</param>
    public void Add(QualityFinding finding, IEnumerable<string> names)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Merge(new PendingFindings(finding, finding.PeriodEnd(BrusselsTime.Today(clock)), now, 1, names));
        Signal();
    }

    /// <summary>Waits until there may be something to flush.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _signal.WaitAsync(cancellationToken);

    /// <summary>Stores everything. A finding that can't be stored is kept for the next time. False if any failed.</summary>
    public async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken);
        try
        {
            Dictionary<(DateOnly, string), PendingFindings> taken;
            lock (_lock)
                (taken, _pending) = (_pending, []);

            bool succeeded = true;
            foreach (PendingFindings findings in taken.Values)
                succeeded &= await TryWriteAsync(findings, cancellationToken);
            return succeeded;
        }
        finally
        {
            _flushing.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _flushing.Dispose();
        _signal.Dispose();
    }

    private async Task<bool> TryWriteAsync(PendingFindings findings, CancellationToken cancellationToken)
    {
        try
        {
            await rows.WriteAsync(findings, cancellationToken);
            return true;
        }
        catch (Exception exception)
        {
            Merge(findings);
            Signal();
            string fault = exception.GetType().Name;
            LogNotRecorded(findings.Finding.Code, fault);
            return false;
        }
    }

    private void Merge(PendingFindings findings)
    {
        (DateOnly, string) key = (findings.Day, findings.Finding.Code);
        lock (_lock)
            _pending[key] = _pending.TryGetValue(key, out PendingFindings? known) ? known.With(findings) : findings.With(null);
    }

    private void Signal()
    {
        lock (_lock)
        {
            if (_signal.CurrentCount == 0)
                _signal.Release();
        }
    }

    [LoggerMessage(EventId = 4010, Level = LogLevel.Warning, Message = "Quality findings ({Code}) could not be recorded yet: {Fault}")]
    private partial void LogNotRecorded(string code, string fault);
}

/// <summary>Findings of one kind and period that aren't stored yet.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Day">The last day of the period, Brussels calendar.</param>
/// <param name="FirstAt">The moment of the first one, UTC.</param>
/// <param name="Count">The number of sign-ins.</param>
/// <param name="Names">Names of superfluous claims.</param>
public sealed record PendingFindings(QualityFinding Finding, DateOnly Day, DateTimeOffset FirstAt, long Count, IEnumerable<string> Names)
{
    /// <summary>The maximum number of claim names to store. Beyond it, ACM must be sending values as names, and more of them add nothing.</summary>
    internal const int MaxNames = 100;

    /// <summary>Adds more findings of the same kind and period, with a limited number of names.</summary>
    public PendingFindings With(PendingFindings? more) => this with
    {
        FirstAt = more is { } other && other.FirstAt < FirstAt ? other.FirstAt : FirstAt,
        Count = Count + (more?.Count ?? 0),
        Names = [.. Names.Concat(more?.Names ?? []).Distinct(StringComparer.Ordinal).Take(MaxNames)],
    };
}
