using System.Security.Cryptography;
using Azure;
using LeerId.PrivacyLog;
using LeerId.Restrictions;
using LeerId.Retention;
using LeerId.Staff;
using LeerId.Storage;
using LeerId.Students;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Disclosures;

/// <summary>
/// Gives the uuids of a disclosure, once (protocol, article 4). In this order: every condition anew, the claim, the pupils, an entry in the privacy log
/// for each, which of them are still there, the release in the register, and only then the file. What breaks off before the end gives nothing, and
/// takes back what it stored.
/// </summary>
public sealed partial class DisclosureReleaser(
    DisclosureRows rows, DisclosureNotices notices, DisclosureConditions conditions, StudentUuidReader students, RestrictionList restrictions,
    [FromKeyedServices(StorageAccount.StudentsUnattended)] PrivacyLogStore log,
    RetentionPolicy retention, TimeProvider clock, ILogger<DisclosureReleaser> logger)
{
    /// <summary>The action of the entries that a release leaves in the privacy log.</summary>
    public const string Action = "disclosure";

    // For everything up to the record. With the giving back after it, it is within the 230 seconds that Azure gives an answer: a file
    // that comes later reaches nobody, and counts as given.
    internal static readonly TimeSpan Term = TimeSpan.FromSeconds(200);

    // Longer than that: after it another call may have the claim.
    private static readonly TimeSpan ClaimTerm = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan GiveBackTerm = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan GiveBackPause = TimeSpan.FromMilliseconds(250);
    private const int GiveBackTries = 5;

    /// <summary>Releases a disclosure whose conditions are all met.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="caller">Who gets the file, and why.</param>
    /// <param name="cancellationToken">Ends the work; nothing is given then.</param>
    /// <exception cref="RequestFailedException">Storage refused: nothing is given.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed: nothing is given.</exception>
    /// <exception cref="OperationCanceledException">It took longer than 200 seconds: nothing is given.</exception>
    public async Task<DisclosureOutcome> ReleaseAsync(string id, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentException.ThrowIfNullOrWhiteSpace(caller.Purpose);
        using CancellationTokenSource limit = new(Term, clock);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        if (await rows.FindAsync(id, end.Token) is not { } disclosure)
            return new DisclosureOutcome.Unknown();

        ReleaseCheck check = await conditions.CheckAsync(disclosure, end.Token);
        if (check.Unmet.Count > 0)
        {
            // A notice that a kill between the two registers left out need not wait for the requeue.
            if (check.DovNotifiedAt is null && disclosure.State == DisclosureState.Requested)
                await notices.RegisterAsync(disclosure, end.Token);
            return new DisclosureOutcome.Unmet(check.Unmet);
        }

        string attempt = Guid.NewGuid().ToString("N");
        try
        {
            return await ClaimAsync(disclosure, attempt, end.Token) is { } claimed
                ? await ReleaseAsync(claimed, check, attempt, caller, end.Token)
                : await UnmetAsync(id, end.Token);
        }
        catch (Exception exception)
        {
            string fault = exception.GetType().Name;
            LogBrokenOff(disclosure.Id, fault);
            await GiveBackAsync(id, attempt);
            throw;
        }
    }

    private async Task<DisclosureOutcome> ReleaseAsync(
        Disclosure claimed, ReleaseCheck check, string attempt, StaffCaller caller, CancellationToken cancellationToken)
    {
        StudentUuidsRead read = await students.ReadAsync(check.Numbers, retention.CutOff, cancellationToken);
        IReadOnlyList<StudentUuids> disclosable = await WithoutRestrictedAsync(read.Pupils, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        await LogAsync(claimed.Id, disclosable, caller, now, cancellationToken);
        // A pupil who was erased or restricted since the reading must not be in the file.
        IReadOnlyList<StudentUuids> there = await students.StillThereAsync(disclosable, cancellationToken);
        IReadOnlyList<StudentUuids> pupils = await WithoutRestrictedAsync(there, cancellationToken);
        if (pupils.Count == 0)
        {
            await GiveBackAsync(claimed.Id, attempt);
            return new DisclosureOutcome.Unmet([new(DisclosureCondition.NoPupils)]);
        }

        DisclosureFile file = new(claimed.Id, pupils);
        DisclosureRelease release = new(
            now, caller.ObjectId, caller.Purpose, pupils.Count, Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)),
            [.. check.LeftOut.Select(number => number.ToString())])
        {
            UnreadableLeftOut = read.Unreadable,
            RestrictedLeftOut = read.Pupils.Count - disclosable.Count + there.Count - pupils.Count,
        };
        cancellationToken.ThrowIfCancellationRequested();
        if (!await RecordAsync(claimed, attempt, release, cancellationToken))
            return await UnmetAsync(claimed.Id, cancellationToken);

        LogReleased(claimed.Id, release.Pupils, release.Sha256);
        return new DisclosureOutcome.Released(file);
    }

    private async Task<IReadOnlyList<StudentUuids>> WithoutRestrictedAsync(IReadOnlyList<StudentUuids> pupils, CancellationToken cancellationToken)
    {
        await restrictions.ReloadAsync(cancellationToken);
        List<StudentUuids> free = [];
        foreach (StudentUuids pupil in pupils)
        {
            if (!await restrictions.HoldsAsync(pupil.Key, cancellationToken))
                free.Add(pupil);
        }

        return free;
    }

    // Null when another call has it, or the disclosure is not to be released any more.
    private async Task<Disclosure?> ClaimAsync(Disclosure disclosure, string attempt, CancellationToken cancellationToken)
    {
        for (Disclosure? current = disclosure; current is not null; current = await rows.FindAsync(disclosure.Id, cancellationToken))
        {
            DateTimeOffset now = clock.GetUtcNow();
            // Ours already: stored by a try whose answer was lost.
            if (current.State == DisclosureState.Releasing && current.Claim?.Attempt == attempt)
                return current;
            if (DisclosureConditions.OfState(current, now).Count > 0)
                return null;
            if (await rows.TryMergeAsync(current, DisclosureRow.Claim(attempt, now + ClaimTerm), cancellationToken) is { } eTag)
                return current with { ETag = eTag };
        }

        return null;
    }

    /// <summary>
    /// Whether an entry of the privacy log was left by the release of a disclosure. A release that broke off leaves entries as well, and gave nothing: those
    /// have another moment than the release.
    /// </summary>
    internal static bool IsOf(PrivacyLogEntry entry, Disclosure disclosure) => entry.Action == Action && entry.At == disclosure.Release?.At
        && entry.Purpose.StartsWith(PurposeBeginning(disclosure.Id), StringComparison.Ordinal);

    private static string PurposeBeginning(string id) => $"disclosure {id}: ";

    private Task LogAsync(
        string id, IReadOnlyList<StudentUuids> pupils, StaffCaller caller, DateTimeOffset now, CancellationToken cancellationToken) =>
        log.AppendAllAsync(
            [.. pupils.Select(pupil => PrivacyLogEntry.Of(caller, Action, now, pupil.Key) with { Purpose = $"{PurposeBeginning(id)}{caller.Purpose}" })],
            cancellationToken);

    // False when the claim's time was over and another call has it, or the disclosure was withdrawn then.
    private async Task<bool> RecordAsync(Disclosure claimed, string attempt, DisclosureRelease release, CancellationToken cancellationToken) =>
        await rows.TryMergeAsync(claimed, DisclosureRow.Released(release), cancellationToken) is not null
        || await rows.FindAsync(claimed.Id, cancellationToken) is { State: DisclosureState.Released } found && found.Claim?.Attempt == attempt;

    private async Task<DisclosureOutcome> UnmetAsync(string id, CancellationToken cancellationToken) =>
        await rows.FindAsync(id, cancellationToken) is { } disclosure
            ? new DisclosureOutcome.Unmet(DisclosureConditions.OfState(disclosure, clock.GetUtcNow()) is { Count: > 0 } unmet
                ? unmet : [new(DisclosureCondition.ReleaseUnderWay)])
            : new DisclosureOutcome.Unknown();

    // This call has given nothing and won't: whatever it stored is taken back. A claim that stays ends by itself; a record that stays does not.
    private async Task GiveBackAsync(string id, string attempt)
    {
        // Not the given clock: the call is over, and only a moment is left of the answer's time.
        using CancellationTokenSource limit = new(GiveBackTerm);
        for (int tries = 1; ; tries++)
        {
            try
            {
                if (await TryGiveBackAsync(id, attempt, limit.Token))
                    return;
            }
            catch (Exception exception) when (StorageFault.Is(exception))
            {
                if (tries == GiveBackTries || limit.IsCancellationRequested)
                {
                    string fault = exception.GetType().Name;
                    LogNotGivenBack(id, fault);
                    return;
                }

                await Task.Delay(GiveBackPause, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    // False when the row changed since it was read.
    private async Task<bool> TryGiveBackAsync(string id, string attempt, CancellationToken cancellationToken) =>
        await rows.FindAsync(id, cancellationToken) is not { State: DisclosureState.Releasing or DisclosureState.Released } disclosure
        || disclosure.Claim?.Attempt != attempt
        || await rows.TryMergeAsync(disclosure, new() { [DisclosureRow.State] = nameof(DisclosureState.Requested) }, cancellationToken) is not null;

    [LoggerMessage(EventId = 9104, Level = LogLevel.Information, Message = "Disclosure {Id} is released: {Pupils} pupils, SHA-256 {Sha256}")]
    private partial void LogReleased(string id, int pupils, string sha256);

    [LoggerMessage(EventId = 9105, Level = LogLevel.Error, Message = "The release of disclosure {Id} broke off ({Fault}); nothing was given")]
    private partial void LogBrokenOff(string id, string fault);

    [LoggerMessage(EventId = 9110, Level = LogLevel.Error, Message =
        "What a broken-off release of disclosure {Id} stored could not be taken back ({Fault}): a claim ends within ten minutes, "
        + "but if its state is Released nothing was given, and it takes a new disclosure")]
    private partial void LogNotGivenBack(string id, string fault);
}
