using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Staff;

/// <summary>Registers the marks that identify a repeated request of staff.</summary>
internal static class StaffServices
{
    public static IServiceCollection AddStaff(this IServiceCollection services) => services.AddSingleton<IdempotencyMarks>();
}
