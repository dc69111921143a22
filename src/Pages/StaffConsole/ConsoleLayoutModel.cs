namespace LeerId.Pages.StaffConsole;

/// <summary>The parts of a page around the content of a screen.</summary>
/// <param name="Title">The title of the screen, and its heading.</param>
/// <param name="Form">The form. Its faults are listed at the top.</param>
/// <param name="Menu">The menu of the person.</param>
/// <param name="MenuPath">The path of the menu item that the screen belongs to; null for none.</param>
/// <param name="PersonName">The name of the person who is signed in; null for nobody.</param>
/// <param name="Message">The message about the last change, in Dutch; null for none.</param>
public sealed record ConsoleLayoutModel(
    string Title, ConsoleForm Form, IReadOnlyList<ConsoleMenuItem> Menu, string? MenuPath, string? PersonName, string? Message);

/// <summary>The model of a screen's view.</summary>
/// <param name="Layout">The parts of the page around the content.</param>
/// <param name="Content">The content.</param>
public sealed record Screen<T>(ConsoleLayoutModel Layout, T Content)
{
    /// <summary>The form.</summary>
    public ConsoleForm Form => Layout.Form;
}
