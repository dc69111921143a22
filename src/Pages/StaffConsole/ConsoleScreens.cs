using LeerId.Pages.StaffConsole.Operations;
using LeerId.Pages.StaffConsole.Registers;
using LeerId.Pages.StaffConsole.Reports;
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
        .AddSingleton<IConsoleScreen, EvidenceScreen>()
        .AddSingleton<IConsoleScreen, EvidenceCheckScreen>()
        .AddSingleton<IConsoleScreen, LogEntryProofScreen>()
        .AddSingleton<IConsoleScreen, RegisterScreen>()
        .AddSingleton<IConsoleScreen, ConfidentialityScreen>()
        .AddSingleton<IConsoleScreen, OperationScreen>()
        .AddSingleton<IConsoleScreen, AgreementScreen>();
}
