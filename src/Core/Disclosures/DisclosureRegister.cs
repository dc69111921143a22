using System.Text.Json;
using LeerId.Calendar;
using LeerId.Retention;
using LeerId.Staff;
using LeerId.Storage;
using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.Disclosures;

/// <summary>
/// The register of disclosures of uuids to other providers (protocol, article 4). A request is stored only when every condition that can be met by
/// then is; then DOV is told, and <see cref="DisclosureReleaser"/> gives the uuids when the waiting period is over.
/// </summary>
public sealed partial class DisclosureRegister(
    DisclosureRows rows, DisclosureNotices notices, BoardSchools schools, DisclosureConditions conditions, DisclosureDrafts drafts,
    RetentionPolicy retention, IdempotencyMarks idempotency, TimeProvider clock, ILogger<DisclosureRegister> logger)
{
    private readonly BoardSchools _schools = schools;

    /// <summary>Stores a request and sends the notice to DOV on its way.</summary>
    /// <param name="request">The request.</param>
    /// <param name="requestedBy">Who requests it: the object id of a member of staff.</param>
    /// <param name="repeatable">The request as it was sent, if the same one again must not store another disclosure; null when it may.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; when the request is stored its notice follows within the hour.</exception>
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
    /// <param name="draft">The draft, as the person saw it.</param>
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

    /// <summary>Every condition that a request does not meet now. Nothing is stored.</summary>
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
        await TellAsync(disclosure, cancellationToken);
        return new DisclosureOutcome.Done(disclosure);
    }

    /// <summary>Every disclosure, oldest first.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<IReadOnlyList<Disclosure>> ListAsync(CancellationToken cancellationToken) =>
        await rows.ListAsync(cancellationToken).OrderBy(disclosure => disclosure.RequestedAt).ToListAsync(cancellationToken);

    /// <summary>A disclosure, with what is still to be met before its release; null when there is none of that number.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<DisclosureStatus?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await rows.FindAsync(id, cancellationToken) is not { } disclosure)
            return null;
        return Status(disclosure, await conditions.CheckAsync(disclosure, cancellationToken));
    }

    /// <summary>A page of the register, the newest disclosure first, each with the conditions that are unmet before its release.</summary>
    /// <param name="openOnly">Whether disclosures that were released or withdrawn are left out.</param>
    /// <param name="number">The number of the page, from 1. A number that the register doesn't have gives the nearest page.</param>
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

    /// <summary>Withdraws a disclosure that is not released: it never will be.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="reason">Why.</param>
    /// <param name="withdrawnBy">Who withdraws it: the object id of a member of staff.</param>
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
            // Done already: stored by a try whose answer was lost.
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
        // The first try may have broken off before DOV was told. If the notice is there already it stays as it is.
        if (earlier.State == DisclosureState.Requested)
            await TellAsync(earlier, cancellationToken);
        return new DisclosureOutcome.Done(earlier);
    }

    // It is stored: what does not succeed now the requeue does within the hour.
    private async Task TellAsync(Disclosure disclosure, CancellationToken cancellationToken)
    {
        try
        {
            await notices.RegisterAsync(disclosure, cancellationToken);
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            string fault = exception.GetType().Name;
            LogNotTold(disclosure.Id, fault);
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

    [LoggerMessage(EventId = 9101, Level = LogLevel.Information, Message = "Disclosure {Id} is requested")]
    private partial void LogRequested(string id);

    [LoggerMessage(EventId = 9102, Level = LogLevel.Information, Message = "A request to disclose was refused: {Unmet} conditions are not met")]
    private partial void LogRefused(int unmet);

    [LoggerMessage(EventId = 9103, Level = LogLevel.Information, Message = "Disclosure {Id} is withdrawn")]
    private partial void LogWithdrawn(string id);

    [LoggerMessage(EventId = 9108, Level = LogLevel.Warning, Message = "The notice of disclosure {Id} could not be registered ({Fault}); the requeue does it")]
    private partial void LogNotTold(string id, string fault);
}
