using System.Buffers.Text;
using LeerId.Runs;
using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.PrivacyLog.Seals;

/// <summary>
/// Seals each finished day of the privacy log (protocol, article 6). A seal is a signed token with the Merkle root over the entries, their number, and the
/// hash of the previous seal. See docs/adr/0006.
/// </summary>
public sealed partial class DailySeal(
    PrivacyLogDays days, SealStore seals, SealProgress progress, SealReader reader, SealKeys keys, JobRunner jobs, ILogger<DailySeal> logger)
{
    /// <summary>The job's name in the runs.</summary>
    public const string Job = "SealPrivacyLog";

    /// <summary>The maximum time in which a run reads entries. The host kills a function after five minutes (host.json).</summary>
    public static readonly TimeSpan ReadingTime = TimeSpan.FromMinutes(3.5);

    /// <summary>
    /// Seals every finished day since the last seal, in order. The first run begins with the first day that has an entry. Today is never sealed.
    /// A run reads for at most <see cref="ReadingTime"/>. If days remain unsealed then, its record says that the work is to be continued, and the next run
    /// continues. Two runs at once do no harm: a seal is added and never changed, and the run that stores a shard first continues with that shard.
    /// </summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused: seals that were added remain, and the next run continues.</exception>
    /// <exception cref="LeerId.Secrets.SecretMissingException">There is no <c>seal-key</c>.</exception>
    /// <exception cref="RunFailedException">The seal before the first day that this run sealed is not authentic.</exception>
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
        // An earlier run may have read days to their end and been killed before it signed them.
        if (await SignAsync(last, counts, cancellationToken) is not { } first || first > last)
            return;

        await reader.ReadAsync(first, last, ReadingTime, counts, cancellationToken);
        if (await SignAsync(last, counts, cancellationToken) is { } next && next <= last)
        {
            counts.SetToBeContinued();
            LogToBeContinued(next);
        }
    }

    /// <summary>Signs the days that were read to their end, in order, up to the first day that was not.</summary>
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
            // Somebody who can write to the tables can't change the log. With this line, a seal that was replaced later can be detected.
            LogSealed(day, hashed.Entries, made.Hash);
            return made;
        }

        return await seals.FindAsync(day, cancellationToken)
            ?? throw new InvalidOperationException($"The seal of {day:yyyy-MM-dd} existed and was deleted.");
    }

    [LoggerMessage(EventId = 8010, Level = LogLevel.Information, Message = "The privacy log of {Day} is sealed: {Entries} entries, seal {Hash}")]
    private partial void LogSealed(LoggedDay day, long entries, string hash);

    [LoggerMessage(EventId = 8011, Level = LogLevel.Critical, Message = "The seal of {Day} is not authentic, so the seals before it can't be vouched for")]
    private partial void LogPreviousInDoubt(LoggedDay day);

    [LoggerMessage(
        EventId = 8012, Level = LogLevel.Error, Message = "Sealing the privacy log failed; the next run continues from the last stored reading")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(
        EventId = 8014, Level = LogLevel.Information,
        Message = "Sealing the privacy log is to be continued: {Day} and the days after it have no seal yet, and the next run continues")]
    private partial void LogToBeContinued(LoggedDay day);
}
