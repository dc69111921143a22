using System.Text.Json;
using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Notices;

/// <summary>A row of the table of notices as a notice.</summary>
internal static class NoticeRow
{
    /// <summary>Stands between number and part in a row's key; no number or part holds it.</summary>
    public const char PartMark = '~';

    public static string SentProperty(NoticeRecipient recipient) => $"SentTo{recipient}";

    /// <summary>The notice; null when the row is none that this software could have stored.</summary>
    public static Notice? TryRead(TableEntity entity)
    {
        try
        {
            Notice notice = Read(entity);
            return IsWhole(notice) ? notice : null;
        }
        catch (Exception exception) when (exception is
            InvalidDataException or InvalidOperationException or InvalidCastException or ArgumentException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static Notice Read(TableEntity entity)
    {
        string[] key = entity.RowKey.Split(PartMark, 2);
        if (!NoticeReference.TryParseKind(entity.PartitionKey, out NoticeKind kind))
            throw new InvalidDataException("A row of the table Notices is of no known kind.");
        return new Notice
        {
            Reference = new NoticeReference(kind, key[0], key.Length == 2 ? key[1] : ""),
            Content = NoticeJson.Read(EntityContent.Read(entity)),
            State = Enum.Parse<NoticeState>(Text(entity, nameof(Notice.State))),
            RegisteredAt = entity.GetDateTimeOffset(nameof(Notice.RegisteredAt)) ?? throw Missing(nameof(Notice.RegisteredAt)),
            QueuedAt = entity.GetDateTimeOffset(nameof(Notice.QueuedAt)),
            SentAt = Text(entity, "Recipients").Split(' ').Select(Enum.Parse<NoticeRecipient>)
                .ToDictionary(recipient => recipient, recipient => entity.GetDateTimeOffset(SentProperty(recipient))),
            AuthorityNotifiedAt = entity.GetDateTimeOffset(nameof(Notice.AuthorityNotifiedAt)),
            DelayReason = entity.GetString(nameof(Notice.DelayReason)),
            AuthorityNotRequiredAt = entity.GetDateTimeOffset(nameof(Notice.AuthorityNotRequiredAt)),
            AuthorityNotRequiredReason = entity.GetString(nameof(Notice.AuthorityNotRequiredReason)),
            ReportedBy = entity.GetString(nameof(Notice.ReportedBy)),
            AuthorityRisk = entity.GetString(nameof(Notice.AuthorityRisk)) is { } risk ? Enum.Parse<RiskJudgement>(risk) : null,
            AuthorityRecordedBy = entity.GetString(nameof(Notice.AuthorityRecordedBy)),
            PoisonMessage = entity.GetString(nameof(Notice.PoisonMessage)),
            ClaimedBy = entity.GetString(nameof(Notice.ClaimedBy)),
            ClaimedUntil = entity.GetDateTimeOffset(nameof(Notice.ClaimedUntil)),
            ETag = entity.ETag,
        };
    }

    // What the letters and the deadlines rely on.
    private static bool IsWhole(Notice notice) => (notice.Reference.Kind, notice.Content) switch
    {
        (_, SupplementContent or ReminderContent) => notice.Reference.Part.Length > 0,
        (NoticeKind.Breach, BreachContent breach) => breach is { FoundAt: not null, KnownAt: not null, PersonCount: not null, RecordCount: not null },
        (NoticeKind.Quality, QualityContent quality) => quality.FoundAt is not null,
        (NoticeKind.Change, ChangeContent) => true,
        (NoticeKind.Disclosure, DisclosureContent) => true,
        _ => false,
    };

    private static string Text(TableEntity entity, string property) => entity.GetString(property) ?? throw Missing(property);

    private static InvalidDataException Missing(string property) => new($"A row of the table Notices has no {property}.");
}
