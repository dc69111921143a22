using System.Text.Json;
using LeerId.Calendar;
using LeerId.Retention;
using LeerId.Staff;
using LeerId.Storage;
using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.Disclosures;

/// <summary>
/// The register of disclosures of uuids to other providers (protocol, article 4). A request is stored only if it meets every condition that it can meet by
/// then. Then DOV is informed, and <see cref="DisclosureReleaser"/> releases the uuids after the waiting period.
/// </summary>
public sealed partial class DisclosureRegister(
    DisclosureRows rows, DisclosureNotices notices, BoardSchools schools, DisclosureConditions conditions, DisclosureDrafts drafts,
    RetentionPolicy retention, IdempotencyMarks idempotency, TimeProvider clock, ILogger<DisclosureRegister> logger)
{
    private readonly BoardSchools _schools = schools;

    /// <summary>Stores a request and queues the notice to DOV.</summary>
    /// <param name="request">The request.</param>
    /// <param name="requestedBy">The object id of the member of staff who requests it.</param>
    /// <param name="repeatable">The submitted request, for idempotency: a repeated request stores no second disclosure; null if it may.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused. If the request was stored, its notice follows within the hour.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<DisclosureOutcome> RequestAsync(
        DisclosureRequest request, string requestedBy, IdempotentRequest? repeatable, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        IReadOnlyList<IdempotencyMark> marks = await idempotency.OfAsync(requestedBy, "disclosures", repeatable, cancellationToken);
        return await RequestAsync(request, requestedBy, marks, cancellationToken);
    }

    /// <summary>
    /// Stores the request of a draft and deletes the draft. The request is stored once, however often and by whomever it is sent.
    /// <see cref="DisclosureOutcome.KeyReused"/> means that the draft was sent before and then changed.
    /// </summary>
    /// <param name="draft">The draft that the member of staff saw.</param>
    /// <param name="requestedBy">The object id of the member of staff who sends it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <inheritdoc cref="RequestAsync(DisclosureRequest, string, IdempotentRequest?, CancellationToken)" path="/exception" />
    public async Task<DisclosureOutcome> SendAsync(DisclosureDraft draft, string requestedBy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        IdempotentRequest repeatable = new(draft.Id, JsonSerializer.SerializeToUtf8Bytes(draft.Request, DisclosureJson.Default.DisclosureRequest));
        IReadOnlyList<IdempotencyMark> marks = await idempotency.OfAsync(draft.BegunBy, "disclosures/drafts", repeatable, cancellationToken);
        DisclosureOutcome outcome = await RequestAsync(draft.Request, requestedBy, marks, cancellationToken);
        if (outcome is DisclosureOutcome.Done)
            await drafts.DiscardAsync(draft.Id, cancellationToken);
        return outcome;
    }

    /// <summary>Returns all conditions that a request does not meet now. Nothing is stored.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<RequestCheck> CheckAsync(DisclosureRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        BoardSchoolsCheck schools = await _schools.CheckAsync(DisclosureRequestRules.Numbers(request), request.Board?.Name, cancellationToken);
        return new RequestCheck(
            [
                .. DisclosureRequestRules.Check(request, BrusselsTime.Today(clock)),
                .. schools.Unmet,
                .. retention.AgreementHasEnded ? [new UnmetCondition(DisclosureCondition.AgreementEnded)] : Array.Empty<UnmetCondition>(),
            ],
            schools.Schools);
    }

    private async Task<DisclosureOutcome> RequestAsync(
        DisclosureRequest request, string requestedBy, IReadOnlyList<IdempotencyMark> marks, CancellationToken cancellationToken)
    {
        foreach (IdempotencyMark mark in marks)
        {
            if (await rows.FindByBeginningAsync(DisclosureNumber.BeginningOf(mark), cancellationToken) is { } earlier)
                return await RepeatedAsync(earlier, mark, cancellationToken);
        }

        RequestCheck check = await CheckAsync(request, cancellationToken);
        if (check.Unmet.Count > 0)
        {
            LogRefused(check.Unmet.Count);
            return new DisclosureOutcome.Invalid(check.Unmet);
        }

        DateTimeOffset now = clock.GetUtcNow();
        IdempotencyMark? own = marks is [var current, ..] ? current : null;
        Disclosure disclosure = await rows.AddAsync(
            new Disclosure
            {
                Id = own is null ? Ulid.NewUlid(now).ToString() : DisclosureNumber.Of(own, request.Receiver!.Key!),
                RequestHash = own?.BodyHash,
                State = DisclosureState.Requested,
                Terms = Terms(request, check.Schools),
                RequestedAt = now,
                RequestedBy = requestedBy,
            },
            cancellationToken);
        if (disclosure.RequestHash != own?.BodyHash)
            return new DisclosureOutcome.KeyReused();
        LogRequested(disclosure.Id);
        await RegisterNoticeAsync(disclosure, cancellationToken);
        return new DisclosureOutcome.Done(disclosure);
    }

    /// <summary>Lists all disclosures, oldest first.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<IReadOnlyList<Disclosure>> ListAsync(CancellationToken cancellationToken) =>
        await rows.ListAsync(cancellationToken).OrderBy(disclosure => disclosure.RequestedAt).ToListAsync(cancellationToken);

    /// <summary>Finds a disclosure, with the conditions for its release that are not met; null if no disclosure has that number.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<DisclosureStatus?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await rows.FindAsync(id, cancellationToken) is not { } disclosure)
            return null;
        return Status(disclosure, await conditions.CheckAsync(disclosure, cancellationToken));
    }

    /// <summary>Reads a page of the register, newest disclosure first, each with the unmet conditions for its release.</summary>
    /// <param name="openOnly">Whether disclosures that were released or withdrawn are left out.</param>
    /// <param name="number">The number of the page, counted from 1. If there is no such page, the nearest one is returned.</param>
    /// <param name="size">The maximum number of disclosures per page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<DisclosurePage> PageAsync(bool openOnly, int number, int size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Disclosure[] all =
        [
            .. (await ListAsync(cancellationToken)).Reverse()
                .Where(disclosure => !openOnly || disclosure.IsOpen),
        ];
        int page = Math.Clamp(number, 1, Math.Max(1, (all.Length + size - 1) / size));
        Disclosure[] shown = [.. all.Skip((page - 1) * size).Take(size)];
        IReadOnlyList<ReleaseCheck> checks = await conditions.CheckAsync(shown, cancellationToken);
        return new DisclosurePage([.. shown.Select((disclosure, place) => Status(disclosure, checks[place]))], page, all.Length);
    }

    private static DisclosureStatus Status(Disclosure disclosure, ReleaseCheck check) => new()
    {
        Disclosure = disclosure,
        DovNotifiedAt = check.DovNotifiedAt,
        ProviderNotifiedAt = check.ProviderNotifiedAt,
        OpensAt = check.OpensAt,
        Unmet = check.Unmet,
    };

    /// <summary>Withdraws a disclosure that isn't released. It can't be released afterwards.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="withdrawnBy">The object id of the member of staff who withdraws it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<DisclosureOutcome> WithdrawAsync(string id, string? reason, string withdrawnBy, CancellationToken cancellationToken)
    {
        if (DisclosureRequestRules.CheckReason(reason) is { Count: > 0 } missing)
            return new DisclosureOutcome.Invalid(missing);
        DisclosureWithdrawal? written = null;
        while (await rows.FindAsync(id, cancellationToken) is { } disclosure)
        {
            DateTimeOffset now = clock.GetUtcNow();
            // True if an earlier attempt stored it and its response was lost.
            bool isDone = written is not null && disclosure.Withdrawal == written;
            if (!isDone && DisclosureConditions.OfState(disclosure, now) is { Count: > 0 } unmet)
                return new DisclosureOutcome.Unmet(unmet);
            if (!isDone)
            {
                written = new(now, withdrawnBy, Clean(reason));
                if (await rows.TryMergeAsync(disclosure, DisclosureRow.Withdrawn(written), cancellationToken) is null)
                    continue;
            }

            LogWithdrawn(disclosure.Id);
            return new DisclosureOutcome.Done(disclosure with { State = DisclosureState.Withdrawn, Withdrawal = written });
        }

        return new DisclosureOutcome.Unknown();
    }

    private async Task<DisclosureOutcome> RepeatedAsync(Disclosure earlier, IdempotencyMark mark, CancellationToken cancellationToken)
    {
        if (earlier.RequestHash != mark.BodyHash)
            return new DisclosureOutcome.KeyReused();
        // The first attempt may have stopped before DOV was informed. An existing notice doesn't change.
        if (earlier.State == DisclosureState.Requested)
            await RegisterNoticeAsync(earlier, cancellationToken);
        return new DisclosureOutcome.Done(earlier);
    }

    // The disclosure is stored. If registering the notice fails now, the requeue does it within the hour.
    private async Task RegisterNoticeAsync(Disclosure disclosure, CancellationToken cancellationToken)
    {
        try
        {
            await notices.RegisterAsync(disclosure, cancellationToken);
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            string fault = exception.GetType().Name;
            LogNoticeNotRegistered(disclosure.Id, fault);
        }
    }

    private static DisclosureTerms Terms(DisclosureRequest request, IReadOnlyList<DisclosureSchool> schools) => new()
    {
        Receiver = request.Receiver! with { Name = Clean(request.Receiver.Name), ProtocolReference = Clean(request.Receiver.ProtocolReference) },
        Purpose = Clean(request.Purpose),
        Compatibility = Clean(request.Compatibility),
        Board = request.Board! with { Name = Clean(request.Board.Name), RequestReference = Clean(request.Board.RequestReference) },
        Schools = schools,
    };

    private static string Clean(string? text) => PlainText.Clean(text ?? "").Trim();

    [LoggerMessage(EventId = 9101, Level = LogLevel.Information, Message = "Disclosure {Id} was requested")]
    private partial void LogRequested(string id);

    [LoggerMessage(EventId = 9102, Level = LogLevel.Information, Message = "A request for a disclosure was refused, because {Unmet} conditions are not met")]
    private partial void LogRefused(int unmet);

    [LoggerMessage(EventId = 9103, Level = LogLevel.Information, Message = "Disclosure {Id} was withdrawn")]
    private partial void LogWithdrawn(string id);

    [LoggerMessage(
        EventId = 9108, Level = LogLevel.Warning, Message = "The notice of disclosure {Id} could not be registered ({Fault}); the hourly requeue will do it")]
    private partial void LogNoticeNotRegistered(string id, string fault);
}
