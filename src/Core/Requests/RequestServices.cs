using LeerId.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Requests;

/// <summary>Registers the services for the register of requests of data subjects.</summary>
internal static class RequestServices
{
    public static IServiceCollection AddRequests(this IServiceCollection services) => services
        .AddSingleton<RequestRows>()
        .AddSingleton<RequestRegister>()
        .AddSingleton<RequestReminders>()
        .AddSingleton<IPrunedRecords, RequestPruning>();
}
