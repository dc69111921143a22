namespace LeerId.Pages.StaffConsole;

/// <summary>A link.</summary>
/// <param name="Text">The text, in Dutch.</param>
/// <param name="Address">The address: a path of this app.</param>
public sealed record ConsoleLink(string Text, string Address);
