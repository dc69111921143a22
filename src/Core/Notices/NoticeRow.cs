using Azure.Data.Tables;
using LeerId.Storage;
using LeerId.Students;

namespace LeerId.Notices;

/// <summary>Converts between rows of the table of notices and notices.</summary>
internal static class NoticeRow
{
    /// <summary>The separator between number and part in a row's key; no number or part contains it.</summary>
    public const char PartMark = '~';

    public const string EndingAt = nameof(EndingAt);
    public const string EndingText = nameof(EndingText);

    /// <summary>
    /// Whether a breach is closed. A merge can't remove a value, so after a reopening the column still has the moment of the former closing.
    /// </summary>
    public const string IsClosed = "IsClosed";

    /// <summary>The column with the encrypted identifier of a pupil, until DOV's officer has it.</summary>
    public const string Encrypted = "EncryptedIdentity";

    private const string PupilKey = "PupilKey";

    public static string SentProperty(NoticeRecipient recipient) => $"SentTo{recipient}";

    /// <summary>Reads the notice of a row.</summary>
    /// <exception cref="InvalidDataException">This software can't have written the row.</exception>
    public static Notice Read(TableEntity row)
    {
        Notice notice = ReadColumns(row);
        return IsWhole(notice) ? notice : throw new InvalidDataException("The row lacks a value that the letters or the deadlines need.");
    }

    private static Notice ReadColumns(TableEntity row)
    {
        string[] key = row.RowKey.Split(PartMark, 2);
        if (!NoticeReference.TryParseKind(row.PartitionKey, out NoticeKind kind))
            throw new InvalidDataException("A row of the table Notices has an unknown kind.");
        return new Notice
        {
            Reference = new NoticeReference(kind, key[0], key.Length == 2 ? key[1] : ""),
            Content = NoticeJson.Read(EntityContent.Read(row)),
            State = Enum.Parse<NoticeState>(row.Text(nameof(Notice.State))),
            RegisteredAt = row.Moment(nameof(Notice.RegisteredAt)),
            QueuedAt = row.GetDateTimeOffset(nameof(Notice.QueuedAt)),
            SentAt = row.Text("Recipients").Split(' ').Select(Enum.Parse<NoticeRecipient>)
                .ToDictionary(recipient => recipient, recipient => row.GetDateTimeOffset(SentProperty(recipient))),
            ReportedBy = row.GetString(nameof(Notice.ReportedBy)),
            Version = row.GetInt32(nameof(Notice.Version)) ?? 0,
            ClosedAt = row.GetBoolean(IsClosed) == true ? row.GetDateTimeOffset(nameof(Notice.ClosedAt)) : null,
            ClosedBy = row.GetBoolean(IsClosed) == true ? row.GetString(nameof(Notice.ClosedBy)) : null,
            Ending = row.GetDateTimeOffset(nameof(Notice.EndingRecordedAt)) is null ? null : new NoticeEnding
            {
                At = row.GetDateTimeOffset(EndingAt),
                Text = row.GetString(EndingText),
            },
            EndingRecordedBy = row.GetString(nameof(Notice.EndingRecordedBy)),
            EndingRecordedAt = row.GetDateTimeOffset(nameof(Notice.EndingRecordedAt)),
            Pupil = ReadPupil(row),
            PoisonMessage = row.GetString(nameof(Notice.PoisonMessage)),
            ClaimedBy = row.GetString(nameof(Notice.ClaimedBy)),
            ClaimedUntil = row.GetDateTimeOffset(nameof(Notice.ClaimedUntil)),
            ETag = row.ETag,
        };
    }

    public static void Write(TableEntity row, NoticePupil pupil)
    {
        row[PupilKey] = pupil.Key.ToString();
        row[nameof(Notice.PupilIdentity)] = pupil.Identity.ToString();
        row[Encrypted] = pupil.Encrypted;
    }

    private static NoticePupil? ReadPupil(TableEntity row)
    {
        if (row.GetString(PupilKey) is not { } text)
            return null;
        return StudentKey.TryParse(text, out StudentKey key)
            ? new NoticePupil(key, Enum.Parse<PupilIdentityRoute>(row.Text(nameof(Notice.PupilIdentity))), row.GetString(Encrypted) ?? "")
            : throw new InvalidDataException("The row has no valid pseudonym.");
    }

    // Checks the values that the letters and the deadlines rely on.
    private static bool IsWhole(Notice notice) => (notice.Reference.Kind, notice.Content) switch
    {
        (_, SupplementContent) => notice.Reference.Part.Length > 0,
        (NoticeKind.Breach, BreachChangeContent or BreachClosingContent or ReminderContent) => notice.Reference.Part.Length > 0,
        (NoticeKind.Breach, BreachContent breach) => breach.KnownAt is not null,
        (NoticeKind.Quality, QualityContent quality) => quality.FoundAt is not null,
        (NoticeKind.Change, ChangeContent) => true,
        (NoticeKind.Disclosure, DisclosureContent) => true,
        (NoticeKind.Sharing, SharingContent sharing) => sharing is { PlannedAt: not null, PupilCount: not null },
        (NoticeKind.Request, RequestReminderContent) => true,
        (NoticeKind.Agreement, AgreementContent) => true,
        _ => false,
    };
}
