using System.Globalization;
using System.Text;
using LeerId.Schools;
using LeerId.Text;

namespace LeerId.Disclosures;

/// <summary>Checks a request by itself (protocol, article 4), and returns all faults at once.</summary>
internal static class DisclosureRequestRules
{
    public const int MaxSchools = 1000;

    private const int MaxNameLength = 200;
    private const int MaxTextLength = 4000;
    private const int MaxKeyLength = 60;

    public static IReadOnlyList<UnmetCondition> Check(DisclosureRequest request, DateOnly today)
    {
        List<UnmetCondition> unmet = [];
        CheckReceiver(request.Receiver, today, unmet);
        CheckText(unmet, DisclosureCondition.PurposeMissing, "purpose", request.Purpose, MaxTextLength);
        CheckText(unmet, DisclosureCondition.CompatibilityMissing, "compatibility", request.Compatibility, MaxTextLength);
        CheckBoard(request.Board, today, unmet);
        CheckSchools(request.Schools, unmet);
        return unmet;
    }

    /// <summary>Returns the faults of the values that are filled in. Missing values are no faults here, because they can still be filled in.</summary>
    public static IReadOnlyList<UnmetCondition> CheckValues(DisclosureRequest request, DateOnly today) =>
    [
        .. Check(request, today).Where(unmet => unmet.Condition switch
        {
            DisclosureCondition.ReceiverKeyInvalid => request.Receiver?.Key is not null,
            DisclosureCondition.TextTooLong or DisclosureCondition.ReceiverProtocolInFuture or DisclosureCondition.SchoolBoardRequestInFuture
                or DisclosureCondition.SchoolNumberInvalid or DisclosureCondition.TooManySchools => true,
            _ => false,
        }),
    ];

    /// <summary>Completes the request: if the receiver has a name but no key, it gets a key made from its name.</summary>
    public static DisclosureRequest Completed(DisclosureRequest request) =>
        request.Receiver is { Name: { } name } receiver && string.IsNullOrWhiteSpace(receiver.Key)
            ? request with { Receiver = receiver with { Key = KeyOf(name) } }
            : request;

    // The key is null if no character of the name is allowed in it.
    private static string? KeyOf(string name)
    {
        IEnumerable<char> letters = name.Normalize(NormalizationForm.FormD).ToLowerInvariant()
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        string[] words = string.Concat(letters.Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string key = string.Join('-', words);
        return key.Length == 0 ? null : key[..Math.Min(key.Length, MaxKeyLength)].TrimEnd('-');
    }

    /// <summary>The maximum length of a field, in characters.</summary>
    public static int MaxLengthOf(string field) => field is "purpose" or "compatibility" or "reason" ? MaxTextLength : MaxNameLength;

    public static IReadOnlyList<UnmetCondition> CheckReason(string? reason)
    {
        List<UnmetCondition> unmet = [];
        CheckText(unmet, DisclosureCondition.ReasonMissing, "reason", reason, MaxTextLength);
        return unmet;
    }

    /// <summary>Returns the numbers that have six digits, each once.</summary>
    public static IReadOnlyList<SchoolNumber> Numbers(DisclosureRequest request) => [.. (request.Schools ?? [])
        .Select(text => SchoolNumber.TryParse(text, out SchoolNumber number) ? number : (SchoolNumber?)null).OfType<SchoolNumber>().Distinct().Order()];

    private static void CheckReceiver(DisclosureReceiver? receiver, DateOnly today, List<UnmetCondition> unmet)
    {
        if (receiver?.Key is not { Length: > 0 and <= MaxKeyLength } key || !key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            unmet.Add(new(DisclosureCondition.ReceiverKeyInvalid) { Field = "receiver.key" });
        CheckText(unmet, DisclosureCondition.ReceiverMissing, "receiver.name", receiver?.Name, MaxNameLength);
        if (receiver?.ConnectedToLeerId is not true)
            unmet.Add(new(DisclosureCondition.ReceiverNotConnected) { Field = "receiver.connectedToLeerId" });
        CheckText(unmet, DisclosureCondition.ReceiverProtocolMissing, "receiver.protocolReference", receiver?.ProtocolReference, MaxNameLength);
        CheckDate(
            unmet, DisclosureCondition.ReceiverProtocolMissing, DisclosureCondition.ReceiverProtocolInFuture, "receiver.protocolDate",
            receiver?.ProtocolDate, today);
    }

    private static void CheckBoard(DisclosureBoard? board, DateOnly today, List<UnmetCondition> unmet)
    {
        CheckText(unmet, DisclosureCondition.SchoolBoardRequestMissing, "board.name", board?.Name, MaxNameLength);
        CheckText(unmet, DisclosureCondition.SchoolBoardRequestMissing, "board.requestReference", board?.RequestReference, MaxNameLength);
        CheckDate(
            unmet, DisclosureCondition.SchoolBoardRequestMissing, DisclosureCondition.SchoolBoardRequestInFuture, "board.requestDate",
            board?.RequestDate, today);
    }

    private static void CheckSchools(IReadOnlyList<string?>? schools, List<UnmetCondition> unmet)
    {
        if (schools is not { Count: > 0 })
            unmet.Add(new(DisclosureCondition.SchoolsMissing) { Field = "schools" });
        else if (schools.Count > MaxSchools)
            unmet.Add(new(DisclosureCondition.TooManySchools) { Field = "schools" });
        else
            unmet.AddRange(schools.Index().Where(school => !SchoolNumber.TryParse(school.Item, out _))
                .Select(school => new UnmetCondition(DisclosureCondition.SchoolNumberInvalid) { Field = $"schools[{school.Index}]" }));
    }

    private static void CheckText(List<UnmetCondition> unmet, DisclosureCondition missing, string field, string? text, int maximum)
    {
        if (PlainText.IsBlank(text))
            unmet.Add(new(missing) { Field = field });
        else if (PlainText.Clean(text).Length > maximum)
            unmet.Add(new(DisclosureCondition.TextTooLong) { Field = field });
    }

    private static void CheckDate(
        List<UnmetCondition> unmet, DisclosureCondition missing, DisclosureCondition inFuture, string field, DateOnly? date, DateOnly today)
    {
        if (date is null)
            unmet.Add(new(missing) { Field = field });
        else if (date > today)
            unmet.Add(new(inFuture) { Field = field });
    }
}
