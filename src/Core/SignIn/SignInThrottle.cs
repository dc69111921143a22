using System.Security.Cryptography;
using LeerId.Load;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.SignIn;

/// <summary>
/// Decides at the very beginning whether a sign-in may begin now, before any work is done for it. Who has to wait gets a page that asks again by itself.
/// A pupil who comes back from ACM is never sent away, because ACM's code is good for 30 seconds only.
/// </summary>
public sealed class SignInThrottle(
    StorageGate storage, [FromKeyedServices(AcmOptions.Provider)] CircuitBreaker acm, Shutdown shutdown, SignInTally tally, TimeProvider clock)
{
    // The pupils who were sent away at one moment return spread over ten seconds.
    private const int LeastWait = 5;
    private const int MostWait = 15;

    private readonly AdmissionRate _rate = new(clock);
    private bool _wasOut;

    /// <summary>
    /// Whether a sign-in may begin: null if it may, and otherwise after which time the browser asks again. It may not while storage or ACM does not answer,
    /// while as many sign-ins are under way as storage can take, and while this instance is shutting down.
    /// </summary>
    public TimeSpan? Begin()
    {
        bool isOut = storage.IsClosed || acm.IsOpen;
        if (Interlocked.Exchange(ref _wasOut, isOut) && !isOut)
            _rate.Restart();
        if (!shutdown.HasBegun && !isOut && _rate.TryTake(storage.IsOverloaded))
            return null;
        tally.AddSentAway();
        return TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(LeastWait, MostWait + 1));
    }

    /// <summary>Counts a sign-in that was decided about, and whose outcome was stored or could not be stored.</summary>
    internal void End(SignInOutcome outcome) => _rate.AddEnded(
        outcome is SignInOutcome.Refused { Refusal.Reason: RefusalReason.StorageUnavailable }, storage.IsOverloaded);
}
