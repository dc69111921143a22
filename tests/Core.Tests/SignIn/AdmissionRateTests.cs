using LeerId.SignIn;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.SignIn;

/// <summary>
/// Simulates sign-ins over time in steps. Pupils arrive, admitted pupils spend some time at ACM, and storage handles a limited number per
/// second. The others wait in line for at most six seconds.
/// </summary>
public sealed class AdmissionRateTests
{
    private const int StepMilliseconds = 5;
    private const int AtOnce = 32;
    private const double Capacity = 150;

    private static readonly TimeSpan MaximumWait = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Overloaded = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _clock = new();
    private readonly AdmissionRate _rate;
    private readonly Random _random = new(1);
    private readonly Dictionary<long, int> _back = [];
    private readonly Queue<TimeSpan> _line = new();
    private TimeSpan _now;
    private TimeSpan? _lineSince;
    private int _inStorage;
    private double _turns;
    private double _arriving;
    private int _granted;
    private int _sentAway;
    private int _tooLate;

    public AdmissionRateTests() => _rate = new AdmissionRate(_clock);

    private bool IsOverloaded => _lineSince is { } since && _now - since >= Overloaded;

    [Theory]
    [InlineData(220, 0)]
    [InlineData(220, 5)]
    [InlineData(220, 20)]
    [InlineData(660, 0)]
    [InlineData(660, 20)]
    [InlineData(3000, 0)]
    public void At_least_85_percent_of_the_capacity_is_granted_under_any_excess_load(int arrivals, int secondsAtAcm)
    {
        Pass(TimeSpan.FromSeconds(10 + (2 * secondsAtAcm)), arrivals, Capacity, secondsAtAcm);
        _granted = 0;
        Pass(TimeSpan.FromSeconds(60), arrivals, Capacity, secondsAtAcm);

        Assert.InRange(_granted, 0.85 * 60 * Capacity, 1.01 * 60 * Capacity);
        Assert.InRange(_sentAway, 1, int.MaxValue);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void Capacity_is_used_even_if_a_fifth_of_the_pupils_do_not_return_from_ACM(int secondsAtAcm)
    {
        Pass(TimeSpan.FromSeconds(30), 300, Capacity, secondsAtAcm, returning: 0.8);
        _granted = 0;
        Pass(TimeSpan.FromSeconds(60), 300, Capacity, secondsAtAcm, returning: 0.8);

        Assert.InRange(_granted, 0.85 * 60 * Capacity, 1.01 * 60 * Capacity);
    }

    [Fact]
    public void Callbacks_are_never_too_late_while_pupils_take_ten_seconds_at_ACM()
    {
        Pass(TimeSpan.FromMinutes(2), 220, Capacity, secondsAtAcm: 10);

        Assert.Equal(0, _tooLate);
    }

    [Fact]
    public void Nobody_is_rejected_a_second_after_the_load_fell_to_a_quarter()
    {
        Pass(TimeSpan.FromSeconds(60), 220, Capacity, secondsAtAcm: 0);
        Pass(TimeSpan.FromSeconds(1), 55, Capacity, secondsAtAcm: 0);
        (_granted, _sentAway) = (0, 0);
        Pass(TimeSpan.FromSeconds(10), 55, Capacity, secondsAtAcm: 0);

        Assert.Equal(0, _sentAway);
        Assert.InRange(_granted, 540, 560);
    }

    [Fact]
    public void Everybody_may_begin_again_within_five_seconds_if_storage_can_handle_the_load()
    {
        Pass(TimeSpan.FromSeconds(60), 220, Capacity, secondsAtAcm: 0);
        Pass(TimeSpan.FromSeconds(5), 200, 10_000, secondsAtAcm: 0);
        _sentAway = 0;
        Pass(TimeSpan.FromSeconds(10), 200, 10_000, secondsAtAcm: 0);

        Assert.Equal(0, _sentAway);
    }

    [Fact]
    public void Everybody_may_begin_again_within_three_seconds_after_an_outage()
    {
        _rate.Restart();
        Pass(TimeSpan.FromSeconds(3), 220, 10_000, secondsAtAcm: 0);
        Assert.InRange(_sentAway, 1, 500);
        _sentAway = 0;
        Pass(TimeSpan.FromSeconds(10), 220, 10_000, secondsAtAcm: 0);

        Assert.Equal(0, _sentAway);
    }

    [Fact]
    public void Capacity_of_storage_is_used_after_an_outage_too()
    {
        _rate.Restart();
        Pass(TimeSpan.FromSeconds(5), 660, Capacity, secondsAtAcm: 0);
        _granted = 0;
        Pass(TimeSpan.FromSeconds(20), 660, Capacity, secondsAtAcm: 0);

        Assert.InRange(_granted, 0.85 * 20 * Capacity, 1.01 * 20 * Capacity);
        Assert.Equal(0, _tooLate);
    }

    [Fact]
    public void Nobody_is_rejected_without_an_overload_even_if_many_sign_ins_are_abandoned()
    {
        for (int second = 0; second < 60; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(_rate.TryTake(isOverloaded: false)));
        }
    }

