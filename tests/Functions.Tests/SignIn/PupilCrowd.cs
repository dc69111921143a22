using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using LeerId.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>The end of a pupil's visit.</summary>
internal enum VisitEnd
{
    /// <summary>The application got a code.</summary>
    Granted,

    /// <summary>The pupil got the page that retries by itself.</summary>
    SentAway,

    /// <summary>The pupil returned from ACM and was refused.</summary>
    Refused,
}

/// <summary>A pupil's visit: the start of the sign-in and, if the pupil is admitted, the return from ACM.</summary>
/// <param name="Began">The start of the visit, since the start of the crowd.</param>
/// <param name="Ended">The end of the visit, since the start of the crowd.</param>
/// <param name="SlowestAnswer">The duration of its slowest answer.</param>
/// <param name="End">The result of the visit.</param>
internal sealed record Visit(TimeSpan Began, TimeSpan Ended, TimeSpan SlowestAnswer, VisitEnd End);

/// <summary>Pupils who arrive at a fixed rate, however slow the answers are, and return from ACM at once.</summary>
internal sealed class PupilCrowd(SignInRig rig) : IDisposable
{
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly long _since = Stopwatch.GetTimestamp();

    public TimeSpan Now => Stopwatch.GetElapsedTime(_since);

    public ConcurrentQueue<Visit> Visits { get; } = new();

    /// <summary>Lets pupils arrive for a time, and waits until each has an answer.</summary>
    public async Task ComeAsync(double perSecond, TimeSpan time, CancellationToken cancellationToken)
    {
        List<Task> visits = [];
        TimeSpan began = Now;
        int count = (int)(perSecond * time.TotalSeconds);
        for (int pupil = 0; pupil < count; pupil++)
        {
            TimeSpan wait = began + TimeSpan.FromSeconds(pupil / perSecond) - Now;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, cancellationToken);
            visits.Add(VisitAsync(cancellationToken));
        }

        await Task.WhenAll(visits);
    }

    public void Dispose() => _browser.Dispose();

    private async Task VisitAsync(CancellationToken cancellationToken)
    {
        TimeSpan began = Now;
        using HttpResponseMessage start = await _browser.GetAsync(rig.SignInAddress, cancellationToken);
        TimeSpan first = Now - began;
        if (start.StatusCode != HttpStatusCode.Found)
        {
            Visits.Enqueue(new Visit(began, Now, first, start.Headers.Contains("Refresh") ? VisitEnd.SentAway : VisitEnd.Refused));
            return;
        }

        var asked = QueryHelpers.ParseQuery(start.Headers.Location!.Query);
        using HttpRequestMessage back = new(
            HttpMethod.Get, rig.At($"/acm/callback?code={Uri.EscapeDataString(asked["nonce"]!)}&state={Uri.EscapeDataString(asked["state"]!)}"));
        back.Headers.Add("Cookie", start.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        TimeSpan returned = Now;
        using HttpResponseMessage end = await _browser.SendAsync(back, cancellationToken);
        TimeSpan second = Now - returned;
        Visits.Enqueue(new Visit(
            began, Now, first > second ? first : second, end.StatusCode == HttpStatusCode.SeeOther ? VisitEnd.Granted : VisitEnd.Refused));
    }
}
