using LeerId.Pages.StaffConsole.Plots;

namespace LeerId.Pages.StaffConsole.Overview;

/// <summary>The overview of a person.</summary>
/// <param name="Tasks">The open tasks, urgent ones first.</param>
/// <param name="Unreadable">The parts that could not be read, in Dutch.</param>
/// <param name="Plots">The plots.</param>
/// <param name="Links">Other screens that are reached from here.</param>
public sealed record OverviewModel(
    IReadOnlyList<TaskLine> Tasks, IReadOnlyList<string> Unreadable, IReadOnlyList<PlotModel> Plots, IReadOnlyList<ConsoleLink> Links);

/// <summary>An open task.</summary>
/// <param name="Text">The task, in Dutch.</param>
/// <param name="Term">Until when, in Dutch; null for none.</param>
/// <param name="IsUrgent">Whether it is urgent.</param>
/// <param name="Address">Where it is done; null if the person has no screen for it.</param>
public sealed record TaskLine(string Text, string? Term, bool IsUrgent, string? Address);
