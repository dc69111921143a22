using LeerId.LocalServices;
using Xunit;

namespace LeerId.Testing;

/// <summary>One Azurite for a test assembly. Tests keep apart by names of their own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? _azurite;

    public string ConnectionString => _azurite!.ConnectionString;

    /// <summary>A queue, table or container name nobody else has: letters and digits.</summary>
    public static string NewName(string prefix) => $"{prefix}{Guid.NewGuid():N}";

    public async ValueTask InitializeAsync() => _azurite = await Azurite.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }
}
