using System.Globalization;
using System.Text.Json;
using CsvHelper;
using LeerId.Text;

namespace LeerId.Notices;

/// <summary>
/// The register of notices as a CSV file (GDPR, article 33(5)), one line per mailing. The separator is <c>;</c> and the encoding UTF-8 with a byte order
/// mark, as Excel expects in Belgium. A value that a spreadsheet would take for a formula gets an apostrophe before it.
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
        ("authorityNotifiedAt", notice => Text(Breach(notice)?.AuthorityNotifiedAt)),
        ("delayReason", notice => Breach(notice)?.DelayReason),
        ("authorityNotRequiredReason", notice => Breach(notice)?.AuthorityNotRequiredReason),
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
        ("pupilIdentity", notice => Name(notice.PupilIdentity)),
        ("sharedWith", notice => Sharing(notice)?.Receiver),
        ("sharedData", notice => ProtocolData.List(Sharing(notice)?.Data)),
        ("sharedPupilCount", notice => Text(Sharing(notice)?.PupilCount)),
        ("sharingLegalGround", notice => Sharing(notice)?.LegalGround),
        ("sharingPlannedAt", notice => Text(Sharing(notice)?.PlannedAt)),
        ("endingAt", notice => Text(notice.Ending?.At)),
        ("endingText", notice => notice.Ending?.Text),
        ("endingRecordedAt", notice => Text(notice.EndingRecordedAt)),
        ("endingRecordedBy", notice => notice.EndingRecordedBy),
        ("sentToRequestsAt", notice => Text(notice.SentAt.GetValueOrDefault(NoticeRecipient.Requests))),
        ("request", notice => (notice.Content as RequestReminderContent)?.Request),
        ("dueOn", notice => Text((notice.Content as RequestReminderContent)?.DueOn)),
        ("reportedBy", notice => notice.ReportedBy),
        ("source", notice => Name(Breach(notice)?.Source) ?? Name((notice.Content as QualityContent)?.Source)),
        ("processor", notice => Breach(notice)?.Processor),
        ("personsToldAt", notice => Text(Breach(notice)?.PersonsToldAt)),
        ("personsToldHow", notice => Breach(notice)?.PersonsToldHow),
        ("personsToldCount", notice => Text(Breach(notice)?.PersonsToldCount)),
        ("consultations", notice => Text(Breach(notice)?.Consultations)),
        ("changed", notice => Names((notice.Content as BreachChangeContent)?.Changed)),
        ("former", notice => notice.Content is BreachChangeContent change ? Former(change) : null),
        ("missing", notice => Names(Missing(notice.Content))),
        ("closedAt", notice => Text(notice.ClosedAt)),
        ("closedBy", notice => notice.ClosedBy),
        ("closingReasons", notice => Text((notice.Content as BreachClosingContent)?.Reasons)),
    ];

    /// <summary>Writes the file.</summary>
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

    // Of a change, the columns show the new values.
    private static BreachContent? Breach(Notice notice) => notice.Content switch
    {
        BreachContent breach => breach,
        BreachChangeContent change => change.Now,
        _ => null,
    };

    private static IReadOnlyList<string>? Missing(NoticeContent content) => content switch
    {
        BreachContent breach => BreachFields.Missing(breach),
        BreachChangeContent change => change.Missing,
        ReminderContent reminder => reminder.Missing,
        _ => null,
    };

    private static string Former(BreachChangeContent change) => string.Join(
        '\n', BreachFields.Named(change.Changed).Select(field => $"{field.Name}: {field.Show(change.Former)}"));

    private static string? Names(IReadOnlyList<string>? fields) => fields is null ? null : string.Join(", ", fields);

    private static string? Text(IReadOnlyDictionary<string, string>? reasons) =>
        reasons is null ? null : string.Join('\n', reasons.Select(reason => $"{reason.Key}: {reason.Value}"));

    private static string? Text(IReadOnlyList<Consultation>? consultations) => consultations is null ? null : string.Join(
        '\n', consultations.Select(consultation => $"{Text(consultation.At)}, {consultation.Participants}: {consultation.Decision}"));

    private static DisclosureContent? Disclosure(Notice notice) => notice.Content as DisclosureContent;

    private static SharingContent? Sharing(Notice notice) => notice.Content as SharingContent;

    private static string? Name(Enum? choice) => choice is null ? null : JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());

    private static string? Text(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
