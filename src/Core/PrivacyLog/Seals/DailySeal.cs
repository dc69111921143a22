using System.Buffers.Text;
using LeerId.Runs;
using Microsoft.Extensions.Logging;

namespace LeerId.PrivacyLog.Seals;

/// <summary>
/// Seals each finished day of the privacy log (protocol, article 6): Merkle root over the entries, their number, the hash of the seal
/// before, signed. See docs/adr/0006.
/// </summary>
public sealed partial class DailySeal(
    PrivacyLogDays days, SealStore seals, SealProgress progress, SealReader reader, SealKeys keys, JobRunner jobs, ILogger<DailySeal> logger)
{
    /// <summary>The job's name in the runs.</summary>
    public const string Job = "SealPrivacyLog";

    /// <summary>How long a run reads entries. The host kills a function after five minutes (host.json).</summary>
    public static readonly TimeSpan ReadingTime = TimeSpan.FromMinutes(3.5);

    /// <summary>
    /// Seals every finished day since the last seal, in order; the first time since the first day with an entry. Never today or later.
    /// A run reads for <see cref="ReadingTime"/> at most. If days remain unsealed then, its record says that it is to be continued, and the
    /// next run reads on. Two runs at once do no harm: a seal is only ever added, and each shard is left to the run that stored it first.
    /// </summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused: what is sealed stays, the next run takes up the rest.</exception>
    /// <exception cref="LeerId.Secrets.SecretMissingException">There is no <c>seal-key</c>.</exception>
    /// <exception cref="RunFailedException">The seal of the day before the first day that was sealed now is not authentic.</exception>
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
        // Earlier runs may have read days that a run cut off could not sign any more.
        if (await SignAsync(last, counts, cancellationToken) is not { } first || first > last)
            return;

        await reader.ReadAsync(first, last, ReadingTime, counts, cancellationToken);
        if (await SignAsync(last, counts, cancellationToken) is { } next && next <= last)
        {
            counts.SetToBeContinued();
            LogToBeContinued(next);
        }
    }

    /// <summary>Signs the days that are read to their end, in order, up to the first that isn't.</summary>
    /// <returns>The first day without a seal; null if there is nothing to seal.</returns>
    private async Task<DateOnly?> SignAsync(DateOnly last, RunCounts counts, CancellationToken cancellationToken)
    {
        DateOnly? newest = await seals.NewestAsync(cancellationToken);
        if ((newest?.AddDays(1) ?? await days.EarliestAsync(cancellationToken)) is not { } day)
            return null;

        SealedDay? previous = newest is { } before ? await seals.FindAsync(before, cancellationToken) : null;
        for (; day <= last && await progress.FindFinishedAsync(day, cancellationToken) is { } hashed; day = day.AddDays(1))
        {
            bool vouches = previous is null || (previous.Seal is not null && await keys.IsSignedAsync(previous.Token, cancellationToken));
            if (!vouches)
            {
                LogPreviousInDoubt(previous!.Day);
                counts.AddFailed();
            }

            previous = await SignAsync(day, hashed, previous, vouches, cancellationToken);
        }

        await progress.DeleteBeforeAsync(day, cancellationToken);
        return day;
    }

    private async Task<SealedDay> SignAsync(DateOnly day, HashedDay hashed, SealedDay? previous, bool vouches, CancellationToken cancellationToken)
    {
        string root = Base64Url.EncodeToString(hashed.Root);
        Seal seal = new(day, hashed.Entries, root, hashed.Shards, previous?.Hash, vouches, hashed.Staff, hashed.SignIns);
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

    [LoggerMessage(
        EventId = 8012, Level = LogLevel.Error, Message = "Sealing the privacy log broke off; the next run continues where the reading was stored last")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(
        EventId = 8014, Level = LogLevel.Information,
        Message = "Sealing the privacy log is to be continued: {Day} and the days after it have no seal yet, and the next run reads on")]
    private partial void LogToBeContinued(DateOnly day);
}
