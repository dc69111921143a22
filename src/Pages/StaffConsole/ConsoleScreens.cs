using LeerId.Pages.StaffConsole.Breaches;
using LeerId.Pages.StaffConsole.Disclosures;
using LeerId.Pages.StaffConsole.LogSearch;
using LeerId.Pages.StaffConsole.Notices;
using LeerId.Pages.StaffConsole.Operations;
using LeerId.Pages.StaffConsole.Overview;
using LeerId.Pages.StaffConsole.Registers;
using LeerId.Pages.StaffConsole.Reports;
using LeerId.Pages.StaffConsole.Requests;
using LeerId.Pages.StaffConsole.Restrictions;
using LeerId.Pages.StaffConsole.SchoolImport;
using LeerId.Pages.StaffConsole.Schools;
using LeerId.Pages.StaffConsole.Students;
using LeerId.Pages.StaffConsole.SupportCodes;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Pages.StaffConsole;

/// <summary>Registers the staff console's screens.</summary>
internal static class ConsoleScreens
{
    public static IServiceCollection AddConsoleScreens(this IServiceCollection services) => services
        .AddSingleton<ConsoleRouter>()
        .AddSingleton<ConsoleMessages>()
        .AddSingleton<ConsolePages>()
        .AddSingleton<IConsoleScreen, SupportCodeScreen>()
        .AddSingleton<IConsoleScreen, BreachReportScreen>()
        .AddSingleton<IConsoleScreen, BreachScreen>()
        .AddSingleton<IConsoleScreen, BreachStepScreen>()
        .AddSingleton<IConsoleScreen, BreachClosingScreen>()
        .AddSingleton<IConsoleScreen, NoticeScreen>()
        .AddSingleton<IConsoleScreen, NoticeReportScreen>()
        .AddSingleton<IConsoleScreen, NoticeEndingScreen>()
        .AddSingleton<IConsoleScreen, NoticePupilScreen>()
        .AddSingleton<IConsoleScreen, DovProcessorScreen>()
        .AddSingleton<IConsoleScreen, SchoolListScreen>()
        .AddSingleton<IConsoleScreen, SchoolScreen>()
        .AddSingleton<IConsoleScreen, SchoolEditScreen>()
        .AddSingleton<IConsoleScreen, SchoolExtendScreen>()
        .AddSingleton<IConsoleScreen, SchoolEndScreen>()
        .AddSingleton<IConsoleScreen, SchoolHistoryScreen>()
        .AddSingleton<IConsoleScreen, SchoolImportScreen>()
        .AddSingleton<IConsoleScreen, SchoolUndoScreen>()
        .AddSingleton<IConsoleScreen, DisclosuresScreen>()
        .AddSingleton<IConsoleScreen, DisclosureDraftScreen>()
        .AddSingleton<IConsoleScreen, DisclosureEndScreen>()
        .AddSingleton<IConsoleScreen, LogSearchScreen>()
        .AddSingleton<IConsoleScreen, RequestsScreen>()
        .AddSingleton<IConsoleScreen, RequestScreen>()
        .AddSingleton<IConsoleScreen, ExtensionScreen>()
        .AddSingleton<IConsoleScreen, DecisionScreen>()
        .AddSingleton<IConsoleScreen, AnswerScreen>()
        .AddSingleton<IConsoleScreen, RestrictionsScreen>()
        .AddSingleton<IConsoleScreen, LiftScreen>()
        .AddSingleton<IConsoleScreen, UpholdScreen>()
        .AddSingleton<IConsoleScreen, StudentScreen>()
        .AddSingleton<IConsoleScreen, StudentDocumentsScreen>()
        .AddSingleton<IConsoleScreen, ErasureScreen>()
        .AddSingleton<IConsoleScreen, PlaceRestrictionScreen>()
        .AddSingleton<IConsoleScreen, ReportStudentScreen>()
        .AddSingleton<IConsoleScreen, OverviewScreen>()
        .AddSingleton<IConsoleScreen, ForgottenContractScreen>()
        .AddSingleton<IConsoleScreen, EvidenceScreen>()
        .AddSingleton<IConsoleScreen, EvidenceCheckScreen>()
        .AddSingleton<IConsoleScreen, LogEntryProofScreen>()
        .AddSingleton<IConsoleScreen, RegisterScreen>()
        .AddSingleton<IConsoleScreen, ConfidentialityScreen>()
        .AddSingleton<IConsoleScreen, OperationScreen>()
        .AddSingleton<IConsoleScreen, HeldDeletionScreen>()
        .AddSingleton<IConsoleScreen, AgreementScreen>();
}
