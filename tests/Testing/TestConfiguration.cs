using Microsoft.Extensions.Configuration;

namespace LeerId.Testing;

/// <summary>The configuration of services that a test builds without a host.</summary>
public static class TestConfiguration
{
    /// <summary>Builds a configuration of the environment Development, in which the app creates its tables and queues itself.</summary>
    /// <param name="storage">The connection string of the storage account.</param>
    /// <param name="settings">More settings, which take precedence.</param>
    public static IConfigurationRoot On(string storage, IEnumerable<KeyValuePair<string, string?>>? settings = null) => new ConfigurationBuilder()
        .AddInMemoryCollection(
        [
            new("AZURE_FUNCTIONS_ENVIRONMENT", "Development"), new("AzureWebJobsStorage", storage),
            new("Register:Provider:Name", "Uitgeverij Voorbeeld"), new("Register:Provider:Address", "Voorbeeldstraat 1, 1000 Brussel"),
            new("Register:Provider:Contact", "info@uitgever.example"), new("Register:Protocol:Reference", "Protocol LeerID"),
            new("Register:Protocol:Date", "2024-07-10"),
        ])
        .AddInMemoryCollection(settings)
        .Build();
}
