using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Disclosures;

/// <summary>Base class for tests of disclosures with storage that can refuse requests, lose answers or stop answering.</summary>
public abstract class DisclosureStorageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    protected const int Pupils = 150;
    protected const string LogGroup = "POST $batch";
    protected const string Released = """{"at":"2026-09-03T22:00:00Z","by":"x","purpose":"x","pupils":1,"sha256":"x","numbersLeftOut":[]}""";

    private StorageProxy? _storage;
    private DisclosureRig? _rig;

    protected StorageProxy Storage => _storage!;

    protected DisclosureRig Rig => _rig!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        string storage = azurite.NewAccount();
        _storage = await StorageProxy.StartAsync(storage);
        _rig = await DisclosureRig.StartAsync(azurite, storage, _storage);
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_storage is not null)
            await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A disclosure of all pupils that can be released.</summary>
    protected async Task<string> ReadyAsync()
    {
        await Parallel.ForAsync(
            0, Pupils, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel },
            async (pupil, _) => await Rig.AddPupilAsync(pupil, "012345"));
        return await Rig.RequestAndWaitAsync();
    }

    /// <summary>Whether a request of the storage client changes a row.</summary>
    protected static bool IsChange(string request) =>
        request.StartsWith("PATCH Disclosures(", StringComparison.Ordinal) || request.StartsWith("MERGE Disclosures(", StringComparison.Ordinal);
}