    [Fact]
    public void Sign_ins_that_fail_on_storage_limit_those_that_begin()
    {
        for (int ended = 0; ended < 20; ended++)
        {
            _clock.Advance(AdmissionRate.Step / 20);
            _rate.AddEnded(failed: ended % 4 == 0, isOverloaded: false);
        }

        _clock.Advance(AdmissionRate.Step);
        int begun = Enumerable.Range(0, 1000).Count(_ => _rate.TryTake(isOverloaded: false));
        Assert.InRange(begun, 0, 30);
    }

    [Fact]
    public void Single_failed_sign_in_limits_nothing()
    {
        for (int ended = 0; ended < 40; ended++)
        {
            _clock.Advance(AdmissionRate.Step / 20);
            _rate.AddEnded(failed: ended % 20 == 0, isOverloaded: false);
        }

        _clock.Advance(AdmissionRate.Step);
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(_rate.TryTake(isOverloaded: false)));
    }

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(2, 0, true)]
    [InlineData(2, 19, true)]
    [InlineData(2, 20, false)]
    [InlineData(20, 1000, false)]
    public void Two_failures_limit_if_there_is_more_than_one_per_ten_that_ended_well(int failed, int endedWell, bool limits)
    {
        for (int ended = 0; ended < failed + endedWell; ended++)
            _rate.AddEnded(failed: ended < failed, isOverloaded: false);

        _clock.Advance(AdmissionRate.Step);

        Assert.Equal(limits, !Enumerable.Range(0, 1000).All(_ => _rate.TryTake(isOverloaded: false)));
    }

    [Fact]
    public void One_per_second_may_always_begin_so_that_an_end_of_the_overload_shows()
    {
        int begun = 0;
        for (int step = 0; step < 300; step++)
        {
            _clock.Advance(AdmissionRate.Step);
            if (_rate.TryTake(isOverloaded: true))
                begun++;
        }

        Assert.InRange(begun, 50, 61);
    }

    private void Pass(TimeSpan time, int arrivals, double capacity, int secondsAtAcm, double returning = 1)
    {
        for (TimeSpan end = _now + time; _now < end; _now += TimeSpan.FromMilliseconds(StepMilliseconds))
        {
            _clock.Advance(TimeSpan.FromMilliseconds(StepMilliseconds));
            Arrive(arrivals, secondsAtAcm, returning);
            Store(capacity);
        }
    }

    private void Arrive(int arrivals, int secondsAtAcm, double returning)
    {
        for (_arriving += arrivals * StepMilliseconds / 1000.0; _arriving >= 1; _arriving--)
        {
            if (!_rate.TryTake(IsOverloaded))
            {
                _sentAway++;
                continue;
            }

            // Some pupils already have a session at ACM, and some must look for their password.
            long back = Step(_now + (secondsAtAcm * (0.5 + _random.NextDouble()) * TimeSpan.FromSeconds(1)));
            if (_random.NextDouble() < returning)
                _back[back] = _back.GetValueOrDefault(back) + 1;
        }
    }

    private void Store(double capacity)
    {
        if (_back.Remove(Step(_now), out int back))
        {
            for (int pupil = 0; pupil < back; pupil++)
                _line.Enqueue(_now);
        }

        while (_line.TryPeek(out TimeSpan since) && _now - since > MaximumWait)
        {
            _line.Dequeue();
            _tooLate++;
            _rate.AddEnded(failed: true, IsOverloaded);
        }

        for (; _inStorage < AtOnce && _line.TryDequeue(out _); _inStorage++)
        {
        }

        _turns = _inStorage == 0 ? 0 : _turns + (capacity * StepMilliseconds / 1000);
        for (; _turns >= 1 && _inStorage > 0; _turns--, _inStorage--)
        {
            _granted++;
            _rate.AddEnded(failed: false, IsOverloaded);
        }

        _lineSince = _line.Count == 0 ? null : _lineSince ?? _now;
    }

    private static long Step(TimeSpan moment) => (long)(moment.TotalMilliseconds / StepMilliseconds);
}
