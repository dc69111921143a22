using System.Globalization;
using System.Text;
using LeerId.Schools;
using LeerId.Text;

namespace LeerId.Disclosures;

/// <summary>What a request must say by itself (protocol, article 4); names everything that is missing at once.</summary>
internal static class DisclosureRequestRules
{
    public const int MostSchools = 1000;

    private const int LongestName = 200;
    private const int LongestText = 4000;
    private const int LongestKey = 60;

    public static IReadOnlyList<UnmetCondition> Check(DisclosureRequest request, DateOnly today)
    {
        List<UnmetCondition> unmet = [];
        CheckReceiver(request.Receiver, today, unmet);
        CheckText(unmet, DisclosureCondition.PurposeMissing, "purpose", request.Purpose, LongestText);
        CheckText(unmet, DisclosureCondition.CompatibilityMissing, "compatibility", request.Compatibility, LongestText);
        CheckBoard(request.Board, today, unmet);
        CheckSchools(request.Schools, unmet);
        return unmet;
    }

    /// <summary>The faults of the values that are filled in. A value that is missing can still be filled in.</summary>
    public static IReadOnlyList<UnmetCondition> Wrong(DisclosureRequest request, DateOnly today) =>
    [
        .. Check(request, today).Where(unmet => unmet.Condition switch
        {
            DisclosureCondition.ReceiverKeyInvalid => request.Receiver?.Key is not null,
            DisclosureCondition.TextTooLong or DisclosureCondition.ReceiverProtocolInFuture or DisclosureCondition.SchoolBoardRequestInFuture
                or DisclosureCondition.SchoolNumberInvalid or DisclosureCondition.TooManySchools => true,
            _ => false,
        }),
    ];

    /// <summary>The request. If the receiver has a name and no key, it gets a key that is made of its name.</summary>
    public static DisclosureRequest Completed(DisclosureRequest request) =>
        request.Receiver is { Name: { } name } receiver && string.IsNullOrWhiteSpace(receiver.Key)
            ? request with { Receiver = receiver with { Key = KeyOf(name) } }
            : request;

    // The key is null when no character of the name can be part of it.
    private static string? KeyOf(string name)
    {
        IEnumerable<char> letters = name.Normalize(NormalizationForm.FormD).ToLowerInvariant()
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        string[] words = string.Concat(letters.Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string key = string.Join('-', words);
        return key.Length == 0 ? null : key[..Math.Min(key.Length, LongestKey)].TrimEnd('-');
    }

    /// <summary>The maximum length of a field, in characters.</summary>
    public static int LongestOf(string field) => field is "purpose" or "compatibility" or "reason" ? LongestText : LongestName;

    public static IReadOnlyList<UnmetCondition> CheckReason(string? reason)
    {
        List<UnmetCondition> unmet = [];
        CheckText(unmet, DisclosureCondition.ReasonMissing, "reason", reason, LongestText);
        return unmet;
    }

    /// <summary>The numbers that are six digits, each once.</summary>
    public static IReadOnlyList<SchoolNumber> Numbers(DisclosureRequest request) => [.. (request.Schools ?? [])
        .Select(text => SchoolNumber.TryParse(text, out SchoolNumber number) ? number : (SchoolNumber?)null).OfType<SchoolNumber>().Distinct().Order()];

    private static void CheckReceiver(DisclosureReceiver? receiver, DateOnly today, List<UnmetCondition> unmet)
    {
        if (receiver?.Key is not { Length: > 0 and <= LongestKey } key || !key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            unmet.Add(new(DisclosureCondition.ReceiverKeyInvalid) { Field = "receiver.key" });
        CheckText(unmet, DisclosureCondition.ReceiverMissing, "receiver.name", receiver?.Name, LongestName);
        if (receiver?.ConnectedToLeerId is not true)
            unmet.Add(new(DisclosureCondition.ReceiverNotConnected) { Field = "receiver.connectedToLeerId" });
        CheckText(unmet, DisclosureCondition.ReceiverProtocolMissing, "receiver.protocolReference", receiver?.ProtocolReference, LongestName);
        CheckDate(
            unmet, DisclosureCondition.ReceiverProtocolMissing, DisclosureCondition.ReceiverProtocolInFuture, "receiver.protocolDate",
            receiver?.ProtocolDate, today);
    }

    private static void CheckBoard(DisclosureBoard? board, DateOnly today, List<UnmetCondition> unmet)
    {
        CheckText(unmet, DisclosureCondition.SchoolBoardRequestMissing, "board.name", board?.Name, LongestName);
        CheckText(unmet, DisclosureCondition.SchoolBoardRequestMissing, "board.requestReference", board?.RequestReference, LongestName);
        CheckDate(
            unmet, DisclosureCondition.SchoolBoardRequestMissing, DisclosureCondition.SchoolBoardRequestInFuture, "board.requestDate",
            board?.RequestDate, today);
    }

    private static void CheckSchools(IReadOnlyList<string?>? schools, List<UnmetCondition> unmet)
    {
        if (schools is not { Count: > 0 })
            unmet.Add(new(DisclosureCondition.SchoolsMissing) { Field = "schools" });
        else if (schools.Count > MostSchools)
            unmet.Add(new(DisclosureCondition.TooManySchools) { Field = "schools" });
        else
            unmet.AddRange(schools.Index().Where(school => !SchoolNumber.TryParse(school.Item, out _))
                .Select(school => new UnmetCondition(DisclosureCondition.SchoolNumberInvalid) { Field = $"schools[{school.Index}]" }));
    }

    private static void CheckText(List<UnmetCondition> unmet, DisclosureCondition missing, string field, string? text, int longest)
    {
        if (PlainText.IsBlank(text))
            unmet.Add(new(missing) { Field = field });
        else if (PlainText.Clean(text).Length > longest)
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
