using LeerId.Runs;
using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Retention;

/// <summary>Registers the retention period and the deletion of what is past it.</summary>
internal static class RetentionServices
{
    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddValidated<RetentionOptions, RetentionOptionsValidator>(RetentionOptions.Section)
        .AddValidated<AgreementOptions, AgreementOptionsValidator>(AgreementOptions.Section)
        .AddValidated<RecordRetentionOptions, RecordRetentionOptionsValidator>(RecordRetentionOptions.Section)
        .AddSingleton<RetentionPolicy>()
        .AddSingleton<DestructionRows>()
        .AddSingleton<AgreementAnnouncements>()
        .AddSingleton<AgreementDestruction>()
        .AddSingleton<SupersededSweep>()
        .AddSingleton<RetentionSweep>()
        .AddSingleton<SnapshotCount>()
        .AddSingleton<AgreementEnd>()
        .AddSingleton<RecordPruning>()
        .AddSingleton<IRowCount, SnapshotRows>();
}
