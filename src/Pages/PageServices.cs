using LeerId.Pages.Help;
using LeerId.Pages.Pupils;
using LeerId.Pages.StaffConsole;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Pages;

/// <summary>Registers the pages with a host.</summary>
public static class PageServices
{
    /// <summary>Registers the pupils' pages, the help for teachers and the screens of the staff console.</summary>
    public static IServiceCollection AddLeerIdPages(this IServiceCollection services) => services
        .AddSingleton<PupilPages>()
        .AddSingleton<HelpPages>()
        .AddConsoleScreens();
}
