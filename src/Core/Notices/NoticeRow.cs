using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Notices;

/// <summary>A row of the table of notices as a notice.</summary>
internal static class NoticeRow
{
    /// <summary>Stands between number and part in a row's key; no number or part holds it.</summary>
    public const char PartMark = '~';

    public static string SentProperty(NoticeRecipient recipient) => $"SentTo{recipient}";

    /// <summary>The notice of a row.</summary>
    /// <exception cref="InvalidDataException">The row is none that this software could have stored.</exception>
    public static Notice Read(TableEntity row)
    {
        Notice notice = ReadColumns(row);
        return IsWhole(notice) ? notice : throw new InvalidDataException("The row lacks what the letters and the deadlines need.");
    }

    private static Notice ReadColumns(TableEntity row)
    {
        string[] key = row.RowKey.Split(PartMark, 2);
        if (!NoticeReference.TryParseKind(row.PartitionKey, out NoticeKind kind))
            throw new InvalidDataException("A row of the table Notices is of no known kind.");
        return new Notice
        {
            Reference = new NoticeReference(kind, key[0], key.Length == 2 ? key[1] : ""),
            Content = NoticeJson.Read(EntityContent.Read(row)),
            State = Enum.Parse<NoticeState>(row.Text(nameof(Notice.State))),
            RegisteredAt = row.Moment(nameof(Notice.RegisteredAt)),
            QueuedAt = row.GetDateTimeOffset(nameof(Notice.QueuedAt)),
            SentAt = row.Text("Recipients").Split(' ').Select(Enum.Parse<NoticeRecipient>)
                .ToDictionary(recipient => recipient, recipient => row.GetDateTimeOffset(SentProperty(recipient))),
            AuthorityNotifiedAt = row.GetDateTimeOffset(nameof(Notice.AuthorityNotifiedAt)),
            DelayReason = row.GetString(nameof(Notice.DelayReason)),
            AuthorityNotRequiredAt = row.GetDateTimeOffset(nameof(Notice.AuthorityNotRequiredAt)),
            AuthorityNotRequiredReason = row.GetString(nameof(Notice.AuthorityNotRequiredReason)),
            ReportedBy = row.GetString(nameof(Notice.ReportedBy)),
            AuthorityRisk = row.GetString(nameof(Notice.AuthorityRisk)) is { } risk ? Enum.Parse<RiskJudgement>(risk) : null,
            AuthorityRecordedBy = row.GetString(nameof(Notice.AuthorityRecordedBy)),
            PoisonMessage = row.GetString(nameof(Notice.PoisonMessage)),
            ClaimedBy = row.GetString(nameof(Notice.ClaimedBy)),
            ClaimedUntil = row.GetDateTimeOffset(nameof(Notice.ClaimedUntil)),
            ETag = row.ETag,
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
        (NoticeKind.Agreement, AgreementContent) => true,
        _ => false,
    };
}
