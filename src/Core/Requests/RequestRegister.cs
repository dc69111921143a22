using LeerId.Calendar;
using LeerId.Notices;
using LeerId.PrivacyLog;
using LeerId.Staff;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.Requests;

/// <summary>
/// The register of requests of data subjects (GDPR, articles 12 to 22). A request is registered, perhaps extended, decided on and answered, in that order;
/// the answer closes it. Each step is recorded with who took it and when.
/// </summary>
public sealed partial class RequestRegister(
    RequestRows rows, PrivacyLogStore log, IOptions<RequestMailOptions> mail, IdempotencyMarks idempotency, TimeProvider clock,
    ILogger<RequestRegister> logger)
{
    /// <summary>The action of the entry that a look at a request leaves in the privacy log.</summary>
    public const string ReadAction = "request-read";

    /// <summary>Stores a request.</summary>
    /// <param name="body">The request.</param>
    /// <param name="by">Who registers it: the object id of a member of staff.</param>
    /// <param name="repeatable">The request as it was sent, if the same one again must not store another; null when it may.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; nothing is stored.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<RequestOutcome> RegisterAsync(NewRequest body, string by, IdempotentRequest? repeatable, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        IReadOnlyList<IdempotencyMark> marks = await idempotency.OfAsync(by, "requests", repeatable, cancellationToken);
        foreach (IdempotencyMark mark in marks)
        {
            if (await rows.FindAsync(mark.Id, cancellationToken) is { } earlier)
                return Repeated(earlier, mark);
        }

        if (mail.Value.Mail.Length == 0)
            return new RequestOutcome.MailMissing();
        if (RequestRules.Check(body, BrusselsTime.Today(clock)) is { Count: > 0 } faults)
            return new RequestOutcome.Invalid(faults);

        DateTimeOffset now = clock.GetUtcNow();
        IdempotencyMark? own = marks is [var current, ..] ? current : null;
        DataSubjectRequest request = new()
        {
            Number = own?.Id ?? Ulid.NewUlid(now).ToString(),
            Kind = body.Kind!.Value,
            ReceivedOn = body.ReceivedOn!.Value,
            Requester = new Requester { Name = RequestRules.Clean(body.Requester!.Name), Contact = RequestRules.Clean(body.Requester.Contact) },
            Identity = Clean(body.Identity!),
            Description = RequestRules.Clean(body.Description),
            Steps = [new RequestStep(RequestStepKind.Registered, now, by)],
            Version = 1,
            Attempt = NewAttempt(),
            RequestHash = own?.BodyHash,
        };
        if (await rows.TryAddAsync(request, cancellationToken))
        {
            LogRegistered(request.Number, request.Kind);
            return Done(request);
        }

        // The same request came twice at the same time.
        return own is not null && await rows.FindAsync(request.Number, cancellationToken) is { } other ? Repeated(other, own) : new RequestOutcome.Unknown();
    }

    /// <summary>The requests, the one that is due first coming first.</summary>
    /// <param name="isOpen">True for those without an answer, false for those with one, null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<IReadOnlyList<RequestSummary>> ListAsync(bool? isOpen, CancellationToken cancellationToken)
    {
        DateOnly today = BrusselsTime.Today(clock);
        return await rows.ListAsync(isOpen, cancellationToken).OrderBy(request => request.DueOn).ThenBy(request => request.Steps[0].At)
            .Select(request => RequestSummary.Of(request, today)).ToListAsync(cancellationToken);
    }

    /// <summary>A request without its requester and its texts; null when there is none of that number. The privacy log gets no entry.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<RegisteredRequest?> FindAsync(string number, CancellationToken cancellationToken) =>
        await rows.FindAsync(number, cancellationToken) is { } request
            ? new RegisteredRequest(RequestSummary.Of(request, BrusselsTime.Today(clock)), request.Version) : null;

    /// <summary>Records the lookup in the privacy log, and then gives the request with its requester.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused, also for the log entry: then nothing is given.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<RequestOutcome> ReadAsync(string number, StaffCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (await rows.FindAsync(number, cancellationToken) is not { } request)
            return new RequestOutcome.Unknown();
        await log.AppendAsync(
            PrivacyLogEntry.Of(caller, ReadAction, clock.GetUtcNow(), student: null) with { Reason = request.Number }, cancellationToken);
        return Done(request);
    }

    /// <summary>Records the extension by two months, within the first month and before the decision.</summary>
    /// <param name="number">The number of the request.</param>
    /// <param name="body">The reason.</param>
    /// <param name="editor">Who records it, and of which version.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused; nothing is recorded.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public Task<RequestOutcome> ExtendAsync(string number, NewExtension body, RequestEditor editor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (RequestRules.Check(body) is { Count: > 0 } faults)
            return Task.FromResult<RequestOutcome>(new RequestOutcome.Invalid(faults));
        return ChangeAsync(
            number, editor, RequestStepKind.Extended,
            (request, now) => RequestChange.Extend(request, RequestRules.Clean(body.Reason)!, now), cancellationToken);
    }

    /// <summary>Records the decision. Until the answer it can be replaced, by an editor who names the version.</summary>
    /// <inheritdoc cref="ExtendAsync" path="/param" />
    /// <inheritdoc cref="ExtendAsync" path="/exception" />
    public Task<RequestOutcome> DecideAsync(string number, NewDecision body, RequestEditor editor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(editor);
        if (RequestRules.Check(body) is { Count: > 0 } faults)
            return Task.FromResult<RequestOutcome>(new RequestOutcome.Invalid(faults));
        NewDecision clean = new()
        {
            Outcome = body.Outcome,
            Reason = RequestRules.Clean(body.Reason),
            Identity = body.Identity is null ? null : Clean(body.Identity),
        };
        return ChangeAsync(
            number, editor, RequestStepKind.Decided,
            (request, now) => RequestChange.Decide(request, clean, now, mayReplace: editor.Version is not null), cancellationToken);
    }

    /// <summary>Records the answer, after the decision. It closes the request.</summary>
    /// <inheritdoc cref="ExtendAsync" path="/param" />
    /// <inheritdoc cref="ExtendAsync" path="/exception" />
    public Task<RequestOutcome> AnswerAsync(string number, NewAnswer body, RequestEditor editor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (RequestRules.Check(body, clock.GetUtcNow()) is { Count: > 0 } faults)
            return Task.FromResult<RequestOutcome>(new RequestOutcome.Invalid(faults));
        NewAnswer clean = new() { SentAt = body.SentAt, Text = RequestRules.Clean(body.Text), Proof = body.Proof };
        return ChangeAsync(number, editor, RequestStepKind.Answered, (request, now) => RequestChange.Answer(request, clean, now), cancellationToken);
    }

    private async Task<RequestOutcome> ChangeAsync(
        string number, RequestEditor editor, RequestStepKind step, Func<DataSubjectRequest, DateTimeOffset, RequestChange> decide,
        CancellationToken cancellationToken)
    {
        string attempt = NewAttempt();
        while (await rows.FindAsync(number, cancellationToken) is { } request)
        {
            // Done already: stored by this attempt, or by a try of it whose answer was lost.
            if (request.Attempt == attempt)
            {
                LogChanged(request.Number, step);
                return Done(request);
            }

            DateTimeOffset now = clock.GetUtcNow();
            RequestChange change = decide(request, now);
            // The same step again is no conflict, whichever version it names (RFC 9110, section 13.1.1): a form was sent twice.
            if (change is { Refusal: null, Columns: null })
                return Done(request);
            if (editor.Version is { } version && version != request.Version)
                return new RequestOutcome.Changed();
            if (change.Refusal is { } refusal)
                return refusal;
            Dictionary<string, object?> columns = change.Columns!;
            foreach ((string name, object? value) in RequestRow.Mark(
                request.Version + 1, attempt, [.. request.Steps, new RequestStep(step, now, editor.ObjectId)]))
            {
                columns[name] = value;
            }

            await rows.TryMergeAsync(request, columns, cancellationToken);
        }

        return new RequestOutcome.Unknown();
    }

    private RequestOutcome Repeated(DataSubjectRequest earlier, IdempotencyMark mark) =>
        earlier.RequestHash == mark.BodyHash ? Done(earlier) : new RequestOutcome.KeyReused();

    private RequestOutcome.Done Done(DataSubjectRequest request) => new(request, BrusselsTime.Today(clock));

    private static IdentityEvidence Clean(IdentityEvidence identity) => new() { Check = identity.Check, Note = RequestRules.Clean(identity.Note) };

    private static string NewAttempt() => Guid.NewGuid().ToString("N");

    [LoggerMessage(EventId = 9501, Level = LogLevel.Information, Message = "Request {Number} ({Kind}) of a data subject is registered")]
    private partial void LogRegistered(string number, RequestKind kind);

    [LoggerMessage(EventId = 9502, Level = LogLevel.Information, Message = "A step of request {Number} is recorded: {Step}")]
    private partial void LogChanged(string number, RequestStepKind step);
}

/// <summary>Who changes a request.</summary>
/// <param name="ObjectId">The object id of a member of staff.</param>
/// <param name="Version">The version that the person read; null when the person named none.</param>
public sealed record RequestEditor(string ObjectId, int? Version);
