using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Students;

/// <summary>Registers the pupils' snapshots.</summary>
internal static class StudentServices
{
    public static IServiceCollection AddStudents(this IServiceCollection services) => services
        .AddSingleton<StudentKeys>()
        .AddSingleton<StudentStore>()
        .AddSingleton<StudentInventory>()
        .AddSingleton<StudentUuidReader>()
        .AddSingleton<StudentAccountSearch>();
}
