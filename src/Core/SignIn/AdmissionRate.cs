namespace LeerId.SignIn;

/// <summary>
/// Limits the sign-ins that may begin. There is no limit until storage is too busy for the sign-ins that return from ACM. From then on, nine tenths of the
/// sign-ins that end per second may begin, because the rate at which they end shows the capacity of storage. Without overload, the limit grows by a tenth
/// per second. So the load stays near that capacity, however long pupils take at ACM (docs/adr/0027).
/// </summary>
internal sealed class AdmissionRate
{
    /// <summary>The time between two changes of the limit.</summary>
    internal static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private const double ShareOfEnded = 0.9;

    // How many times as large the limit is after each second without overload. After an outage nothing says what storage can do.
    private const double UsualGrowth = 1.1;
    private const double GrowthAfterOutage = 4;

    // Sign-ins per second. Failures alone never limit as much as waiting does, because a short disturbance must not send pupils away for long.
    private const double Least = 1;
    private const double LeastForFailures = 10;
    private const double Most = 1000;

    // Among this many endings, one that failed on storage is a sign of overload.
    private const int EndedPerFailure = 10;
    private const int LeastFailures = 2;

    // The weight of the newest step. Some five steps make the rate.
    private const double NewestWeight = 0.2;

    // A longer step says nothing about how many can end per second, because it was not busy all along.
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private double _limit = double.PositiveInfinity;
    private double _growth = UsualGrowth;
    private double _places;
    private double? _endedPerSecond;
    private int _ended;
    private int _failed;
    private long _placesSince;
    private long _stepSince;

    /// <summary>Without a limit.</summary>
    public AdmissionRate(TimeProvider clock)
    {
        _clock = clock;
        _placesSince = _stepSince = clock.GetTimestamp();
    }

    /// <summary>Whether another sign-in may begin now. It then counts.</summary>
    /// <param name="isOverloaded">Whether requests to storage wait for each other.</param>
    public bool TryTake(bool isOverloaded)
    {
        lock (_lock)
        {
            Advance(isOverloaded);
            if (double.IsPositiveInfinity(_limit))
                return true;
            if (_places < 1)
                return false;
            _places--;
            return true;
        }
    }

    /// <summary>Counts a sign-in that ended.</summary>
    /// <param name="failed">Whether storage was the reason that the pupil was not admitted.</param>
    /// <param name="isOverloaded">Whether requests to storage wait for each other.</param>
    public void AddEnded(bool failed, bool isOverloaded)
    {
        lock (_lock)
        {
            Advance(isOverloaded);
            if (failed)
                _failed++;
            else
                _ended++;
        }
    }

    /// <summary>
    /// Begins anew after an outage, in which nobody could begin: with ten per second. The limit then grows fast, so that a crowd comes back step by step.
    /// </summary>
    public void Restart()
    {
        lock (_lock)
        {
            (_limit, _places, _growth) = (LeastForFailures, LeastForFailures, GrowthAfterOutage);
            (_ended, _failed) = (0, 0);
            _placesSince = _stepSince = _clock.GetTimestamp();
        }
    }

    private void Advance(bool isOverloaded)
    {
        TimeSpan step = _clock.GetElapsedTime(_stepSince);
        if (step >= Step)
            SetLimit(step, isOverloaded, fails: _failed >= LeastFailures && _failed * EndedPerFailure > _ended);
        // A second's places at most, so that a pause does not let a crowd in.
        double places = _clock.GetElapsedTime(_placesSince).TotalSeconds * _limit;
        _places = double.IsPositiveInfinity(_limit) ? 0 : Math.Min(Math.Max(_limit, 1), _places + places);
        _placesSince = _clock.GetTimestamp();
    }

    private void SetLimit(TimeSpan step, bool isOverloaded, bool fails)
    {
        if (isOverloaded || fails)
        {
            double rate = _ended / step.TotalSeconds;
            if (step <= LongestStep)
                _endedPerSecond = _endedPerSecond is { } before ? before + (NewestWeight * (rate - before)) : rate;
            _limit = Math.Max(isOverloaded ? Least : LeastForFailures, ShareOfEnded * (_endedPerSecond ?? rate));
            _growth = UsualGrowth;
        }
        else
        {
            _limit *= Math.Pow(_growth, step.TotalSeconds);
            if (_limit > Most)
                _limit = double.PositiveInfinity;
        }

        (_ended, _failed) = (0, 0);
        _stepSince = _clock.GetTimestamp();
    }
}
