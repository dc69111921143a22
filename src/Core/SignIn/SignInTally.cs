using Microsoft.Extensions.Logging;

namespace LeerId.SignIn;

/// <summary>
/// Counts what would fill the log with one line each: refusals that are not recorded, ends of sign-ins, and sign-ins that could not begin.
/// Each kind gets at most one line per minute and instance, without personal data. The alert on failing sign-ins adds up the ends.
/// </summary>
public sealed partial class SignInTally : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ILogger<SignInTally> _logger;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private SortedDictionary<string, int> _unrecorded = new(StringComparer.Ordinal);
    private int _ended;
    private int _failed;
    private int _sentAway;
    private bool _isCounting;

    /// <summary>Begins with every count at zero.</summary>
    public SignInTally(TimeProvider clock, ILogger<SignInTally> logger)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _logger = logger;
        _timer = clock.CreateTimer(_ => Write(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Counts a refusal that is not recorded.</summary>
    public void AddUnrecorded(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        lock (_lock)
        {
            _unrecorded[refusal.Code] = _unrecorded.GetValueOrDefault(refusal.Code) + 1;
            Begin();
        }
    }

    /// <summary>Counts a sign-in that could not begin yet: its browser asks again after some seconds.</summary>
    public void AddSentAway()
    {
        lock (_lock)
        {
            _sentAway++;
            Begin();
        }
    }

    /// <summary>Counts a sign-in that ended with the pupil let in.</summary>
    public void AddGranted() => AddEnd(failed: false);

    /// <summary>
    /// Counts a sign-in that ended with a refusal after its cookie and state were verified. A refusal that anybody can cause with their own cookie,
    /// for example with an invented code, doesn't count. Otherwise it could raise the alert or hide an outage.
    /// </summary>
    public void AddRefused(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        bool decided = refusal.Reason is RefusalReason.NoEnrolment or RefusalReason.NoContract or RefusalReason.Restricted;
        bool failed = !decided && refusal.Kind is RefusalKind.Unavailable or RefusalKind.AnswerNotTrusted;
        if (failed || decided)
            AddEnd(failed);
    }

    /// <summary>Logs the counts that are not in the log yet.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Write();
    }

    private void AddEnd(bool failed)
    {
        lock (_lock)
        {
            _ended++;
            _failed += failed ? 1 : 0;
            Begin();
        }
    }

    private void Begin()
    {
        if (_isCounting)
            return;
        _isCounting = true;
        _timer.Change(Minute, Timeout.InfiniteTimeSpan);
    }

    private void Write()
    {
        SortedDictionary<string, int> unrecorded;
        int ended, failed, sentAway;
        lock (_lock)
        {
            (unrecorded, ended, failed, sentAway) = (_unrecorded, _ended, _failed, _sentAway);
            (_unrecorded, _ended, _failed, _sentAway, _isCounting) = (new(StringComparer.Ordinal), 0, 0, 0, false);
        }

        int count = unrecorded.Values.Sum();
        string reasons = string.Join(", ", unrecorded.Select(reason => $"{reason.Key} {reason.Value}"));
        if (count > 0)
            LogUnrecorded(count, reasons);
        if (ended > 0)
            LogEnded(ended, failed);
        if (sentAway > 0)
            LogSentAway(sentAway);
    }

    [LoggerMessage(
        EventId = 1012, Level = LogLevel.Information,
        Message = "{Count} requests were refused within a minute and not recorded, because they belong to no sign-in that began here: {Reasons}")]
    private partial void LogUnrecorded(int count, string reasons);

    [LoggerMessage(EventId = 1013, Level = LogLevel.Information, Message = "{Ended} sign-ins ended within a minute, {Failed} of them in a fault")]
    private partial void LogEnded(int ended, int failed);

    [LoggerMessage(EventId = 1015, Level = LogLevel.Warning, Message = "{SentAway} sign-ins could not begin within a minute. Their browsers ask again")]
    private partial void LogSentAway(int sentAway);
}
