using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using LeerId.Storage;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>More pupils than storage can take, with the real clock: storage lets requests wait, or answers that it is busy.</summary>
public sealed class OverloadTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Pupils = 20;

    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly LimitedTransport _storage = new();
    private ScriptedAcm? _acm;
    private SignInRig? _rig;
    private PupilCrowd? _crowd;
    private int _pupils;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _acm = await ScriptedAcm.StartAsync(SignInRig.ClientId, TimeProvider.System);
        _acm.Claims = _ => Pupil();
        _rig = await SignInRig.StartAsync(
            azurite.NewAccount(), SignInRig.NewClock(), new Dictionary<string, string?> { ["Acm:Issuer"] = _acm.Issuer }, Cancel,
            capturesLogs: false, services => services.AddKeyedSingleton<HttpPipelineTransport>(StorageServices.Transport, _storage), TimeProvider.System);
        _crowd = new PupilCrowd(_rig);
        // Everything is in memory and compiled, as on an instance that runs.
        await _crowd.ComeAsync(Pupils, TimeSpan.FromSeconds(1), Cancel);
        Assert.All(_crowd.Visits, visit => Assert.Equal(VisitEnd.Granted, visit.End));
        _crowd.Visits.Clear();
        _storage.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        _crowd?.Dispose();
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_acm is not null)
            await _acm.DisposeAsync();
    }

    [Fact]
    public Task Storage_that_lets_requests_wait_is_used_to_85_percent_and_serves_all_when_the_crowd_is_gone() =>
        RunAsync(requestsPerSecond: 80, arrivals: 100, afterwards: 10, TimeSpan.FromSeconds(3.5), TimeSpan.FromSeconds(3));

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public Task It_is_so_at_the_peak_of_all_Flanders_with_a_third_too_little_storage() =>
        RunAsync(requestsPerSecond: 300, arrivals: 220, afterwards: 55, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(15));

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public Task It_is_so_with_five_times_as_many_pupils_as_storage_can_take() =>
        RunAsync(requestsPerSecond: 100, arrivals: 250, afterwards: 12, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15));

    [Fact]
    public async Task Storage_that_is_busy_is_hardly_asked_and_serves_all_within_five_seconds_after_it()
    {
        const int Arrivals = 40;
        _storage.IsBusy = true;
        await _crowd!.ComeAsync(Arrivals, TimeSpan.FromSeconds(3), Cancel);

        // Each sign-in that fails makes two requests and one for the record of the refusal. The breaker spares storage most of them.
        Assert.InRange(_storage.Count, 20, Arrivals * 3);
        Assert.All(_crowd.Visits, visit => Assert.NotEqual(VisitEnd.Granted, visit.End));
        Assert.InRange(_crowd.Visits.Count(visit => visit.End == VisitEnd.SentAway), Arrivals, int.MaxValue);

        _storage.IsBusy = false;
        TimeSpan back = _crowd.Now;
        _crowd.Visits.Clear();
        await _crowd.ComeAsync(10, TimeSpan.FromSeconds(5), Cancel);
        Visit[] later = [.. _crowd.Visits.Where(visit => visit.Began > back + TimeSpan.FromSeconds(4))];
        Assert.InRange(later.Length, 5, 10);
        Assert.All(later, visit => Assert.Equal(VisitEnd.Granted, visit.End));
    }

    private async Task RunAsync(int requestsPerSecond, int arrivals, int afterwards, TimeSpan overload, TimeSpan after)
    {
        // Until the overload shows.
        TimeSpan settled = TimeSpan.FromSeconds(1);
        _storage.Turns.PerSecond = requestsPerSecond;
        TimeSpan began = _crowd!.Now;
        await Task.WhenAll(
            _crowd.ComeAsync(arrivals, overload, Cancel),
            ThenAsync(overload, () => _crowd.ComeAsync(afterwards, after, Cancel)));

        Visit[] visits = [.. _crowd.Visits];
        int granted = visits.Count(visit => visit.End == VisitEnd.Granted && visit.Ended > began + settled && visit.Ended <= began + overload);
        // A sign-in writes two rows.
        double capacity = requestsPerSecond / 2.0 * (overload - settled).TotalSeconds;
        Assert.InRange(granted / capacity, 0.85, 1.1);
        Assert.DoesNotContain(visits, visit => visit.End == VisitEnd.Refused);
        Assert.All(visits, visit => Assert.InRange(visit.Longest, TimeSpan.Zero, Longest));

        Visit[] sentAway = [.. visits.Where(visit => visit.End == VisitEnd.SentAway).OrderBy(visit => visit.Longest)];
        Assert.NotEmpty(sentAway);
        Assert.InRange(sentAway[sentAway.Length * 95 / 100].Longest, TimeSpan.Zero, Fast);

        Visit[] later = [.. visits.Where(visit => visit.Began > began + overload + (after / 2))];
        Assert.NotEmpty(later);
        Assert.All(later, visit => Assert.Equal(VisitEnd.Granted, visit.End));
    }

    private static async Task ThenAsync(TimeSpan wait, Func<Task> then)
    {
        await Task.Delay(wait, TimeProvider.System, Cancel);
        await then();
    }

    // The same ones again and again: the first sign-in of a pupil asks more of storage.
    private JsonObject Pupil() => ScriptedAcm.Pupil(1 + (Interlocked.Increment(ref _pupils) % Pupils));
}
