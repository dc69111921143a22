using System.Security.Cryptography;
using Azure;
using LeerId.Platform;
using LeerId.PrivacyLog;
using LeerId.Retention;
using LeerId.Staff;
using LeerId.Students;
using Microsoft.Extensions.Logging;

namespace LeerId.Disclosures;

/// <summary>
/// Gives the uuids of a disclosure, once (protocol, article 4). In this order: every condition anew, the file in memory, the claim, an entry in the
/// privacy log for each pupil, the release in the register, and only then the file. What breaks off before the end gives nothing and can be tried
/// again, at once or when the claim's time is over.
/// </summary>
public sealed partial class DisclosureReleaser
{
    /// <summary>The action of the entries that a release leaves in the privacy log.</summary>
    public const string Action = "disclosure";

    // Longer than writing the log may take: after it another call may have the claim.
    private static readonly TimeSpan ClaimTerm = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LogTerm = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan GiveBackTerm = TimeSpan.FromSeconds(5);

    private readonly DisclosureRows _rows;
    private readonly DisclosureNotices _notices;
    private readonly DisclosureConditions _conditions;
    private readonly StudentUuidReader _students;
    private readonly PrivacyLogStore _log;
    private readonly RetentionPolicy _retention;
    private readonly TimeProvider _clock;
    private readonly ILogger<DisclosureReleaser> _logger;

