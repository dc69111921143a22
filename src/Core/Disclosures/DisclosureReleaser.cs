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
/// Releases the uuids of a disclosure once (protocol, article 4). The steps are: check every condition again, claim the disclosure, read the pupils, log
/// an entry in the privacy log per pupil, drop pupils that were erased meanwhile, record the release in the register, and then return the file. A release
/// that stops before the end gives nothing, and rolls back its changes.
/// </summary>
public sealed partial class DisclosureReleaser(
    DisclosureRows rows, DisclosureNotices notices, DisclosureConditions conditions, StudentUuidReader students, RestrictionList restrictions,
    [FromKeyedServices(StorageAccount.StudentsUnattended)] PrivacyLogStore log,
    RetentionPolicy retention, TimeProvider clock, ILogger<DisclosureReleaser> logger)
{
    /// <summary>The action of the entries in the privacy log for a release.</summary>
    public const string Action = "disclosure";

    // The limit for all steps up to the record. With the rollback after it, a release stays within the 230 seconds of Azure's load balancer. A file that
    // is sent later reaches nobody, but counts as given.
    internal static readonly TimeSpan Term = TimeSpan.FromSeconds(200);

    // Longer than the limit, because afterwards another call may take the claim.
    private static readonly TimeSpan ClaimTerm = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RollbackTerm = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RollbackPause = TimeSpan.FromMilliseconds(250);
    private const int GiveBackTries = 5;

    /// <summary>Releases a disclosure that meets all its conditions.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="caller">The member of staff who gets the file, and the purpose.</param>
    /// <param name="cancellationToken">Ends the work, in which case nothing is released.</param>
    /// <exception cref="RequestFailedException">Storage refused. Nothing is released.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed. Nothing is released.</exception>
    /// <exception cref="OperationCanceledException">The release took longer than 200 seconds. Nothing is released.</exception>
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
            // If a notice is missing because the host was killed between the two registers, it is registered now instead of at the next requeue.
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
            LogFailed(disclosure.Id, fault);
            await RollBackAsync(id, attempt);
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
        // A pupil who was erased or restricted after the data were read must not be in the file.
        IReadOnlyList<StudentUuids> remaining = await students.FindRemainingAsync(disclosable, cancellationToken);
        IReadOnlyList<StudentUuids> pupils = await WithoutRestrictedAsync(remaining, cancellationToken);
        if (pupils.Count == 0)
        {
            await RollBackAsync(claimed.Id, attempt);
            return new DisclosureOutcome.Unmet([new(DisclosureCondition.NoPupils)]);
        }

        DisclosureFile file = new(claimed.Id, pupils);
        DisclosureRelease release = new(
            now, caller.ObjectId, caller.Purpose, pupils.Count, Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)),
            [.. check.LeftOut.Select(number => number.ToString())])
        {
            UnreadableLeftOut = read.Unreadable,
            RestrictedLeftOut = read.Pupils.Count - disclosable.Count + remaining.Count - pupils.Count,
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

    // Null if another call has the claim, or if the disclosure can't be released any more.
    private async Task<Disclosure?> ClaimAsync(Disclosure disclosure, string attempt, CancellationToken cancellationToken)
    {
        for (Disclosure? current = disclosure; current is not null; current = await rows.FindAsync(disclosure.Id, cancellationToken))
        {
            DateTimeOffset now = clock.GetUtcNow();
            // An earlier attempt stored the claim, and its response was lost.
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
    /// Whether the release of a disclosure made this entry in the privacy log. A release that stopped halfway also leaves entries, but gave nothing; those
    /// have a different moment than the release.
    /// </summary>
    internal static bool IsOf(PrivacyLogEntry entry, Disclosure disclosure) => entry.Action == Action && entry.At == disclosure.Release?.At
        && entry.Purpose.StartsWith(PurposeBeginning(disclosure.Id), StringComparison.Ordinal);

    private static string PurposeBeginning(string id) => $"disclosure {id}: ";

    private Task LogAsync(
        string id, IReadOnlyList<StudentUuids> pupils, StaffCaller caller, DateTimeOffset now, CancellationToken cancellationToken) =>
        log.AppendAllAsync(
            [.. pupils.Select(pupil => PrivacyLogEntry.Of(caller, Action, now, pupil.Key) with { Purpose = $"{PurposeBeginning(id)}{caller.Purpose}" })],
            cancellationToken);

    // False if the claim expired and another call has it, or if the disclosure was withdrawn meanwhile.
    private async Task<bool> RecordAsync(Disclosure claimed, string attempt, DisclosureRelease release, CancellationToken cancellationToken) =>
        await rows.TryMergeAsync(claimed, DisclosureRow.Released(release), cancellationToken) is not null
        || await rows.FindAsync(claimed.Id, cancellationToken) is { State: DisclosureState.Released } found && found.Claim?.Attempt == attempt;

    private async Task<DisclosureOutcome> UnmetAsync(string id, CancellationToken cancellationToken) =>
        await rows.FindAsync(id, cancellationToken) is { } disclosure
            ? new DisclosureOutcome.Unmet(DisclosureConditions.OfState(disclosure, clock.GetUtcNow()) is { Count: > 0 } unmet
                ? unmet : [new(DisclosureCondition.ReleaseUnderWay)])
            : new DisclosureOutcome.Unknown();

    // This call has given nothing, so its changes are rolled back. A claim that remains expires by itself, but a record of the release does not.
    private async Task RollBackAsync(string id, string attempt)
    {
        // The injected clock isn't used: the call is over, and only seconds remain for the response.
        using CancellationTokenSource limit = new(RollbackTerm);
        for (int tries = 1; ; tries++)
        {
            try
            {
                if (await TryRollBackAsync(id, attempt, limit.Token))
                    return;
            }
            catch (Exception exception) when (StorageFault.Is(exception))
            {
                if (tries == GiveBackTries || limit.IsCancellationRequested)
                {
                    string fault = exception.GetType().Name;
                    LogNotRolledBack(id, fault);
                    return;
                }

                await Task.Delay(RollbackPause, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    // False if the row changed since it was read.
    private async Task<bool> TryRollBackAsync(string id, string attempt, CancellationToken cancellationToken) =>
        await rows.FindAsync(id, cancellationToken) is not { State: DisclosureState.Releasing or DisclosureState.Released } disclosure
        || disclosure.Claim?.Attempt != attempt
        || await rows.TryMergeAsync(disclosure, new() { [DisclosureRow.State] = nameof(DisclosureState.Requested) }, cancellationToken) is not null;

    [LoggerMessage(EventId = 9104, Level = LogLevel.Information, Message = "Disclosure {Id} was released: {Pupils} pupils, SHA-256 {Sha256}")]
    private partial void LogReleased(string id, int pupils, string sha256);

    [LoggerMessage(EventId = 9105, Level = LogLevel.Error, Message = "The release of disclosure {Id} failed ({Fault}); nothing was released")]
    private partial void LogFailed(string id, string fault);

    [LoggerMessage(EventId = 9110, Level = LogLevel.Error, Message =
        "The failed release of disclosure {Id} could not be rolled back ({Fault}). A claim expires within ten minutes. "
        + "If its state is Released, nothing was released: make a new disclosure")]
    private partial void LogNotRolledBack(string id, string fault);
}
