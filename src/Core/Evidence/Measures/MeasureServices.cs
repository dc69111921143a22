using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Evidence.Measures;

/// <summary>Registers the measures of the evidence report, in its order.</summary>
internal static class MeasureServices
{
    public static IServiceCollection AddMeasures(this IServiceCollection services) => services
        .AddSingleton<IMeasureSource, SignInMeasures>()
        .AddSingleton<IMeasureSource, StaffMeasures>()
        .AddSingleton<IMeasureSource, StorageMeasures>()
        .AddSingleton<IMeasureSource, RetentionMeasures>()
        .AddSingleton<IMeasureSource, NoticeMeasures>()
        .AddSingleton<IMeasureSource, DisclosureMeasures>();
}
