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

    // The factor by which the limit grows per second without overload. It is larger after an outage, when the capacity of storage is unknown.
    private const double UsualGrowth = 1.1;
    private const double GrowthAfterOutage = 4;

    // Sign-ins per second. Failures alone never lower the limit as far as overload does, so that pupils don't wait long after a short disturbance.
    // Above the maximum there is no limit.
    private const double MinimumLimit = 1;
    private const double MinimumLimitOnFailures = 10;
    private const double MaximumLimit = 1000;

    // Two or more failures on storage are a sign of overload if there is more than one per ten sign-ins that ended well.
    private const int EndedPerFailure = 10;
    private const int MinimumFailures = 2;

    // The weight of the newest step in the average rate, which covers some five steps.
    private const double NewestWeight = 0.2;

    // A longer step doesn't show the capacity of storage, because storage was not busy all the time.
    private static readonly TimeSpan MaximumStep = TimeSpan.FromSeconds(1);

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

    /// <summary>Begins without a limit.</summary>
    public AdmissionRate(TimeProvider clock)
    {
        _clock = clock;
        _placesSince = _stepSince = clock.GetTimestamp();
    }

    /// <summary>Whether another sign-in may begin now. If so, this takes one of the places.</summary>
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
    /// Restarts after an outage, in which no sign-in could begin: at first ten per second may begin. The limit then grows fast, so that a crowd returns in
    /// steps.
    /// </summary>
    public void Restart()
    {
        lock (_lock)
        {
            (_limit, _places, _growth) = (MinimumLimitOnFailures, MinimumLimitOnFailures, GrowthAfterOutage);
            (_ended, _failed) = (0, 0);
            _placesSince = _stepSince = _clock.GetTimestamp();
        }
    }

    private void Advance(bool isOverloaded)
    {
        TimeSpan step = _clock.GetElapsedTime(_stepSince);
        if (step >= Step)
            SetLimit(step, isOverloaded, fails: _failed >= MinimumFailures && _failed * EndedPerFailure > _ended);
        // Unused places are kept for one second at most, so that a crowd can't begin at once after a pause.
        double places = _clock.GetElapsedTime(_placesSince).TotalSeconds * _limit;
        _places = double.IsPositiveInfinity(_limit) ? 0 : Math.Min(Math.Max(_limit, 1), _places + places);
        _placesSince = _clock.GetTimestamp();
    }

    private void SetLimit(TimeSpan step, bool isOverloaded, bool fails)
    {
        if (isOverloaded || fails)
        {
            double rate = _ended / step.TotalSeconds;
            if (step <= MaximumStep)
                _endedPerSecond = _endedPerSecond is { } before ? before + (NewestWeight * (rate - before)) : rate;
            _limit = Math.Max(isOverloaded ? MinimumLimit : MinimumLimitOnFailures, ShareOfEnded * (_endedPerSecond ?? rate));
            _growth = UsualGrowth;
        }
        else
        {
            _limit *= Math.Pow(_growth, step.TotalSeconds);
            if (_limit > MaximumLimit)
                _limit = double.PositiveInfinity;
        }

        (_ended, _failed) = (0, 0);
        _stepSince = _clock.GetTimestamp();
    }
}
