using System.Text.Json;
using LeerId.Text;

namespace LeerId.Pages.StaffConsole.Parts;

/// <summary>Choices whose values are those of an enumeration of Core, written as its JSON has them.</summary>
internal static class EnumChoice
{
    /// <summary>Every value, in the order of the enumeration.</summary>
    /// <param name="textOf">The text of a value, in Dutch.</param>
    public static IReadOnlyList<ConsoleOption> Options<T>(Func<T, string> textOf)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => new ConsoleOption(ToText(value), textOf(value)))];

    /// <summary>The value as a form has it.</summary>
    public static string ToText<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The value that was chosen; null if there is none, or if it is none of the choices.</summary>
    public static T? Read<T>(ConsoleForm form, string name)
        where T : struct, Enum => Find<T>(form[name]);

    /// <summary>The value with that text; null if there is none.</summary>
    public static T? Find<T>(string? text)
        where T : struct, Enum => Enum.GetValues<T>().Where(value => ToText(value) == text).Select(value => (T?)value).FirstOrDefault();

    /// <summary>A text that was typed; null if the field is empty.</summary>
    public static string? TextOf(this ConsoleForm form, string name) => form[name] is { Length: > 0 } text ? text : null;

    /// <summary>Reports the faults that a service found, except in fields that could not be read: those have a fault already.</summary>
    public static void AddOthers(this ConsoleForm form, IEnumerable<FieldFault> faults) =>
        form.Add([.. faults.Where(fault => form.FaultOf(fault.Field) is null)]);
}
