using LeerId.Calendar;
using LeerId.PrivacyLog.Seals;
using LeerId.Staff.Confidentiality;

namespace LeerId.Evidence;

/// <summary>
/// Compares the privacy log with its seals, and counts the actions of staff: for a sealed day from its seal or during the comparison, for other days from
/// the log. Only the log names the people. Both have a time limit, because a busy day has a million entries and the response is due within four minutes.
/// </summary>
public sealed class PrivacyLogEvidence(SealVerifier verifier, PrivacyLogDays days, AcceptanceStore acceptances, TimeProvider clock)
{
    private static readonly TimeSpan VerifyingTime = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(30);

    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<(SealEvidence Seals, StaffAccessEvidence StaffAccess)> ReadAsync(EvidencePeriod period, CancellationToken cancellationToken)
    {
        List<DayVerdict> verdicts = await verifier.VerifyWithinAsync(period.From, period.Until, VerifyingTime, cancellationToken)
            .ToListAsync(cancellationToken);
        StaffAccessEvidence access = await ReadStaffAsync(verdicts, period, cancellationToken);
        verdicts.Reverse();
        SealEvidence seals = new(
            [.. verdicts.Select(verdict => new SealedDayEvidence(verdict.Day, verdict.State, verdict.Sealed, verdict.Found))],
            verdicts.Count(verdict => verdict.IsFault),
            verdicts.Count(verdict => verdict.State == DayState.NotCompared));
        return (seals, access);
    }

    private async Task<StaffAccessEvidence> ReadStaffAsync(List<DayVerdict> newestFirst, EvidencePeriod period, CancellationToken cancellationToken)
    {
        using CancellationTokenSource time = new(ReadingTime, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        StaffActions actions = new();
        StaffPeople people = new();
        List<DateOnly> notCounted = [], peopleNotRead = [];
        foreach (DayVerdict verdict in newestFirst)
        {
            (IReadOnlyList<StaffActionCount>? counted, IReadOnlyList<StaffPerson>? found) = (verdict.Staff, verdict.People);
            // The entries of an expired day are deleted or being deleted, so those that remain aren't the whole day.
            if ((counted is null || found is null) && verdict.State != DayState.Expired)
            {
                try
                {
                    StaffDay day = await days.ReadStaffAsync(verdict.Day, either.Token);
                    (counted, found) = (counted ?? day.Actions, day.People);
                }
                catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                {
                    // This day is listed among the missing ones.
                }
            }

            if (counted is null)
                notCounted.Add(verdict.Day);
            if (found is null)
                peopleNotRead.Add(verdict.Day);
            actions.Add(counted ?? []);
            people.Add(found ?? []);
        }

        notCounted.Reverse();
        peopleNotRead.Reverse();
        return new StaffAccessEvidence(
            actions.ToCounts(), notCounted, await WithAcceptancesAsync(people.ToList(), period, cancellationToken), peopleNotRead);
    }

    private async Task<IReadOnlyList<StaffPersonEvidence>> WithAcceptancesAsync(
        IReadOnlyList<StaffPerson> people, EvidencePeriod period, CancellationToken cancellationToken)
    {
        DateTimeOffset end = BrusselsTime.StartOf(period.Until.AddDays(1));
        Dictionary<string, Acceptance> last = [];
        await foreach (Acceptance acceptance in acceptances.ListAsync(cancellationToken))
        {
            if (acceptance.At < end && !(last.GetValueOrDefault(acceptance.ObjectId)?.At > acceptance.At))
                last[acceptance.ObjectId] = acceptance;
        }

        return
        [
            .. from person in people
                let accepted = last.GetValueOrDefault(person.ObjectId)
                select new StaffPersonEvidence(person.Role, person.ObjectId, accepted?.Version, accepted?.At, accepted?.GoodUntil),
        ];
    }
}
