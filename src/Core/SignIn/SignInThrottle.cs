using System.Security.Cryptography;
using LeerId.Load;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.SignIn;

/// <summary>
/// Decides whether a sign-in may begin now, before any work is done for it. A pupil who has to wait gets a page that tries again by itself. A pupil who
/// returns from ACM never has to wait, because ACM's code is valid for 30 seconds only.
/// </summary>
public sealed class SignInThrottle(
    StorageGate storage, [FromKeyedServices(AcmOptions.Provider)] CircuitBreaker acm, Shutdown shutdown, SignInTally tally, TimeProvider clock)
{
    // In seconds. Pupils who were sent away at the same moment return spread over ten seconds.
    private const int MinimumWait = 5;
    private const int MaximumWait = 15;

    private readonly AdmissionRate _rate = new(clock);
    private bool _wasOut;

    /// <summary>
    /// Begins a sign-in if it may begin now, and then returns null. Otherwise this returns the time after which the browser tries again. No sign-in may begin
    /// while storage or ACM does not answer, while the limit for storage is reached, and while this instance is shutting down.
    /// </summary>
    public TimeSpan? Begin()
    {
        bool isOut = storage.IsClosed || acm.IsOpen;
        if (Interlocked.Exchange(ref _wasOut, isOut) && !isOut)
            _rate.Restart();
        if (!shutdown.HasBegun && !isOut && _rate.TryTake(storage.IsOverloaded))
            return null;
        tally.AddSentAway();
        return TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(MinimumWait, MaximumWait + 1));
    }

    /// <summary>Counts a sign-in that was decided, whether or not its outcome could be stored.</summary>
    internal void End(SignInOutcome outcome) => _rate.AddEnded(
        outcome is SignInOutcome.Refused { Refusal.Reason: RefusalReason.StorageUnavailable }, storage.IsOverloaded);
}