    internal DisclosureReleaser(
        DisclosureRows rows, DisclosureNotices notices, DisclosureConditions conditions, StudentUuidReader students, PrivacyLogStore log,
        RetentionPolicy retention, TimeProvider clock, ILogger<DisclosureReleaser> logger)
    {
        _rows = rows;
        _notices = notices;
        _conditions = conditions;
        _students = students;
        _log = log;
        _retention = retention;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Releases a disclosure whose conditions are all met.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="caller">Who gets the file, and why.</param>
    /// <param name="cancellationToken">Ends the work; nothing is given then.</param>
    /// <exception cref="RequestFailedException">Storage refused: nothing is given.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked: nothing is given.</exception>
    /// <exception cref="OperationCanceledException">Writing the privacy log took too long: nothing is given.</exception>
    public async Task<DisclosureOutcome> ReleaseAsync(string id, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentException.ThrowIfNullOrWhiteSpace(caller.Purpose);
        if (await _rows.FindAsync(id, cancellationToken) is not { } disclosure)
            return new DisclosureOutcome.Unknown();

        ReleaseCheck check = await _conditions.CheckAsync(disclosure, cancellationToken);
        if (check.Unmet.Count > 0)
        {
            // A notice that a kill between the two registers left out need not wait for the requeue.
            if (check.DovNotifiedAt is null && disclosure.State == DisclosureState.Requested)
                await _notices.RegisterAsync(disclosure, cancellationToken);
            return new DisclosureOutcome.Unmet(check.Unmet);
        }

        IReadOnlyList<StudentUuids> pupils = await _students.ReadAsync(check.Numbers, _retention.CutOff, cancellationToken);
        if (pupils.Count == 0)
            return new DisclosureOutcome.Unmet([new(DisclosureCondition.NoPupils)]);

        DisclosureFile file = new(disclosure.Id, pupils);
        string attempt = Guid.NewGuid().ToString("N");
        try
        {
            if (await ClaimAsync(disclosure, attempt, cancellationToken) is not { } claimed)
                return await UnmetAsync(id, cancellationToken);

            DateTimeOffset now = _clock.GetUtcNow();
            await LogAsync(claimed.Id, pupils, caller, now, cancellationToken);
            DisclosureRelease release = new(
                now, caller.ObjectId, caller.Purpose, pupils.Count, Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)),
                [.. check.LeftOut.Select(number => number.ToString())]);
            if (!await RecordAsync(claimed, attempt, release, cancellationToken))
                return await UnmetAsync(id, cancellationToken);

            LogReleased(claimed.Id, release.Pupils, release.Sha256);
            return new DisclosureOutcome.Released(file);
        }
        catch (Exception exception)
        {
            string fault = exception.GetType().Name;
            LogBrokenOff(disclosure.Id, fault);
            await GiveBackAsync(id, attempt);
            throw;
        }
    }

    // Null when another call has it, or the disclosure is not to be released any more.
    private async Task<Disclosure?> ClaimAsync(Disclosure disclosure, string attempt, CancellationToken cancellationToken)
    {
        for (Disclosure? current = disclosure; current is not null; current = await _rows.FindAsync(disclosure.Id, cancellationToken))
        {
            DateTimeOffset now = _clock.GetUtcNow();
            // Ours already: stored by a try whose answer was lost.
            if (current.State == DisclosureState.Releasing && current.Claim?.Attempt == attempt)
                return current;
            if (DisclosureConditions.OfState(current, now).Count > 0)
                return null;
            if (await _rows.TryMergeAsync(current, DisclosureRow.Claim(attempt, now + ClaimTerm), cancellationToken) is { } eTag)
                return current with { ETag = eTag };
        }

        return null;
    }

    private async Task LogAsync(
        string id, IReadOnlyList<StudentUuids> pupils, StaffCaller caller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LogTerm);
        await _log.AppendAllAsync(
            [.. pupils.Select(pupil => new PrivacyLogEntry
            {
                Id = Ulid.NewUlid(now),
                At = now,
                Actor = caller.ObjectId,
                Role = caller.Role.ToText(),
                Action = Action,
                Purpose = $"disclosure {id}: {caller.Purpose}",
                Student = pupil.Key,
                Outcome = "granted",
            })],
            limit.Token);
    }

    // False when the claim's time was over and another call has it, or the disclosure was withdrawn then.
    private async Task<bool> RecordAsync(Disclosure claimed, string attempt, DisclosureRelease release, CancellationToken cancellationToken) =>
        await _rows.TryMergeAsync(claimed, DisclosureRow.Released(release), cancellationToken) is not null
        || await _rows.FindAsync(claimed.Id, cancellationToken) is { State: DisclosureState.Released } found && found.Claim?.Attempt == attempt;

    private async Task<DisclosureOutcome> UnmetAsync(string id, CancellationToken cancellationToken) =>
        await _rows.FindAsync(id, cancellationToken) is { } disclosure
            ? new DisclosureOutcome.Unmet(DisclosureConditions.OfState(disclosure, _clock.GetUtcNow()) is { Count: > 0 } unmet
                ? unmet : [new(DisclosureCondition.ReleaseUnderWay)])
            : new DisclosureOutcome.Unknown();

    // This call has given nothing and won't: whatever it stored can be taken back. What can't be is free when the claim's time is over.
    private async Task GiveBackAsync(string id, string attempt)
    {
        using CancellationTokenSource limit = new(GiveBackTerm);
        try
        {
            if (await _rows.FindAsync(id, limit.Token) is { } disclosure && disclosure.Claim?.Attempt == attempt && disclosure.State != DisclosureState.Withdrawn)
                await _rows.TryMergeAsync(disclosure, new() { [DisclosureRow.State] = nameof(DisclosureState.Requested) }, limit.Token);
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            string fault = exception.GetType().Name;
            LogNotGivenBack(id, fault);
        }
    }

    [LoggerMessage(EventId = 9104, Level = LogLevel.Information, Message = "Disclosure {Id} is released: {Pupils} pupils, SHA-256 {Sha256}")]
    private partial void LogReleased(string id, int pupils, string sha256);

    [LoggerMessage(EventId = 9105, Level = LogLevel.Error, Message = "The release of disclosure {Id} broke off ({Fault}); nothing was given")]
    private partial void LogBrokenOff(string id, string fault);

    [LoggerMessage(EventId = 9110, Level = LogLevel.Warning, Message = "The claim on disclosure {Id} could not be given back ({Fault}); it ends within ten minutes")]
    private partial void LogNotGivenBack(string id, string fault);
}
