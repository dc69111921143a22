using System.Text.Json;
using LeerId.Notices;
using LeerId.Pages.StaffConsole.Parts;

namespace LeerId.Pages.StaffConsole.Notices;

/// <summary>The choices in forms about notices: their values are those of the JSON, and their texts Core's Dutch words.</summary>
internal static class NoticeChoices
{
    /// <summary>What is chosen for what nobody knows yet.</summary>
    private static readonly ConsoleOption Unknown = new("", "Nog niet bekend");

    /// <summary>Where a breach happened.</summary>
    public static IReadOnlyList<ConsoleOption> Sources { get; } = [Unknown, .. Of<BreachSource>(NoticeWords.Dutch)];

    /// <summary>The risk of a breach.</summary>
    public static IReadOnlyList<ConsoleOption> Risks { get; } = [Unknown, .. Of<RiskJudgement>(NoticeWords.Dutch)];

    /// <summary>Whether the persons of a breach are told.</summary>
    public static IReadOnlyList<ConsoleOption> Persons { get; } = Of<PersonsDecision>(NoticeWords.Dutch);

    /// <summary>Who found a fault in the data.</summary>
    public static IReadOnlyList<ConsoleOption> Finders { get; } = Of<QualitySource>(NoticeWords.Dutch);

    /// <summary>What changes.</summary>
    public static IReadOnlyList<ConsoleOption> Subjects { get; } = Of<ChangeSubject>(NoticeWords.Dutch);

    /// <summary>The data of article 3 of the protocol.</summary>
    public static IReadOnlyList<ConsoleOption> Data { get; } = Of<ProtocolDatum>(NoticeWords.Dutch, capitals: false);

    /// <summary>A choice as a form has it; empty for none.</summary>
    public static string ValueOf<T>(T? choice)
        where T : struct, Enum => choice is { } one ? TextOf(one) : "";

    /// <summary>A choice as a form has it.</summary>
    public static string TextOf<T>(T choice)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());

    /// <summary>Reads a choice; null if nothing is chosen, or it is none of the choices, which is a fault.</summary>
    public static T? Read<T>(ConsoleForm form, string name)
        where T : struct, Enum
    {
        string value = form[name];
        if (value.Length == 0)
            return null;
        if (Find<T>(value) is { } choice)
            return choice;
        form.Add(name, "is geen van de keuzes");
        return null;
    }

    /// <summary>Reads checkboxes; a value that is none of the choices is a fault.</summary>
    public static IReadOnlyList<T> ReadAll<T>(ConsoleForm form, string name)
        where T : struct, Enum
    {
        List<T> read = [];
        foreach (string value in form.All(name).Where(value => value.Length > 0))
        {
            if (Find<T>(value) is { } choice)
                read.Add(choice);
            else
                form.Add(name, "is geen van de keuzes");
        }

        return read;
    }

    /// <summary>The choice of that value; null if there is none.</summary>
    public static T? Find<T>(string? value)
        where T : struct, Enum
    {
        foreach (T choice in Enum.GetValues<T>())
        {
            if (TextOf(choice) == value)
                return choice;
        }

        return null;
    }

    private static ConsoleOption[] Of<T>(Func<T, string> words, bool capitals = true)
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(choice => new ConsoleOption(TextOf(choice), capitals ? Capital(words(choice)) : words(choice)))];

    /// <summary>A text as the beginning of a line.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
