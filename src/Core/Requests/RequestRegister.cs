using LeerId.Calendar;
using LeerId.Notices;
using LeerId.PrivacyLog;
using LeerId.Staff;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.Requests;

/// <summary>
/// The register of requests of data subjects (GDPR, articles 12 to 22). A request is registered, optionally extended, decided on and answered, in that
/// order; the answer closes it. Each step is recorded with its author and moment.
/// </summary>
public sealed partial class RequestRegister(
    RequestRows rows, PrivacyLogStore log, IOptions<RequestMailOptions> mail, IdempotencyMarks idempotency, TimeProvider clock,
    ILogger<RequestRegister> logger)
{
    /// <summary>The action of the entry in the privacy log for reading a request.</summary>
    public const string ReadAction = "request-read";

    /// <summary>Stores a request.</summary>
    /// <param name="body">The request.</param>
    /// <param name="by">The object id of the member of staff who registers it.</param>
    /// <param name="repeatable">The submitted request, for idempotency: a repeated request stores no second one; null if it may.</param>
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

        // The same request arrived twice at the same time.
        return own is not null && await rows.FindAsync(request.Number, cancellationToken) is { } other ? Repeated(other, own) : new RequestOutcome.Unknown();
    }

    /// <summary>Lists the requests, sorted by due day.</summary>
    /// <param name="isOpen">True for requests without an answer, false for requests with one, null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<IReadOnlyList<RequestSummary>> ListAsync(bool? isOpen, CancellationToken cancellationToken)
    {
        DateOnly today = BrusselsTime.Today(clock);
        return await rows.ListAsync(isOpen, cancellationToken).OrderBy(request => request.DueOn).ThenBy(request => request.Steps[0].At)
            .Select(request => RequestSummary.Of(request, today)).ToListAsync(cancellationToken);
    }

    /// <summary>Finds a request without its requester and its texts; null if no request has that number. The privacy log gets no entry.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<RegisteredRequest?> FindAsync(string number, CancellationToken cancellationToken) =>
        await rows.FindAsync(number, cancellationToken) is { } request
            ? new RegisteredRequest(RequestSummary.Of(request, BrusselsTime.Today(clock)), request.Version) : null;

    /// <summary>Records the lookup in the privacy log, and then returns the request with its requester.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="caller">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused the request or the log entry. Nothing is returned.</exception>
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
    /// <param name="editor">The author, and the version that the author read.</param>
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

    /// <summary>Records the decision. Until the answer, an editor who names the version can replace it.</summary>
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

    /// <summary>Records the answer, after the decision. The answer closes the request.</summary>
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
            // The change is already stored by this attempt, and the response to an earlier try was lost.
            if (request.Attempt == attempt)
            {
                LogChanged(request.Number, step);
                return Done(request);
            }

            DateTimeOffset now = clock.GetUtcNow();
            RequestChange change = decide(request, now);
            // A repeated step is not a conflict, whichever version it names (RFC 9110, section 13.1.1): the form was sent twice.
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

    [LoggerMessage(EventId = 9501, Level = LogLevel.Information, Message = "Request {Number} ({Kind}) of a data subject was registered")]
    private partial void LogRegistered(string number, RequestKind kind);

    [LoggerMessage(EventId = 9502, Level = LogLevel.Information, Message = "A step of request {Number} was recorded: {Step}")]
    private partial void LogChanged(string number, RequestStepKind step);
}

/// <summary>The author of a change of a request.</summary>
/// <param name="ObjectId">The object id of a member of staff.</param>
/// <param name="Version">The version that the author read; null if the author named none.</param>
public sealed record RequestEditor(string ObjectId, int? Version);
