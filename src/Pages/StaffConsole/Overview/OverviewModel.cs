using LeerId.Pages.StaffConsole.Plots;

namespace LeerId.Pages.StaffConsole.Overview;

/// <summary>The overview of a person.</summary>
/// <param name="Tasks">The open tasks, urgent ones first.</param>
/// <param name="Unreadable">The parts that could not be read, in Dutch.</param>
/// <param name="Plots">The plots.</param>
/// <param name="Links">Links to other screens.</param>
public sealed record OverviewModel(
    IReadOnlyList<TaskLine> Tasks, IReadOnlyList<string> Unreadable, IReadOnlyList<PlotModel> Plots, IReadOnlyList<ConsoleLink> Links);

/// <summary>An open task.</summary>
/// <param name="Text">The task, in Dutch.</param>
/// <param name="Term">The deadline, in Dutch; null for none.</param>
/// <param name="IsUrgent">Whether it is urgent.</param>
/// <param name="Address">The address of the screen for the task; null if the person has none.</param>
public sealed record TaskLine(string Text, string? Term, bool IsUrgent, string? Address);
