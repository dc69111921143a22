using System.Globalization;
using System.Text.Json;
using CsvHelper;
using LeerId.Text;

namespace LeerId.Notices;

/// <summary>
/// The register of notices as a CSV file (GDPR, article 33(5)): a line for each mailing, <c>;</c> between the fields and UTF-8 with a byte order mark, as
/// Excel wants it in Belgium. What a spreadsheet would take for a formula has an apostrophe before it.
/// </summary>
public static class NoticeRegisterFile
{
    private const char Separator = ';';

    private static readonly (string Name, Func<Notice, string?> Value)[] Columns =
    [
        ("kind", notice => NoticeReference.KeyOf(notice.Reference.Kind)),
        ("number", notice => notice.Reference.Number),
        ("part", notice => notice.Reference.Part),
        ("state", notice => Name(notice.State)),
        ("registeredAt", notice => Text(notice.RegisteredAt)),
        ("sentToProviderAt", notice => Text(notice.SentAt.GetValueOrDefault(NoticeRecipient.Provider))),
        ("sentToDovAt", notice => Text(notice.SentAt.GetValueOrDefault(NoticeRecipient.Dov))),
        ("deadline", notice => Text(notice.Deadline)),
        ("authorityNotifiedAt", notice => Text(notice.AuthorityNotifiedAt)),
        ("delayReason", notice => notice.DelayReason ?? Breach(notice)?.DelayReason),
        ("authorityNotRequiredAt", notice => Text(notice.AuthorityNotRequiredAt)),
        ("authorityNotRequiredReason", notice => notice.AuthorityNotRequiredReason),
        ("happenedAt", notice => Text(Breach(notice)?.HappenedAt)),
        ("foundAt", notice => Text(Breach(notice)?.FoundAt ?? (notice.Content as QualityContent)?.FoundAt)),
        ("knownAt", notice => Text(Breach(notice)?.KnownAt)),
        ("nature", notice => Breach(notice)?.Nature),
        ("personCategories", notice => Breach(notice)?.PersonCategories),
        ("personCount", notice => Text(Breach(notice)?.PersonCount)),
        ("dataCategories", notice => Breach(notice)?.DataCategories),
        ("recordCount", notice => Text(Breach(notice)?.RecordCount)),
        ("contact", notice => Breach(notice)?.Contact),
        ("consequences", notice => Breach(notice)?.Consequences),
        ("measures", notice => Breach(notice)?.Measures),
        ("risk", notice => Name(Breach(notice)?.Risk)),
        ("persons", notice => Name(Breach(notice)?.Persons)),
        ("personsReason", notice => Breach(notice)?.PersonsReason),
        ("data", notice => (notice.Content as QualityContent)?.Data),
        ("problem", notice => (notice.Content as QualityContent)?.Problem),
        ("count", notice => Text((notice.Content as QualityContent)?.Count)),
        ("subject", notice => Name((notice.Content as ChangeContent)?.Subject)),
        ("description", notice => (notice.Content as ChangeContent)?.Description),
        ("impact", notice => (notice.Content as ChangeContent)?.Impact),
        ("from", notice => Text((notice.Content as ChangeContent)?.From)),
        ("receiver", notice => Disclosure(notice)?.Receiver),
        ("receiverProtocol", notice => Disclosure(notice)?.ReceiverProtocol),
        ("receiverProtocolDate", notice => Text(Disclosure(notice)?.ReceiverProtocolDate)),
        ("purpose", notice => Disclosure(notice)?.Purpose),
        ("compatibility", notice => Disclosure(notice)?.Compatibility),
        ("board", notice => Disclosure(notice)?.Board),
        ("boardRequest", notice => Disclosure(notice)?.BoardRequest),
        ("boardRequestDate", notice => Text(Disclosure(notice)?.BoardRequestDate)),
        ("schools", notice => Disclosure(notice) is { } disclosure ? string.Join('\n', disclosure.Schools) : null),
        ("notBefore", notice => Text(Disclosure(notice)?.NotBefore)),
        ("endDate", notice => Text((notice.Content as AgreementContent)?.EndDate)),
        ("startsOn", notice => Text((notice.Content as AgreementContent)?.StartsOn)),
        ("snapshots", notice => Text((notice.Content as AgreementContent)?.Snapshots)),
        ("text", notice => (notice.Content as SupplementContent)?.Text),
        ("reminderHours", notice => Text((notice.Content as ReminderContent)?.Hours)),
        ("reportedBy", notice => notice.ReportedBy),
        ("authorityRisk", notice => Name(notice.AuthorityRisk)),
        ("authorityRecordedBy", notice => notice.AuthorityRecordedBy),
    ];

    /// <summary>Writes it.</summary>
    public static async Task<ReadOnlyMemory<byte>> WriteAsync(IAsyncEnumerable<Notice> notices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notices);
        using MemoryStream file = new();
        await using (CsvWriter writer = CsvWriter.Create(file, new CsvWriterOptions { Separator = Separator, WriteByteOrderMark = true }, leaveOpen: true))
        {
            writer.WriteRecord([.. Columns.Select(column => column.Name)]);
            await foreach (Notice notice in notices.WithCancellation(cancellationToken))
                writer.WriteRecord([.. Columns.Select(column => SpreadsheetText.Protect(column.Value(notice) ?? ""))]);
        }

        return file.ToArray();
    }

    private static BreachContent? Breach(Notice notice) => notice.Content as BreachContent;

    private static DisclosureContent? Disclosure(Notice notice) => notice.Content as DisclosureContent;

    private static string? Name(Enum? choice) => choice is null ? null : JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());

    private static string? Text(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
