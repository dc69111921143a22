using Azure.Core.Pipeline;
using LeerId.Load;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace LeerId.Storage;

/// <summary>Registers the storage accounts.</summary>
public static class StorageServices
{
    /// <summary>The key of the service that sends the requests to storage instead of HTTP; null unless a host registers one.</summary>
    public const string Transport = "storage-transport";

    internal static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration, bool createsMissing)
    {
        string students = StorageAccount.IsConfigured(configuration, StorageAccount.Students) ? StorageAccount.Students : StorageAccount.Host;
        string archive = StorageAccount.IsConfigured(configuration, StorageAccount.Archive) ? StorageAccount.Archive : StorageAccount.Host;
        services.AddOptions<StorageOptions>()
            .Validate(
                _ => StorageAccount.IsUsable(configuration, StorageAccount.Host),
                $"{StorageAccount.Host} is not set, or is neither a connection string nor an account.")
            .Validate(
                _ => students == StorageAccount.Host || StorageAccount.IsUsable(configuration, students),
                $"{students} is neither a connection string nor an account.")
            .Validate(
                _ => archive == StorageAccount.Host || StorageAccount.IsUsable(configuration, archive),
                $"{archive} is neither a connection string nor an account.")
            .ValidateOnStart();
        services.TryAddSingleton<IStorageTime, StorageTime>();
        return services
            .AddSingleton<ClockCheck>()
            .AddKeyedSingleton(StorageAccount.Host, (s, _) => Account(s, StorageAccount.Host, StorageRetryOptions.Page))
            .AddSingleton(s => new StorageGate(
                token => s.GetRequiredKeyedService<StorageAccount>(StorageAccount.Students).Table(TableName.Students).PingAsync(token),
                s.GetRequiredService<TimeProvider>(),
                s.GetRequiredService<ILogger<CircuitBreaker>>()))
            .AddKeyedSingleton(StorageAccount.Students, (s, _) => Account(s, students, StorageRetryOptions.Page, s.GetRequiredService<StorageGate>()))
            .AddKeyedSingleton(StorageAccount.StudentsUnattended, (s, _) => Account(s, students, StorageRetryOptions.Unattended))
            .AddKeyedSingleton(StorageAccount.Archive, (s, _) => Account(s, archive, StorageRetryOptions.Unattended));

        StorageAccount Account(IServiceProvider s, string name, StorageRetryOptions retry, StorageGate? gate = null) =>
            new(
                configuration, name, retry, new StorageSetup(createsMissing, s.GetRequiredService<ILogger<StorageSetup>>()),
                s.GetKeyedService<HttpPipelineTransport>(Transport), gate);
    }

    /// <summary>Names the validation of the settings. There are no properties, because <see cref="StorageAccount"/> reads its settings itself.</summary>
    private sealed class StorageOptions;
}
