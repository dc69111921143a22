using Azure;
using LeerId.Staff;
using LeerId.Storage;
using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>
/// The register of notices: each is stored before anything else happens, then its reference goes to the queue. When the queue
/// does not answer the notice stays <see cref="NoticeState.Registered"/>, and the hourly requeue sends it.
/// </summary>
public sealed partial class NoticeRegister(
    NoticeRows rows, NoticeQueue queue, IdempotencyMarks idempotency, IdentityEncryption encryption, TimeProvider clock,
    ILogger<NoticeRegister> logger)
{
    internal static readonly NoticeRecipient[] Both = [NoticeRecipient.Provider, NoticeRecipient.Dov];

    private static readonly NoticeRecipient[] OwnOfficer = [NoticeRecipient.Provider];

    // The queue makes all its tries within this time.
    private static readonly TimeSpan UsualTime = TimeSpan.FromHours(1);

    private readonly NoticeRows _rows = rows;

    /// <summary>The faults of a report, or of a breach after a change; nothing is stored.</summary>
    /// <param name="content">
    /// A <see cref="BreachContent"/>, <see cref="QualityContent"/>, <see cref="ChangeContent"/> or <see cref="SharingContent"/>.
    /// </param>
    public IReadOnlyList<FieldFault> Check(NoticeContent content) =>
        NoticeValidation.Check(content is BreachContent breach ? BreachPatch.Cleaned(breach) : content, clock.GetUtcNow());

    /// <summary>Stores a notice under a new number and sends it on its way.</summary>
    /// <param name="content">
    /// A <see cref="BreachContent"/>, <see cref="QualityContent"/>, <see cref="ChangeContent"/> or <see cref="SharingContent"/>.
    /// </param>
    /// <param name="reportedBy">Who reports it: the object id of a member of staff.</param>
    /// <param name="request">The request, if the same one again must not store another notice; null when it may.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RequestFailedException">Storage refused; nothing is stored.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public Task<NoticeOutcome> ReportAsync(
        NoticeContent content, string reportedBy, IdempotentRequest? request, CancellationToken cancellationToken) =>
        ReportAsync(content, pupil: null, reportedBy, request, cancellationToken);

    /// <summary>
    /// Does the same with a notice about one pupil, whose identifier is kept encrypted until DOV's officer has it, and otherwise not at all.
    /// </summary>
    internal async Task<NoticeOutcome> ReportAsync(
        NoticeContent content, PupilIdentity? pupil, string reportedBy, IdempotentRequest? request, CancellationToken cancellationToken)
    {
        NoticeKind kind = content switch
        {
            BreachContent => NoticeKind.Breach,
            QualityContent => NoticeKind.Quality,
            ChangeContent => NoticeKind.Change,
            SharingContent => NoticeKind.Sharing,
            _ => throw new ArgumentException("Only a breach, a quality fault, a change or a disclosure of data is reported.", nameof(content)),
        };
        IReadOnlyList<IdempotencyMark> marks = await idempotency.OfAsync(
            reportedBy, $"notices/{NoticeReference.KeyOf(kind)}{(pupil is null ? "" : "/pupil")}", request, cancellationToken);
        foreach (IdempotencyMark mark in marks)
        {
            if (await FindRepeatedAsync(new NoticeReference(kind, mark.Id), marks, cancellationToken) is { } earlier)
                return earlier;
        }

        if (content is BreachContent breach)
            content = BreachPatch.Cleaned(breach);
        DateTimeOffset now = clock.GetUtcNow();
        if (NoticeValidation.Check(content, now) is { Count: > 0 } faults)
            return new NoticeOutcome.Invalid(faults);

        NoticeReference reference = new(kind, marks is [{ Id: var id }, ..] ? id : Ulid.NewUlid(now).ToString());
        bool isKnownToDov = content is QualityContent { Source: QualitySource.Dov };
        NoticePupil? kept = pupil is null ? null : encryption.Seal(pupil, reference, isKnownToDov);
        // When it is there now, the same request came twice at the same time.
        return !await RegisterAsync(reference, content, isKnownToDov ? OwnOfficer : Both, reportedBy, kept, marks, cancellationToken)
            && await FindRepeatedAsync(reference, marks, cancellationToken) is { } other ? other : new NoticeOutcome.Registered(reference);
    }

    /// <summary>Stores later information under the number of a notice, and queues it for mailing. A breach has fields instead, which can be changed.</summary>
    /// <param name="notice">The notice; its part is left out of account.</param>
    /// <param name="text">What is told.</param>
    /// <param name="reportedBy">Who tells it: the object id of a member of staff.</param>
    /// <param name="request">The request, if the same one again must not store another supplement; null when it may.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RequestFailedException">Storage refused; nothing is stored.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<NoticeOutcome> SupplementAsync(
        NoticeReference notice, string? text, string reportedBy, IdempotentRequest? request, CancellationToken cancellationToken)
    {
        SupplementContent content = new() { Text = text };
        if (NoticeValidation.Check(content, notice.Kind, clock.GetUtcNow()) is { Count: > 0 } faults)
            return new NoticeOutcome.Invalid(faults);
        // A reminder of a request is no notice to the officers, so that there is nothing to supplement.
        if (notice.Kind == NoticeKind.Request
            || await _rows.FindAsync(new NoticeReference(notice.Kind, notice.Number), cancellationToken) is not { } first)
            return new NoticeOutcome.Unknown();
        if (first.Content is BreachContent)
        {
            return new NoticeOutcome.Invalid([FieldFault.Of(
                "Text", "is not taken for a breach: change the fields of the breach", "kan niet bij een datalek: wijzig de gegevens van het datalek")]);
        }

        IReadOnlyList<IdempotencyMark> marks = await idempotency.OfAsync(
            reportedBy, $"notices/{first.Reference}/supplements", request, cancellationToken);
        for (int sequence = 1; ; sequence++)
        {
            NoticeReference reference = new(notice.Kind, notice.Number, $"aanvulling-{sequence}");
            // The recipients of the notice get the supplement: a report that DOV made is not mailed to DOV.
            if (await RegisterAsync(
                reference, content with { Sequence = sequence }, [.. first.SentAt.Keys], reportedBy, pupil: null, marks,
                cancellationToken))
            {
                return new NoticeOutcome.Registered(reference);
            }

            // Supplements are counted without gaps, so one that this request stored before is met on the way to the first free number.
            if (await FindRepeatedAsync(reference, marks, cancellationToken) is { } earlier)
                return earlier;
        }
    }

    /// <summary>A notice, supplement or reminder; null when there is none of that reference.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public Task<Notice?> FindAsync(NoticeReference reference, CancellationToken cancellationToken) => _rows.FindAsync(reference, cancellationToken);

    /// <summary>Everything of a kind, oldest notice first: each with its supplements and reminders.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public IAsyncEnumerable<Notice> ListAsync(NoticeKind kind, CancellationToken cancellationToken) => _rows.ListAsync(kind, cancellationToken)
        // The rows are in the order of their numbers, which tell nothing of their age.
        .GroupBy(notice => notice.Reference.Number).OrderBy(parts => parts.Min(part => part.RegisteredAt)).SelectMany(parts => parts);

    /// <summary>Everything there is: kind by kind, as <see cref="ListAsync"/> gives it.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public IAsyncEnumerable<Notice> ListAllAsync(CancellationToken cancellationToken) =>
        Enum.GetValues<NoticeKind>().ToAsyncEnumerable().SelectMany(kind => ListAsync(kind, cancellationToken));

    /// <summary>The notices that not every recipient has an hour after they were stored, or after the last try. They have no order.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public IAsyncEnumerable<Notice> ListUndeliveredAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset since = clock.GetUtcNow() - UsualTime;
        return _rows.ListUnsentAsync(cancellationToken).Where(notice => notice.State == NoticeState.Undelivered || notice.RegisteredAt <= since);
    }

    /// <summary>A notice with its supplements and reminders, oldest first; empty when there is none of that number.</summary>
    /// <param name="notice">The notice; its part is left out of account.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<IReadOnlyList<Notice>> FindWithPartsAsync(NoticeReference notice, CancellationToken cancellationToken)
    {
        Notice[] rows = await _rows.ListAsync(notice, cancellationToken)
            .OrderBy(row => row.Reference.Part.Length > 0).ThenBy(row => row.RegisteredAt).ToArrayAsync(cancellationToken);
        return rows is [{ Reference.Part: "" }, ..] ? rows : [];
    }

    /// <summary>Stores what the software tells of itself unless there is one of that reference, and sends it to the queue; false when there was one.</summary>
    internal Task<bool> RegisterAsync(
        NoticeReference reference, NoticeContent content, IReadOnlyList<NoticeRecipient> recipients, CancellationToken cancellationToken) =>
        RegisterAsync(reference, content, recipients, reportedBy: null, pupil: null, marks: [], cancellationToken);

    /// <summary>Stores it unless there is one of that reference, and sends it to the queue; false when there was one.</summary>
    private async Task<bool> RegisterAsync(
        NoticeReference reference, NoticeContent content, IReadOnlyList<NoticeRecipient> recipients, string? reportedBy,
        NoticePupil? pupil, IReadOnlyList<IdempotencyMark> marks, CancellationToken cancellationToken)
    {
        (bool added, ETag eTag) = await _rows.AddAsync(
            reference, content, clock.GetUtcNow(), recipients, reportedBy, pupil, marks is [var mark, ..] ? mark : null, cancellationToken);
        if (added)
            await SendAsync(reference, eTag, cancellationToken);
        return added;
    }

    /// <summary>Logs that a notice is stored, and sends it to the queue; when that fails, the requeue does it.</summary>
    internal Task SendAsync(NoticeReference reference, ETag eTag, CancellationToken cancellationToken)
    {
        LogRegistered(reference);
        return TryEnqueueAsync(reference, eTag, cancellationToken);
    }

    private async Task TryEnqueueAsync(NoticeReference reference, ETag eTag, CancellationToken cancellationToken)
    {
        try
        {
            await EnqueueAsync(reference, eTag, cancellationToken);
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            // It is stored: the requeue takes it up.
            string fault = exception.GetType().Name;
            LogNotQueued(reference, fault);
        }
    }

    // The answer to a request that stored this row before; null when another request did, or none.
    private async Task<NoticeOutcome?> FindRepeatedAsync(
        NoticeReference reference, IReadOnlyList<IdempotencyMark> marks, CancellationToken cancellationToken)
    {
        if (marks.Count == 0 || await _rows.FindMarkAsync(reference, cancellationToken) is not { } stored
            || marks.FirstOrDefault(mark => mark.Id == stored.Id) is not { } own)
        {
            return null;
        }

        if (own != stored)
            return new NoticeOutcome.KeyReused();
        // The first try broke off before the notice was queued. The requeue would queue it within the hour.
        if (await _rows.FindAsync(reference, cancellationToken) is { State: NoticeState.Registered } waiting)
            await TryEnqueueAsync(reference, waiting.ETag, cancellationToken);
        return new NoticeOutcome.Registered(reference);
    }

    /// <summary>Sends a stored notice to the queue.</summary>
    internal async Task EnqueueAsync(NoticeReference reference, ETag eTag, CancellationToken cancellationToken)
    {
        await queue.SendAsync(reference, cancellationToken);
        // When the row has changed the relay was quicker, and knows better.
        await _rows.TryMergeAsync(
            reference,
            eTag,
            new() { [nameof(Notice.State)] = nameof(NoticeState.Queued), [nameof(Notice.QueuedAt)] = clock.GetUtcNow() },
            cancellationToken);
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Notice {Reference} is registered")]
    private partial void LogRegistered(NoticeReference reference);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "Notice {Reference} could not be put into the queue ({Fault}); the requeue does it")]
    private partial void LogNotQueued(NoticeReference reference, string fault);
}
