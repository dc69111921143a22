using System.Buffers.Text;
using LeerId.Runs;
using Microsoft.Extensions.Logging;

namespace LeerId.PrivacyLog.Seals;

/// <summary>
/// Seals each finished day of the privacy log (protocol, article 6): Merkle root over the entries, their number, the hash of the seal
/// before, signed. See docs/adr/0006.
/// </summary>
public sealed partial class DailySeal(PrivacyLogDays days, SealStore seals, SealKeys keys, JobRunner jobs, ILogger<DailySeal> logger)
{
    /// <summary>The job's name in the runs.</summary>
    public const string Job = "SealPrivacyLog";

    /// <summary>
    /// Seals every finished day since the last seal, in order; the first time since the first day with an entry. Never today or later.
    /// Two runs at once do no harm: a seal is only ever added.
    /// </summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused: what is sealed stays, the next run takes up the rest.</exception>
    /// <exception cref="LeerId.Secrets.SecretMissingException">There is no <c>seal-key</c>.</exception>
    /// <exception cref="RunFailedException">Every day is sealed, but the seal of the day before the first of them is not authentic.</exception>
    public Task<RunRecord> RunAsync(CancellationToken cancellationToken) => jobs.RunAsync(
        Job, cutOff: null, ground: null,
        async (counts, token) =>
        {
            try
            {
                await SealAsync(counts, token);
            }
            catch (Exception exception)
            {
                LogFailed(exception);
                throw;
            }
        },
        cancellationToken);

    private async Task SealAsync(RunCounts counts, CancellationToken cancellationToken)
    {
        DateOnly last = days.LastFinished();
        DateOnly? newest = await seals.NewestAsync(cancellationToken);
        if ((newest?.AddDays(1) ?? await days.EarliestAsync(cancellationToken)) is not { } first || first > last)
            return;

        SealedDay? previous = newest is { } day ? await seals.FindAsync(day, cancellationToken) : null;
        for (day = first; day <= last; day = day.AddDays(1))
        {
            bool vouches = previous is null || (previous.Seal is not null && await keys.IsSignedAsync(previous.Token, cancellationToken));
            if (!vouches)
            {
                LogPreviousInDoubt(previous!.Day);
                counts.AddFailed();
            }

            previous = await SealAsync(day, previous, vouches, counts, cancellationToken);
        }
    }

    private async Task<SealedDay> SealAsync(DateOnly day, SealedDay? previous, bool vouches, RunCounts counts, CancellationToken cancellationToken)
    {
        HashedDay hashed = await days.HashAsync(day, marked: null, cancellationToken);
        counts.AddExamined(hashed.Entries);
        Seal seal = new(day, hashed.Entries, Base64Url.EncodeToString(hashed.Root), previous?.Hash, vouches, hashed.Staff);
        SealedDay made = new(day, await keys.SignAsync(seal, cancellationToken), seal);
        if (await seals.TryAddAsync(made, cancellationToken))
        {
            // Out of reach of who can write to the tables: with this line a seal made anew later is found out.
            LogSealed(day, hashed.Entries, made.Hash);
            return made;
        }

        return await seals.FindAsync(day, cancellationToken)
            ?? throw new InvalidOperationException($"The seal of {day:yyyy-MM-dd} was there and is gone.");
    }

    [LoggerMessage(EventId = 8010, Level = LogLevel.Information, Message = "The privacy log of {Day} is sealed: {Entries} entries, seal {Hash}")]
    private partial void LogSealed(DateOnly day, long entries, string hash);

    [LoggerMessage(EventId = 8011, Level = LogLevel.Critical, Message = "The seal of {Day} is not authentic: the seals before it are not vouched for any more")]
    private partial void LogPreviousInDoubt(DateOnly day);

    [LoggerMessage(EventId = 8012, Level = LogLevel.Error, Message = "Sealing the privacy log broke off; the next run goes on from the last seal")]
    private partial void LogFailed(Exception exception);
}
