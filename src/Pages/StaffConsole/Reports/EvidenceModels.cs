using LeerId.Evidence;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Pages.StaffConsole.Reports;

/// <summary>A period that is longer than one month, with its months.</summary>
/// <param name="Period">The whole period.</param>
/// <param name="Months">Its months, oldest first.</param>
public sealed record EvidenceMonthsModel(EvidencePeriod Period, IReadOnlyList<EvidencePeriodChoice> Months);

/// <summary>A report to read.</summary>
/// <param name="Document">The report in Dutch.</param>
/// <param name="Period">The days of the report.</param>
/// <param name="NotCompared">The number of days that could not be compared with their seals in time.</param>
public sealed record EvidenceReportModel(EvidenceDocument Document, EvidencePeriod Period, int NotCompared);

/// <summary>The result of checking a file.</summary>
/// <param name="Outcome">The result; null before a file was chosen.</param>
public sealed record EvidenceCheckModel(EvidenceCheckOutcome? Outcome = null)
{
    /// <summary>The reason why a file can't be checked, in Dutch.</summary>
    public static string Describe(EvidenceFileFault fault) => fault switch
    {
        EvidenceFileFault.NotWhole => "Het ondertekende verslag in dit bestand is niet volledig. Bewaar het bestand opnieuw.",
        EvidenceFileFault.Damaged => "Dit ZIP-bestand kan niet uitgepakt worden.",
        EvidenceFileFault.TooLarge => "Dit bestand is, misschien pas na het uitpakken, groter dan een verslag kan zijn. Het is niet verder gelezen.",
        _ => "In dit bestand staat geen ondertekend verslag. Kies het ZIP-bestand, het verslag (verslag.json) of de bewaarde pagina.",
    };

    /// <summary>The age of the key that signed a report, in Dutch.</summary>
    public static string Describe(SealKeyAge age) => age switch
    {
        SealKeyAge.Current => "de sleutel die nu in gebruik is",
        SealKeyAge.Published => "een sleutel die ook gepubliceerd is: de vorige, of de volgende",
        _ => "een oudere sleutel, die niet meer gepubliceerd is en nog in de kluis staat",
    };
}

/// <summary>The paths of a period's screens, below <c>/beheer/</c>, and their addresses.</summary>
internal static class EvidenceAddress
{
    public const string From = "from";
    public const string Until = "until";

    /// <summary>The path of a screen, with the period in the query.</summary>
    public static string Path(string screen, EvidencePeriod period) => QueryHelpers.AddQueryString(
        screen, new Dictionary<string, string?> { [From] = ConsoleForm.Text(period.From), [Until] = ConsoleForm.Text(period.Until) });

    /// <summary>The address of a screen, with the period in the query.</summary>
    public static string Of(string screen, EvidencePeriod period) => ConsoleRouter.AddressOf(Path(screen, period));

    /// <summary>The path of the screen for a period: the report of a period within one month, or the list of the months of a longer one.</summary>
    public static string Screen(EvidencePeriod period) =>
        Path(EvidencePeriods.MonthsOf(period).Count > 1 ? EvidenceScreen.MonthsPath : EvidenceScreen.ReportPath, period);
}
