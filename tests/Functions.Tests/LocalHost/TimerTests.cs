using LeerId.LocalHost.Engine;
using LeerId.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.LocalHost;

public sealed class TimerTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2027, 3, 28, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_timer_runs_when_it_is_due_and_knows_its_schedule()
    {
        await using TestHost host = await StartAsync(typeof(Hourly));

        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.True(host.Journal.IsEmpty);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("last 0001-01-01 00:00 next 2027-03-28 13:00 updated 0001-01-01 00:00 Utc False", await host.Journal.NextAsync());
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("last 2027-03-28 13:00 next 2027-03-28 14:00 updated 2027-03-28 13:00 Utc False", await host.Journal.NextAsync());
    }

    [Fact]
    public async Task A_schedule_can_be_a_setting()
    {
        await using TestHost host = await StartAsync(typeof(Configured), ("Sweep:Schedule", "0 15 12 * * *"));

        _clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal("swept", await host.Journal.NextAsync());
    }

    [Fact]
    public async Task A_timer_can_run_at_start_and_keeps_its_schedule()
    {
        await using TestHost host = await StartAsync(typeof(AtStart));

        Assert.Equal("ran", await host.Journal.NextAsync());
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("ran", await host.Journal.NextAsync());
    }

    [Fact]
    public async Task A_long_run_delays_the_next_and_missed_occurrences_become_one()
    {
        await using TestHost host = await StartAsync(typeof(LongRunning));

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("start", await host.Journal.NextAsync());
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.True(host.Journal.IsEmpty);
        host.Journal.Open();

        Assert.Equal("end", await host.Journal.NextAsync());
        Assert.Equal("start", await host.Journal.NextAsync());
        Assert.Equal("end", await host.Journal.NextAsync());
        await WaitsUntilAsync(host, "LongRunning", 17);
        Assert.True(host.Journal.IsEmpty);
    }

    [Fact]
    public async Task Fired_runs_wait_for_the_one_under_way_and_for_each_other()
    {
        await using TestHost host = await StartAsync(typeof(LongRunning));

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("start", await host.Journal.NextAsync());
        Task<FunctionOutcome?>[] fired =
            [.. Enumerable.Range(0, 10).Select(_ => host.Application.FireTimerAsync("LongRunning", Cancelled))];
        Assert.DoesNotContain(fired, one => one.IsCompleted);
        host.Journal.Open();

        Assert.All(await Task.WhenAll(fired), one => Assert.True(one!.Succeeded));
        Assert.Equal("end", await host.Journal.NextAsync());
        foreach (Task<FunctionOutcome?> _ in fired)
            Assert.Equal(["start", "end"], [await host.Journal.NextAsync(), await host.Journal.NextAsync()]);
    }

    [Fact]
    public async Task Unknown_timer_can_not_be_fired()
    {
        await using TestHost host = await StartAsync(typeof(Hourly));

        Assert.Null(await host.Application.FireTimerAsync("Weekly", Cancelled));
    }

    [Fact]
    public async Task A_failed_run_waits_for_the_next_occurrence()
    {
        await using TestHost host = await StartAsync(typeof(FailsOnce));

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("failed", await host.Journal.NextAsync());
        await WaitsUntilAsync(host, "FailsOnce", 14);
        Assert.True(host.Journal.IsEmpty);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("ran", await host.Journal.NextAsync());
    }

    [Fact]
    public async Task A_timer_more_often_than_each_minute_has_no_schedule_status()
    {
        await using TestHost host = await StartAsync(typeof(Often));

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("no status", await host.Journal.NextAsync());
    }

    [Fact]
    public async Task Ending_the_host_cancels_a_run()
    {
        TestHost host = await StartAsync(typeof(Endless));
        Journal journal = host.Journal;
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("start", await journal.NextAsync());

        await host.DisposeAsync();

        Assert.Equal("cancelled", await journal.NextAsync());
    }

    private Task<TestHost> StartAsync(Type functions, params (string Name, string Value)[] settings) => TestHost.StartAsync(
        [functions],
        options => options with
        {
            TimeProvider = _clock,
            Settings = settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value),
        });

    private static Task WaitsUntilAsync(TestHost host, string function, int hour) => Eventually.TrueAsync(
        $"{function} waits for {hour} h",
        () => host.Log.Entries.Any(entry => entry.EventId.Name == "TimerWaits"
            && entry.Message.Contains($"T{hour:00}:", StringComparison.Ordinal)),
        Cancelled);

    public sealed class Hourly(Journal journal)
    {
        [Function("Hourly")]
        public void Run([TimerTrigger("0 0 * * * *")] TimerInfo timer)
        {
            ScheduleStatus status = timer.ScheduleStatus!;
            journal.Write($"last {status.Last:yyyy-MM-dd HH:mm} next {status.Next:yyyy-MM-dd HH:mm} "
                + $"updated {status.LastUpdated:yyyy-MM-dd HH:mm} {status.Next.Kind} {timer.IsPastDue}");
        }
    }

    public sealed class Configured(Journal journal)
    {
        [Function("Configured")]
        public void Run([TimerTrigger("%Sweep:Schedule%")] TimerInfo timer) => journal.Write("swept");
    }

    public sealed class AtStart(Journal journal)
    {
        [Function("AtStart")]
        public void Run([TimerTrigger("0 0 * * * *", RunOnStartup = true)] TimerInfo timer) => journal.Write("ran");
    }

    public sealed class Often(Journal journal)
    {
        [Function("Often")]
        public void Run([TimerTrigger("*/10 * * * * *")] TimerInfo timer) =>
            journal.Write(timer.ScheduleStatus is null ? "no status" : "status");
    }

    public sealed class LongRunning(Journal journal)
    {
        [Function("LongRunning")]
        public async Task RunAsync([TimerTrigger("0 0 * * * *")] TimerInfo timer)
        {
            journal.Write("start");
            await journal.Gate;
            await Task.Yield();
            journal.Write("end");
        }
    }

    public sealed class Endless(Journal journal)
    {
        [Function("Endless")]
        public async Task RunAsync([TimerTrigger("0 0 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
        {
            journal.Write("start");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
                .ContinueWith(_ => journal.Write("cancelled"), TaskScheduler.Default);
        }
    }

    public sealed class FailsOnce(Journal journal, TimeProvider time)
    {
        [Function("FailsOnce")]
        public void Run([TimerTrigger("0 0 * * * *")] TimerInfo timer)
        {
            bool first = time.GetUtcNow().Hour == 13;
            journal.Write(first ? "failed" : "ran");
            if (first)
                throw new InvalidOperationException();
        }
    }
}
