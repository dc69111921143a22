using System.Diagnostics.CodeAnalysis;

namespace LeerId.Notices;

/// <summary>
/// The reference of one mailing: kind, number and, for a later entry under the same number, the part. The text form, which the queue messages contain, is
/// <c>breach/01K4E8J1YZ3N5B6C7D8E9F0G1H</c> or <c>breach/01K4E8J1YZ3N5B6C7D8E9F0G1H/aanvulling-1</c>.
/// </summary>
public readonly record struct NoticeReference
{
    private const int MaxPieceLength = 80;
    private const char Separator = '/';

    /// <summary>The names of the kinds in the text form, such as <c>breach</c>.</summary>
    public static IReadOnlyList<string> KindNames { get; } = [.. Enum.GetValues<NoticeKind>().Select(KeyOf)];

    private readonly string? _number;
    private readonly string? _part;

    internal NoticeReference(NoticeKind kind, string number, string part = "")
    {
        if (!IsPiece(number) || (part.Length > 0 && !IsPiece(part)))
            throw new ArgumentException("A number or part may contain only letters, digits and hyphens.");
        (Kind, _number, _part) = (kind, number, part);
    }

    /// <summary>The subject of the notice.</summary>
    public NoticeKind Kind { get; }

    /// <summary>The notice's number, unique within its kind.</summary>
    public string Number => _number ?? "";

    /// <summary>The part: the name of a later entry under the number; empty for the notice itself.</summary>
    public string Part => _part ?? "";

    /// <summary>Reads the text form; false if the text is anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out NoticeReference reference)
    {
        reference = default;
        string[] pieces = (text ?? "").Split(Separator);
        if (pieces.Length is not (2 or 3) || !pieces.All(IsPiece) || !TryParseKind(pieces[0], out NoticeKind kind))
            return false;
        reference = new NoticeReference(kind, pieces[1], pieces.Length == 3 ? pieces[2] : "");
        return true;
    }

    /// <summary>The text form.</summary>
    public override string ToString() => Part.Length == 0 ? $"{KeyOf(Kind)}/{Number}" : $"{KeyOf(Kind)}/{Number}/{Part}";

    internal static string KeyOf(NoticeKind kind) => kind switch
    {
        NoticeKind.Breach => "breach",
        NoticeKind.Quality => "quality",
        NoticeKind.Change => "change",
        NoticeKind.Disclosure => "disclosure",
        NoticeKind.Sharing => "sharing",
        NoticeKind.Request => "request",
        NoticeKind.Agreement => "agreement",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Reads the text form of a kind, such as <c>breach</c>; false if the text is anything else.</summary>
    public static bool TryParseKind([NotNullWhen(true)] string? text, out NoticeKind kind)
    {
        foreach (NoticeKind known in Enum.GetValues<NoticeKind>())
        {
            kind = known;
            if (KeyOf(known) == text)
                return true;
        }

        kind = default;
        return false;
    }

    private static bool IsPiece(string text) =>
        text.Length is > 0 and <= MaxPieceLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
