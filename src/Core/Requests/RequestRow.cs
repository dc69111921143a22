using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Requests;

/// <summary>A request as a row. All rows have one partition, and the RowKey is the number.</summary>
internal static class RequestRow
{
    public const string Partition = "request";
    public const string ClosedAt = "ClosedAt";

    private const string Kind = nameof(DataSubjectRequest.Kind);
    private const string ReceivedOn = nameof(DataSubjectRequest.ReceivedOn);
    private const string RequesterName = "RequesterName";
    private const string RequesterContact = "RequesterContact";
    private const string IdentityCheckColumn = "IdentityCheck";
    private const string IdentityNote = "IdentityNote";
    private const string Description = nameof(DataSubjectRequest.Description);
    private const string ExtendedAt = "ExtendedAt";
    private const string ExtensionReason = "ExtensionReason";
    private const string DecidedAt = "DecidedAt";
    private const string Decision = nameof(DataSubjectRequest.Decision);
    private const string DecisionReason = "DecisionReason";
    private const string AnswerSentAt = "AnswerSentAt";
    private const string AnswerText = "AnswerText";
    private const string Proof = "Proof";
    private const string Steps = nameof(DataSubjectRequest.Steps);
    private const string Version = nameof(DataSubjectRequest.Version);
    private const string Attempt = nameof(DataSubjectRequest.Attempt);
    private const string RequestHash = nameof(DataSubjectRequest.RequestHash);
    private const string Day = "yyyy-MM-dd";

    /// <summary>
    /// The columns that identify the requester, or contain free text. A copy of rows of this table must leave them out.
    /// </summary>
    public static IReadOnlyList<string> PersonalColumns { get; } =
        [RequesterName, RequesterContact, IdentityNote, Description, ExtensionReason, DecisionReason, AnswerText];

    public static TableEntity KeysOf(string number) => new(Partition, number);

    public static TableEntity ToEntity(DataSubjectRequest request)
    {
        TableEntity entity = KeysOf(request.Number);
        entity[Kind] = request.Kind.ToString();
        entity[ReceivedOn] = request.ReceivedOn.ToString(Day, CultureInfo.InvariantCulture);
        entity[RequesterName] = request.Requester.Name;
        entity[RequesterContact] = request.Requester.Contact;
        entity[Description] = request.Description;
        entity[RequestHash] = request.RequestHash;
        foreach ((string name, object? value) in Identity(request.Identity))
            entity[name] = value;
        foreach ((string name, object? value) in Mark(request.Version, request.Attempt, request.Steps))
            entity[name] = value;
        return entity;
    }

    public static Dictionary<string, object?> Extended(DateTimeOffset at, string reason) => new() { [ExtendedAt] = at, [ExtensionReason] = reason };

    public static Dictionary<string, object?> Decided(DateTimeOffset at, DecisionOutcome outcome, string reason, IdentityEvidence? identity)
    {
        Dictionary<string, object?> changes = identity is null ? [] : Identity(identity);
        changes[DecidedAt] = at;
        changes[Decision] = outcome.ToString();
        changes[DecisionReason] = reason;
        return changes;
    }

    public static Dictionary<string, object?> Answered(DateTimeOffset at, DateTimeOffset sentAt, string text, string? proof) => new()
    {
        [ClosedAt] = at,
        [AnswerSentAt] = sentAt,
        [AnswerText] = text,
        [Proof] = proof,
    };

    /// <summary>Returns the columns that every change stores.</summary>
    public static Dictionary<string, object?> Mark(int version, string attempt, IReadOnlyList<RequestStep> steps) => new()
    {
        [Version] = version,
        [Attempt] = attempt,
        [Steps] = JsonSerializer.Serialize(steps, RequestJson.Default.IReadOnlyListRequestStep),
    };

    /// <summary>Reads the request of a row.</summary>
    /// <exception cref="InvalidDataException">This software can't have written the row.</exception>
    public static DataSubjectRequest Read(TableEntity row) => new()
    {
        Number = row.RowKey,
        Kind = Enum.Parse<RequestKind>(row.Text(Kind)),
        ReceivedOn = DateOnly.ParseExact(row.Text(ReceivedOn), Day, CultureInfo.InvariantCulture),
        Requester = new Requester { Name = row.Text(RequesterName), Contact = row.Text(RequesterContact) },
        Identity = new IdentityEvidence { Check = Enum.Parse<IdentityCheck>(row.Text(IdentityCheckColumn)), Note = NullIfEmpty(row, IdentityNote) },
        Description = row.GetString(Description),
        Extension = row.GetDateTimeOffset(ExtendedAt) is { } extendedAt
            ? new RequestExtension { At = extendedAt, Reason = row.Text(ExtensionReason) } : null,
        Decision = row.GetDateTimeOffset(DecidedAt) is { } decidedAt
            ? new RequestDecision { At = decidedAt, Outcome = Enum.Parse<DecisionOutcome>(row.Text(Decision)), Reason = row.Text(DecisionReason) } : null,
        Answer = row.GetDateTimeOffset(ClosedAt) is { } closedAt
            ? new RequestAnswer { At = closedAt, SentAt = row.Moment(AnswerSentAt), Text = row.Text(AnswerText), Proof = row.GetString(Proof) } : null,
        Steps = JsonSerializer.Deserialize(row.Text(Steps), RequestJson.Default.IReadOnlyListRequestStep) is { Count: > 0 } steps
            ? steps : throw new InvalidDataException("There are no steps."),
        Version = row.GetInt32(Version) ?? throw new InvalidDataException("The row has no version."),
        Attempt = row.Text(Attempt),
        RequestHash = row.GetString(RequestHash),
        ETag = row.ETag,
    };

    // A merge doesn't change a column whose value is null, so a removed note is stored as an empty text.
    private static Dictionary<string, object?> Identity(IdentityEvidence identity) =>
        new() { [IdentityCheckColumn] = identity.Check!.Value.ToString(), [IdentityNote] = identity.Note ?? "" };

    private static string? NullIfEmpty(TableEntity row, string column) => row.GetString(column) is { Length: > 0 } text ? text : null;
}
