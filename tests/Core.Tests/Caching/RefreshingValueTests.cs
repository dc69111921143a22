using LeerId.Caching;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Caching;

public sealed class RefreshingValueTests
{
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UsableFor = TimeSpan.FromDays(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly Source _source = new();
    private readonly RefreshingValue<string> _value;

    public RefreshingValueTests() => _value = new RefreshingValue<string>(_source.LoadAsync, _clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_loads_once_however_many_ask()
    {
        _source.Hold();
        Task<string>[] asking = [.. Enumerable.Range(0, 100).Select(_ => _value.GetAsync(Cancel).AsTask())];
        _source.Release();

        Assert.All(await Task.WhenAll(asking), value => Assert.Equal("load 1", value));
        Assert.Equal(1, _source.Loads);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_refreshes_in_the_background_before_the_value_is_old()
    {
        await _value.GetAsync(Cancel);
        _clock.Advance(RefreshAfter);
        _source.Hold();

        Assert.Equal("load 1", await _value.GetAsync(Cancel));
        _source.Release();
        while (await _value.GetAsync(Cancel) != "load 2")
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        Assert.Equal(2, _source.Loads);
    }

    [Fact]
    public async Task Get_waits_for_the_new_value_once_the_old_one_is_not_fresh()
    {
        await _value.GetAsync(Cancel);
        _clock.Advance(FreshFor);

        Assert.Equal("load 2", await _value.GetAsync(Cancel));
    }

    [Fact]
    public async Task Get_goes_on_with_the_old_value_for_a_day_when_the_source_fails()
    {
        await _value.GetAsync(Cancel);
        _source.Fails = true;

        _clock.Advance(UsableFor - TimeSpan.FromSeconds(1));
        Assert.Equal("load 1", await _value.GetAsync(Cancel));

        _clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _value.GetAsync(Cancel).AsTask());
    }

    [Fact]
    public async Task Get_leaves_a_failing_source_alone_for_a_moment()
    {
        await _value.GetAsync(Cancel);
        _source.Fails = true;
        _clock.Advance(FreshFor);

        for (int i = 0; i < 100; i++)
            await _value.GetAsync(Cancel);
        Assert.Equal(2, _source.Loads);

        _source.Fails = false;
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("load 3", await _value.GetAsync(Cancel));
    }

    [Fact]
    public async Task Get_throws_what_the_source_threw_and_tries_again_after_two_seconds()
    {
        _source.Fails = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _value.GetAsync(Cancel).AsTask());

        _source.Fails = false;
        _clock.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _value.GetAsync(Cancel).AsTask());
        Assert.Equal(1, _source.Loads);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("load 2", await _value.GetAsync(Cancel));
    }

    [Fact]
    public async Task Refresh_throws_what_the_source_threw_within_the_last_two_seconds_even_when_a_value_is_held()
    {
        await _value.GetAsync(Cancel);
        _source.Fails = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _value.RefreshAsync(TimeSpan.Zero, Cancel).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => _value.RefreshAsync(TimeSpan.Zero, Cancel).AsTask());
        Assert.Equal(2, _source.Loads);
        Assert.Equal("load 1", await _value.GetAsync(Cancel));

        _source.Fails = false;
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("load 3", await _value.RefreshAsync(TimeSpan.Zero, Cancel));
    }

    [Fact]
    public async Task Refresh_that_failed_does_not_count_and_the_next_one_loads_two_seconds_later()
    {
        TimeSpan halfMinute = TimeSpan.FromSeconds(30);
        await _value.GetAsync(Cancel);
        _source.Fails = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _value.RefreshAsync(halfMinute, Cancel).AsTask());

        _source.Fails = false;
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("load 3", await _value.RefreshAsync(halfMinute, Cancel));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("load 3", await _value.RefreshAsync(halfMinute, Cancel));
    }

    [Fact]
    public async Task Get_lets_who_leaves_go_and_serves_who_stays()
    {
        _source.Hold();
        using CancellationTokenSource leaves = new();
        Task<string> first = _value.GetAsync(leaves.Token).AsTask();
        Task<string> second = _value.GetAsync(Cancel).AsTask();
        await leaves.CancelAsync();
        _source.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("load 1", await second);
    }

    [Fact]
    public async Task Refresh_loads_at_most_once_in_the_given_time()
    {
        await _value.GetAsync(Cancel);
        TimeSpan halfMinute = TimeSpan.FromSeconds(30);

        Assert.Equal("load 2", await _value.RefreshAsync(halfMinute, Cancel));
        Assert.Equal("load 2", await _value.RefreshAsync(halfMinute, Cancel));
        _clock.Advance(halfMinute - TimeSpan.FromSeconds(1));
        Assert.Equal("load 2", await _value.RefreshAsync(halfMinute, Cancel));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("load 3", await _value.RefreshAsync(halfMinute, Cancel));
    }

    private sealed class Source
    {
        private TaskCompletionSource? _gate;
        private int _loads;

        public bool Fails { get; set; }

        public int Loads => _loads;

        public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _gate!.SetResult();

        public async Task<Loaded<string>> LoadAsync(CancellationToken cancellationToken)
        {
            int load = Interlocked.Increment(ref _loads);
            if (_gate is { } gate)
                await gate.Task;
            if (Fails)
                throw new InvalidOperationException("The source is away.");
            return new("load " + load, RefreshAfter, FreshFor, UsableFor);
        }
    }
}
