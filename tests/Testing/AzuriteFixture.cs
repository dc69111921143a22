using LeerId.LocalServices;
using Xunit;

namespace LeerId.Testing;

/// <summary>One Azurite for a test assembly. Tests keep apart by names, or by accounts, of their own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int Accounts = 500;

    private Azurite? _azurite;
    private int _accountsTaken;

    public string ConnectionString => _azurite!.ConnectionString;

    /// <summary>A queue, table or container name nobody else has: letters and digits.</summary>
    public static string NewName(string prefix) => $"{prefix}{Guid.NewGuid():N}";

    /// <summary>Storage nobody else has, empty.</summary>
    public string NewAccount() => Interlocked.Increment(ref _accountsTaken) is var number and <= Accounts
        ? _azurite!.ExtraConnectionString(number)
        : throw new InvalidOperationException($"All {Accounts} accounts are taken.");

    public async ValueTask InitializeAsync() => _azurite = await Azurite.StartAsync(new AzuriteOptions(ExtraAccounts: Accounts));

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }
}
