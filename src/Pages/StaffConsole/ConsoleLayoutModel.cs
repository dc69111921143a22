namespace LeerId.Pages.StaffConsole;

/// <summary>What surrounds the content of every screen.</summary>
/// <param name="Title">The title of the screen, and its heading.</param>
/// <param name="Form">The form, whose faults stand at the top.</param>
/// <param name="Menu">The menu of the person.</param>
/// <param name="MenuPath">The path of the menu item that the screen belongs to; null for none.</param>
/// <param name="PersonName">The name of the person who is signed in; null if nobody is.</param>
/// <param name="Message">What was just done, in Dutch; null if nothing is to be said.</param>
public sealed record ConsoleLayoutModel(
    string Title, ConsoleForm Form, IReadOnlyList<ConsoleMenuItem> Menu, string? MenuPath, string? PersonName, string? Message);

/// <summary>The model of a screen's view.</summary>
/// <param name="Layout">What surrounds the content.</param>
/// <param name="Form">The form.</param>
/// <param name="Content">The content.</param>
public sealed record Screen<T>(ConsoleLayoutModel Layout, ConsoleForm Form, T Content);
