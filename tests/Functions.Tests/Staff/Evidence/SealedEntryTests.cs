using Azure;
using Azure.Data.Tables;
using LeerId.Functions.PrivacyLog;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Evidence;

/// <summary>Base class for tests of proofs that an entry of the privacy log was sealed with its day, 1 September 2026.</summary>
public abstract class SealedEntryTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string _storage = azurite.NewAccount();
    private EvidenceRig? _rig;

    protected EvidenceRig Rig => _rig!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await EvidenceRig.StartAsync(azurite, _storage);

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds the log's only entry, and returns its number.</summary>
    protected async Task<string> AddEntryAsync()
    {
        await Rig.ReadLogAsync(StaffRole.Dpo);
        return Assert.Single(await Rig.Staff.Host.PrivacyLog.ReadLatestAsync(10, Cancel)).Id.ToString();
    }

    protected Task SealAsync()
    {
        Rig.Staff.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 2, 6, 30, 0, TimeSpan.Zero));
        return Rig.FireAsync(nameof(SealPrivacyLog));
    }

    /// <summary>Changes a column of a table's first row, as an attacker with write access to storage could.</summary>
    protected async Task ChangeRowAsync(string table, string column)
    {
        TableClient rows = new(_storage, table);
        TableEntity row = await rows.QueryAsync<TableEntity>(cancellationToken: Cancel).FirstAsync(Cancel);
        row[column] = "changed";
        await rows.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);
    }
}
