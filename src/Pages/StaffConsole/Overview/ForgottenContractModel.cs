using LeerId.Calendar;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Schools.Refusals;

namespace LeerId.Pages.StaffConsole.Overview;

/// <summary>The schools whose pupils were refused because the school has no contract.</summary>
/// <param name="Counting">Whether refused sign-ins are counted, and who decided it.</param>
/// <param name="Schools">The schools of the page.</param>
/// <param name="Pages">The pages of the list.</param>
/// <param name="IsOfficer">Whether the person may switch the counting on and off.</param>
/// <param name="MayAdd">Whether the person may add a contract.</param>
/// <param name="Today">Today, Brussels calendar.</param>
public sealed record ForgottenContractModel(
    RefusalCounting Counting, IReadOnlyList<ForgottenContract> Schools, PageLinksModel Pages, bool IsOfficer, bool MayAdd, DateOnly Today)
{
    /// <summary>The state of a school's contract, in Dutch.</summary>
    public string ContractOf(ForgottenContract school)
    {
        ArgumentNullException.ThrowIfNull(school);
        return school switch
        {
            { HasContractToday: true } => "geldt vandaag: dit is opgelost",
            { Contract: null } => "geen",
            { Contract: { } later } when later.From > Today => $"begint op {DutchDate.Day(later.From)}",
            { Contract.Until: { } last } => $"afgelopen op {DutchDate.Day(last)}",
            _ => "geen",
        };
    }

    /// <summary>The address at which the contract is added or changed.</summary>
    public static string AddressOf(ForgottenContract school)
    {
        ArgumentNullException.ThrowIfNull(school);
        return ConsoleRouter.AddressOf(school.Contract is { } contract ? $"scholen/{contract.Number}" : $"scholen/toevoegen?number={school.School}");
    }

    /// <summary>The days with their counts, in Dutch.</summary>
    public static string DaysOf(ForgottenContract school)
    {
        ArgumentNullException.ThrowIfNull(school);
        return string.Join(", ", school.Days.Select(day => $"{OverviewTexts.ShortDay(day.Day)}: {DutchDate.Count(day.Count)}"));
    }

    /// <summary>The name of the school on the list; null if the school is not on it.</summary>
    public static string? NameOf(ForgottenContract school)
    {
        ArgumentNullException.ThrowIfNull(school);
        return school.Contract?.Name;
    }
}
