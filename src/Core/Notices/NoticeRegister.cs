using Azure;
using LeerId.Staff;
using LeerId.Storage;
using LeerId.Text;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>
/// The register of notices. A notice is stored first, and then its reference is queued. If the queue doesn't answer, the notice stays
/// <see cref="NoticeState.Registered"/>, and the hourly requeue sends it.
/// </summary>
public sealed partial class NoticeRegister(
    NoticeRows rows, NoticeQueue queue, IdempotencyMarks idempotency, IdentityEncryption encryption, TimeProvider clock,
    ILogger<NoticeRegister> logger)
{
    internal static readonly NoticeRecipient[] Both = [NoticeRecipient.Provider, NoticeRecipient.Dov];

    private static readonly NoticeRecipient[] OwnOfficer = [NoticeRecipient.Provider];

    // The queue makes all its retries within this time.
    private static readonly TimeSpan UsualTime = TimeSpan.FromHours(1);

    private readonly NoticeRows _rows = rows;

    /// <summary>Returns the faults of a report, or of a breach after a change. Nothing is stored.</summary>
    /// <param name="content">
    /// A <see cref="BreachContent"/>, <see cref="QualityContent"/>, <see cref="ChangeContent"/> or <see cref="SharingContent"/>.
    /// </param>
    public IReadOnlyList<FieldFault> Check(NoticeContent content) =>
        NoticeValidation.Check(content is BreachContent breach ? BreachPatch.Cleaned(breach) : content, clock.GetUtcNow());

    /// <summary>Stores a notice under a new number and queues it.</summary>
    /// <param name="content">
    /// A <see cref="BreachContent"/>, <see cref="QualityContent"/>, <see cref="ChangeContent"/> or <see cref="SharingContent"/>.
    /// </param>
    /// <param name="reportedBy">The object id of the member of staff who reports it.</param>
    /// <param name="request">The request, for idempotency: a repeated request stores no second notice; null if it may.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RequestFailedException">Storage refused; nothing is stored.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public Task<NoticeOutcome> ReportAsync(
        NoticeContent content, string reportedBy, IdempotentRequest? request, CancellationToken cancellationToken) =>
        ReportAsync(content, pupil: null, reportedBy, request, cancellationToken);

    /// <summary>
    /// Does the same for a notice about one pupil. The identifier is stored only in encrypted form, and only until DOV's officer has it.
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
            _ => throw new ArgumentException("Only a breach, a quality fault, a change or a disclosure of data can be reported.", nameof(content)),
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
        // If another request has stored it meanwhile, the same request arrived twice at the same time.
        return !await RegisterAsync(reference, content, isKnownToDov ? OwnOfficer : Both, reportedBy, kept, marks, cancellationToken)
            && await FindRepeatedAsync(reference, marks, cancellationToken) is { } other ? other : new NoticeOutcome.Registered(reference);
    }

    /// <summary>Stores a supplement under the number of a notice, and queues it. A breach has no supplements: its fields can be changed instead.</summary>
    /// <param name="notice">The notice; its part is ignored.</param>
    /// <param name="text">The text of the supplement.</param>
    /// <param name="reportedBy">The object id of the member of staff who adds it.</param>
    /// <param name="request">The request, for idempotency: a repeated request stores no second supplement; null if it may.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RequestFailedException">Storage refused; nothing is stored.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<NoticeOutcome> SupplementAsync(
        NoticeReference notice, string? text, string reportedBy, IdempotentRequest? request, CancellationToken cancellationToken)
    {
        SupplementContent content = new() { Text = text };
        if (NoticeValidation.Check(content, notice.Kind, clock.GetUtcNow()) is { Count: > 0 } faults)
            return new NoticeOutcome.Invalid(faults);
        // A reminder of a request isn't a notice to the officers, so it can't have supplements.
        if (notice.Kind == NoticeKind.Request
            || await _rows.FindAsync(new NoticeReference(notice.Kind, notice.Number), cancellationToken) is not { } first)
            return new NoticeOutcome.Unknown();
        if (first.Content is BreachContent)
        {
            return new NoticeOutcome.Invalid([FieldFault.Of(
                "Text", "is not accepted for a breach: change the fields of the breach", "kan niet bij een datalek: wijzig de gegevens van het datalek")]);
        }

        IReadOnlyList<IdempotencyMark> marks = await idempotency.OfAsync(
            reportedBy, $"notices/{first.Reference}/supplements", request, cancellationToken);
        for (int sequence = 1; ; sequence++)
        {
            NoticeReference reference = new(notice.Kind, notice.Number, $"aanvulling-{sequence}");
            // The supplement has the same recipients as the notice: a report that DOV made isn't mailed to DOV.
            if (await RegisterAsync(
                reference, content with { Sequence = sequence }, [.. first.SentAt.Keys], reportedBy, pupil: null, marks,
                cancellationToken))
            {
                return new NoticeOutcome.Registered(reference);
            }

            // Supplements are numbered without gaps, so the search for the first free number finds the one that this request stored before.
            if (await FindRepeatedAsync(reference, marks, cancellationToken) is { } earlier)
                return earlier;
        }
    }

    /// <summary>Finds a notice, supplement or reminder; null if there is none with that reference.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public Task<Notice?> FindAsync(NoticeReference reference, CancellationToken cancellationToken) => _rows.FindAsync(reference, cancellationToken);

    /// <summary>Lists everything of a kind, oldest notice first: each with its supplements and reminders.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public IAsyncEnumerable<Notice> ListAsync(NoticeKind kind, CancellationToken cancellationToken) => _rows.ListAsync(kind, cancellationToken)
        // The rows are sorted by number, and a number says nothing about age.
        .GroupBy(notice => notice.Reference.Number).OrderBy(parts => parts.Min(part => part.RegisteredAt)).SelectMany(parts => parts);

    /// <summary>Lists all notices: kind by kind, in the order of <see cref="ListAsync"/>.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public IAsyncEnumerable<Notice> ListAllAsync(CancellationToken cancellationToken) =>
        Enum.GetValues<NoticeKind>().ToAsyncEnumerable().SelectMany(kind => ListAsync(kind, cancellationToken));

    /// <summary>Lists, in no order, the notices that some recipient still lacks an hour after they were stored, or after the last retry.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public IAsyncEnumerable<Notice> ListUndeliveredAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset since = clock.GetUtcNow() - UsualTime;
        return _rows.ListUnsentAsync(cancellationToken).Where(notice => notice.State == NoticeState.Undelivered || notice.RegisteredAt <= since);
    }

    /// <summary>Finds a notice with its supplements and reminders, oldest first; empty if no notice has that number.</summary>
    /// <param name="notice">The notice; its part is ignored.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<IReadOnlyList<Notice>> FindWithPartsAsync(NoticeReference notice, CancellationToken cancellationToken)
    {
        Notice[] rows = await _rows.ListAsync(notice, cancellationToken)
            .OrderBy(row => row.Reference.Part.Length > 0).ThenBy(row => row.RegisteredAt).ToArrayAsync(cancellationToken);
        return rows is [{ Reference.Part: "" }, ..] ? rows : [];
    }

    /// <summary>Stores a notice made by the software and queues it; false if that reference exists already.</summary>
    internal Task<bool> RegisterAsync(
        NoticeReference reference, NoticeContent content, IReadOnlyList<NoticeRecipient> recipients, CancellationToken cancellationToken) =>
        RegisterAsync(reference, content, recipients, reportedBy: null, pupil: null, marks: [], cancellationToken);

    /// <summary>Stores a notice and queues it; false if that reference exists already.</summary>
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

    /// <summary>Logs that a notice is stored, and queues it. If queueing fails, the hourly requeue does it.</summary>
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
            // The notice is stored, so the hourly requeue will queue it.
            string fault = exception.GetType().Name;
            LogNotQueued(reference, fault);
        }
    }

    // Returns the response to an earlier request that stored this row; null if another request stored it, or none.
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
        // The first attempt stopped before the notice was queued. Without this, the requeue would queue it within the hour.
        if (await _rows.FindAsync(reference, cancellationToken) is { State: NoticeState.Registered } waiting)
            await TryEnqueueAsync(reference, waiting.ETag, cancellationToken);
        return new NoticeOutcome.Registered(reference);
    }

    /// <summary>Queues a stored notice.</summary>
    internal async Task EnqueueAsync(NoticeReference reference, ETag eTag, CancellationToken cancellationToken)
    {
        await queue.SendAsync(reference, cancellationToken);
        // If the row has changed meanwhile, the relay has already handled the message, and its state is newer.
        await _rows.TryMergeAsync(
            reference,
            eTag,
            new() { [nameof(Notice.State)] = nameof(NoticeState.Queued), [nameof(Notice.QueuedAt)] = clock.GetUtcNow() },
            cancellationToken);
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Notice {Reference} is registered")]
    private partial void LogRegistered(NoticeReference reference);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "Notice {Reference} could not be queued ({Fault}); the hourly requeue will do it")]
    private partial void LogNotQueued(NoticeReference reference, string fault);
}
