using LeerId.Disclosures;
using LeerId.Pages.StaffConsole.Parts;

namespace LeerId.Pages.StaffConsole.Disclosures;

/// <summary>A step of a request that is being written.</summary>
public sealed class DisclosureStepModel
{
    internal DisclosureStepModel(DisclosureDraft draft, DisclosureStep step, ConflictModel? conflict = null) =>
        (Draft, Step, Conflict) = (draft, step, conflict);

    /// <summary>The draft, as it is stored.</summary>
    public DisclosureDraft Draft { get; }

    /// <summary>Both versions, if somebody else changed the step meanwhile; otherwise null.</summary>
    public ConflictModel? Conflict { get; }

    internal DisclosureStep Step { get; }

    internal string AddressOf(string page) => ConsoleRouter.AddressOf(DisclosureDraftScreen.PathOf(Draft.Id, page));
}

/// <summary>The last step, where everything is checked before it is sent.</summary>
public sealed class DisclosureCheckModel
{
    internal DisclosureCheckModel(DisclosureDraft draft, RequestCheck check) => (Draft, Check) = (draft, check);

    /// <summary>The draft, as it is stored.</summary>
    public DisclosureDraft Draft { get; }

    /// <summary>The result of checking it.</summary>
    public RequestCheck Check { get; }

    /// <summary>The conditions, each with whether it is met.</summary>
    public IReadOnlyList<ConditionCheck> Conditions => DisclosureChecklist.Of(Check);

    /// <summary>Whether every condition is met.</summary>
    public bool CanBeSent => Check.Unmet.Count == 0;

    internal string AddressOf(string page) => ConsoleRouter.AddressOf(DisclosureDraftScreen.PathOf(Draft.Id, page));

    /// <summary>The number and the name of a school; the number and a remark if the school has no contract today.</summary>
    internal string SchoolOf(string number) => Check.Schools.FirstOrDefault(school => school.Number == number) is { } school
        ? $"{school.Number} {school.Name}" : $"{number} (geen contract vandaag)";
}

/// <summary>A list of conditions, each with the address of the step that can meet it.</summary>
/// <param name="Conditions">The conditions.</param>
/// <param name="AddressOf">Gives the address where a field can be changed; null if nothing can be changed.</param>
public sealed record ConditionListModel(IReadOnlyList<ConditionCheck> Conditions, Func<string, string>? AddressOf = null);
