using Microsoft.Extensions.Configuration;

namespace LeerId.Testing;

/// <summary>The configuration of services that a test builds without a host.</summary>
public static class TestConfiguration
{
    /// <summary>In Development, so that the software creates the tables and queues that it uses.</summary>
    /// <param name="storage">The connection string of its storage.</param>
    /// <param name="settings">Further settings, which take precedence.</param>
    public static IConfigurationRoot On(string storage, IEnumerable<KeyValuePair<string, string?>>? settings = null) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("AZURE_FUNCTIONS_ENVIRONMENT", "Development"), new("AzureWebJobsStorage", storage)])
        .AddInMemoryCollection(settings)
        .Build();
}
