using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Schools.Import;

/// <summary>Registers the imports of the list of schools.</summary>
internal static class SchoolImportServices
{
    public static IServiceCollection AddSchoolImport(this IServiceCollection services) => services
        .AddSingleton<SchoolListImport>()
        .AddSingleton<SchoolImportUndo>()
        .AddSingleton<SchoolUploads>()
        .AddSingleton<OpenSchoolData>();
}
