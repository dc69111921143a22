using LeerId.Runs;
using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Retention;

/// <summary>Registers the retention periods and the jobs that delete expired data.</summary>
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
