using LeerId.PrivacyLog.Seals;

namespace LeerId.Evidence;

/// <summary>
/// Compares the privacy log with its seals, and counts what staff did: of a sealed day from its seal or on the way, of the others from
/// the log. Both in a bounded time, since a busy day has a million entries and an answer has to come within four minutes.
/// </summary>
public sealed class PrivacyLogEvidence(SealVerifier verifier, PrivacyLogDays days, TimeProvider clock)
{
    private static readonly TimeSpan VerifyingTime = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan CountingTime = TimeSpan.FromSeconds(30);

    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<(SealEvidence Seals, StaffAccessEvidence StaffAccess)> ReadAsync(EvidencePeriod period, CancellationToken cancellationToken)
    {
        List<DayVerdict> verdicts = await verifier.VerifyWithinAsync(period.From, period.Until, VerifyingTime, cancellationToken)
            .ToListAsync(cancellationToken);
        StaffAccessEvidence access = await CountAsync(verdicts, cancellationToken);
        verdicts.Reverse();
        SealEvidence seals = new(
            [.. verdicts.Select(verdict => new SealedDayEvidence(verdict.Day, verdict.State, verdict.Sealed, verdict.Found))],
            verdicts.Count(verdict => verdict.IsFault),
            verdicts.Count(verdict => verdict.State == DayState.NotCompared));
        return (seals, access);
    }

    private async Task<StaffAccessEvidence> CountAsync(List<DayVerdict> newestFirst, CancellationToken cancellationToken)
    {
        using CancellationTokenSource time = new(CountingTime, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        StaffActions actions = new();
        List<DateOnly> notCounted = [];
        foreach (DayVerdict verdict in newestFirst)
        {
            // Gone after its term, and sealed before this was counted.
            if (verdict is { State: DayState.Expired, Staff: null })
            {
                notCounted.Add(verdict.Day);
                continue;
            }

            try
            {
                actions.Add(verdict.Staff ?? await days.CountStaffAsync(verdict.Day, either.Token));
            }
            catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                notCounted.Add(verdict.Day);
            }
        }

        notCounted.Reverse();
        return new StaffAccessEvidence(actions.ToCounts(), notCounted);
    }
}
