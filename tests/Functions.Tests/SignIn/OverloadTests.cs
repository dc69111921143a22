using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using LeerId.Storage;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>More pupils than storage can handle, with the real clock. Storage delays requests, or answers that it is busy.</summary>
public sealed class OverloadTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Pupils = 20;

    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan MaximumAnswerTime = TimeSpan.FromSeconds(15);

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
        // The caches are filled and the code is compiled, as on a running instance.
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
    public Task Slow_storage_is_used_to_85_percent_and_serves_everybody_after_the_peak() =>
        RunAsync(requestsPerSecond: 80, arrivals: 100, afterwards: 10, TimeSpan.FromSeconds(3.5), TimeSpan.FromSeconds(3));

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public Task Slow_storage_is_used_to_85_percent_at_the_peak_of_all_Flanders() =>
        RunAsync(requestsPerSecond: 300, arrivals: 220, afterwards: 55, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(15));

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public Task Slow_storage_is_used_to_85_percent_with_five_times_too_many_pupils() =>
        RunAsync(requestsPerSecond: 100, arrivals: 250, afterwards: 12, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15));

    [Fact]
    public async Task Busy_storage_gets_few_requests_and_serves_everybody_within_five_seconds_afterwards()
    {
        const int Arrivals = 40;
        _storage.IsBusy = true;
        await _crowd!.ComeAsync(Arrivals, TimeSpan.FromSeconds(3), Cancel);

        // A failed sign-in makes two requests, and one for the record of the refusal. The breaker prevents most of them.
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
        // Waits until the overload takes effect.
        TimeSpan settled = TimeSpan.FromSeconds(1);
        _storage.RateLimit.PerSecond = requestsPerSecond;
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
        Assert.All(visits, visit => Assert.InRange(visit.SlowestAnswer, TimeSpan.Zero, MaximumAnswerTime));

        Visit[] sentAway = [.. visits.Where(visit => visit.End == VisitEnd.SentAway).OrderBy(visit => visit.SlowestAnswer)];
        Assert.NotEmpty(sentAway);
        Assert.InRange(sentAway[sentAway.Length * 95 / 100].SlowestAnswer, TimeSpan.Zero, Fast);

        Visit[] later = [.. visits.Where(visit => visit.Began > began + overload + (after / 2))];
        Assert.NotEmpty(later);
        Assert.All(later, visit => Assert.Equal(VisitEnd.Granted, visit.End));
    }

    private static async Task ThenAsync(TimeSpan wait, Func<Task> then)
    {
        await Task.Delay(wait, TimeProvider.System, Cancel);
        await then();
    }

    // The pupils are the same again and again, because the first sign-in of a pupil needs more requests.
    private JsonObject Pupil() => ScriptedAcm.Pupil(1 + (Interlocked.Increment(ref _pupils) % Pupils));
}
