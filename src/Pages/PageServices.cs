using LeerId.Pages.Pupils;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Pages;

/// <summary>Registers the pages with a host.</summary>
public static class PageServices
{
    /// <summary>Registers the pages that depend on settings.</summary>
    public static IServiceCollection AddLeerIdPages(this IServiceCollection services) => services.AddSingleton<PupilPages>();
}
