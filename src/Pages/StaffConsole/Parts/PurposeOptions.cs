using LeerId.Staff;

namespace LeerId.Pages.StaffConsole.Parts;

/// <summary>The reasons for seeing personal data, in Dutch.</summary>
public static class PurposeOptions
{
    /// <summary>Every reason.</summary>
    public static IReadOnlyList<ConsoleOption> All { get; } =
        [.. Enum.GetValues<PurposeKind>().Select(kind => new ConsoleOption(kind.ToText(), kind.ToDutch()))];
}
