using System.Text.Json;
using LeerId.Text;

namespace LeerId.Pages.StaffConsole.Parts;

/// <summary>Choices whose values are those of an enumeration of Core, in the notation of its JSON.</summary>
internal static class EnumChoice
{
    /// <summary>Every value, in the order of the enumeration.</summary>
    /// <param name="textOf">The text of a value, in Dutch.</param>
    public static IReadOnlyList<ConsoleOption> Options<T>(Func<T, string> textOf)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => new ConsoleOption(ToText(value), textOf(value)))];

    /// <summary>The value in the notation of a form.</summary>
    public static string ToText<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The chosen value; null if there is none or if it is unknown.</summary>
    public static T? Read<T>(ConsoleForm form, string name)
        where T : struct, Enum => Find<T>(form[name]);

    /// <summary>The value with a given text; null if there is none.</summary>
    public static T? Find<T>(string? text)
        where T : struct, Enum => Enum.GetValues<T>().Where(value => ToText(value) == text).Select(value => (T?)value).FirstOrDefault();

    /// <summary>The typed text; null if the field is empty.</summary>
    public static string? TextOf(this ConsoleForm form, string name) => form[name] is { Length: > 0 } text ? text : null;

    /// <summary>Reports the faults that a service found, except those of fields that could not be read, which already have a fault.</summary>
    public static void AddOthers(this ConsoleForm form, IEnumerable<FieldFault> faults) =>
        form.Add([.. faults.Where(fault => form.FaultOf(fault.Field) is null)]);
}
