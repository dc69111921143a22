using LeerId.Functions.Tests.Notices;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Notices;

/// <summary>The functions with a mail server for the officers. The hourly jobs of notices run only when a test fires them.</summary>
public sealed class StaffNoticesRig : IAsyncDisposable
{
    private const string Never = "0 0 0 1 1 *";

    private StaffNoticesRig(string storage, ScriptedMailServer mail, StaffRig staff) => (Storage, Mail, Staff) = (storage, mail, staff);

    public string Storage { get; }

    public ScriptedMailServer Mail { get; }

    public StaffRig Staff { get; }

    public static async Task<StaffNoticesRig> StartAsync(AzuriteFixture azurite)
    {
        string storage = azurite.NewAccount();
        ScriptedMailServer mail = await ScriptedMailServer.StartAsync();
        try
        {
            StaffRig staff = await StaffRig.StartAsync(azurite, storage, settings: new Dictionary<string, string?>(NoticeRig.Settings("127.0.0.1", mail.Port))
            {
                ["Notices:DeadlineSchedule"] = Never,
                ["Notices:RequeueSchedule"] = Never,
            });
            return new StaffNoticesRig(storage, mail, staff);
        }
        catch
        {
            await mail.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Staff.DisposeAsync();
        await Mail.DisposeAsync();
    }
}
