namespace LeerId.Pages.StaffConsole;

/// <summary>A screen of the staff console: its routes and its place in the menu.</summary>
public interface IConsoleScreen
{
    /// <summary>The screen's item in the menu; null for a screen that is opened from another one.</summary>
    ConsoleMenuItem? Menu { get; }

    /// <summary>The screen's routes. They don't change while the app runs.</summary>
    IReadOnlyList<ConsoleRoute> Routes { get; }
}

/// <summary>An item in the menu. A person sees it if the GET route of its path admits the person.</summary>
/// <param name="Order">The position: the lowest number is first.</param>
/// <param name="Text">The text, in Dutch.</param>
/// <param name="Path">The path below <c>/beheer/</c>; empty for the first screen.</param>
public sealed record ConsoleMenuItem(int Order, string Text, string Path);
