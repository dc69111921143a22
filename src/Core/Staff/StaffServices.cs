using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Staff;

/// <summary>Registers the marks by which a repeated request of staff is known.</summary>
internal static class StaffServices
{
    public static IServiceCollection AddStaff(this IServiceCollection services) => services.AddSingleton<IdempotencyMarks>();
}
