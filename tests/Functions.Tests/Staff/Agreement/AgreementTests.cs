using LeerId.Functions.Retention;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.Staff.Agreement;

/// <summary>Base class for tests of the end of the agreement, on the day on which it ended.</summary>
public abstract class AgreementTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Never = "0 0 0 1 1 *";

    private StaffRig? _rig;

    protected StaffRig Rig => _rig!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await StartAsync("2027-06-30");

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the functions with another end date, or without one if it is null.</summary>
    protected Task<StaffRig> StartAsync(string? endDate) => StaffRig.StartAsync(
        azurite, clock: new FakeTimeProvider(new DateTimeOffset(2027, 6, 30, 8, 0, 0, TimeSpan.Zero)), settings: new Dictionary<string, string?>
        {
            ["Agreement:EndDate"] = endDate,
            ["Agreement:Schedule"] = Never,
        });

    protected async Task FireAsync() => Assert.True((await Rig.Host.Host.FireTimerAsync(nameof(EndAgreement), Cancel))!.Succeeded);
}
