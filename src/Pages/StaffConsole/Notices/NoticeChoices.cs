using LeerId.Notices;
using LeerId.Pages.StaffConsole.Parts;

namespace LeerId.Pages.StaffConsole.Notices;

/// <summary>The choices in forms about notices. Their values are those of the JSON, and their texts are Core's Dutch words.</summary>
internal static class NoticeChoices
{
    /// <summary>The option for a value that is still unknown.</summary>
    private static readonly ConsoleOption Unknown = new("", "Nog niet bekend");

    /// <summary>The possible sources of a breach.</summary>
    public static IReadOnlyList<ConsoleOption> Sources { get; } = [Unknown, .. EnumChoice.Options<BreachSource>(source => Capital(source.Dutch()))];

    /// <summary>The risk of a breach.</summary>
    public static IReadOnlyList<ConsoleOption> Risks { get; } = [Unknown, .. EnumChoice.Options<RiskJudgement>(risk => Capital(risk.Dutch()))];

    /// <summary>Whether the persons concerned by a breach are notified.</summary>
    public static IReadOnlyList<ConsoleOption> Persons { get; } = EnumChoice.Options<PersonsDecision>(decision => Capital(decision.Dutch()));

    /// <summary>The parties that can find a fault in the data.</summary>
    public static IReadOnlyList<ConsoleOption> Finders { get; } = EnumChoice.Options<QualitySource>(source => Capital(source.Dutch()));

    /// <summary>The subjects of a change.</summary>
    public static IReadOnlyList<ConsoleOption> Subjects { get; } = EnumChoice.Options<ChangeSubject>(subject => Capital(subject.Dutch()));

    /// <summary>The data of article 3 of the protocol.</summary>
    public static IReadOnlyList<ConsoleOption> Data { get; } = EnumChoice.Options<ProtocolDatum>(NoticeWords.Dutch);

    /// <summary>The value of a choice in a form; empty for none.</summary>
    public static string ValueOf<T>(T? choice)
        where T : struct, Enum => choice is { } one ? EnumChoice.ToText(one) : "";

    /// <summary>A text with a capital letter, for the start of a line.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
