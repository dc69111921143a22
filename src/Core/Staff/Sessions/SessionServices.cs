using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Staff.Sessions;

/// <summary>Registers the secrets of the staff console.</summary>
internal static class SessionServices
{
    public static IServiceCollection AddStaffSessions(this IServiceCollection services) => services
        .AddSingleton<SessionKeys>()
        .AddSingleton<DirectoryClient>();
}
