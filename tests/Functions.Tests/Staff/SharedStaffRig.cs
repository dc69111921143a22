using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff;

/// <summary>One rig for all tests of a class. No test may change data that another test reads.</summary>
public sealed class SharedStaffRig(AzuriteFixture azurite) : IAsyncLifetime
{
    private StaffRig? _rig;

    public StaffRig Rig => _rig!;

    public async ValueTask InitializeAsync() => _rig = await StaffRig.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }
}
