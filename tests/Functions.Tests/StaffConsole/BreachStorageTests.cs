using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Notices;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>A form is sent while storage fails. The typed text is kept, and sending the form again creates no second record.</summary>
public sealed class BreachStorageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Screen = "datalek/melden";

    private StorageProxy? _storage;
    private StaffRig? _staff;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await StorageProxy.StartAsync(azurite.NewAccount());
        _staff = await StaffRig.StartAsync(azurite, _storage.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_staff is not null)
            await _staff.DisposeAsync();
        if (_storage is not null)
            await _storage.DisposeAsync();
    }

    [Fact]
    public async Task Breach_that_could_not_be_stored_is_kept_on_the_page_and_sent_again()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(_staff!, StaffRole.Helpdesk);
        Answer page = await browser.GetAsync(Screen);
        _storage!.Intercept = _ => StorageProxy.Refuse;

        Answer kept = await browser.SubmitAsync(
            page, Screen, new Dictionary<string, string> { ["knownAt"] = "2026-09-01T08:00", ["nature"] = "Een \"bestand\" stond open." });

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Even niet beschikbaar"), (kept.Status, kept.Heading()));
        Assert.Equal(("2026-09-01T08:00", "Een \"bestand\" stond open."), (kept.Field("knownAt"), kept.Field("nature")));
        _storage.Intercept = _ => null;
        Answer done = await browser.SubmitAsync(kept, Screen), again = await browser.SubmitAsync(kept, Screen);
        Assert.Equal(("Het datalek is gemeld", done.Address), (done.Heading(), again.Address));
        Notice notice = Assert.Single(await _staff!.Get<NoticeRegister>().ListAsync(NoticeKind.Breach, Cancel).ToListAsync(Cancel));
        Assert.Equal("Een \"bestand\" stond open.", Assert.IsType<BreachContent>(notice.Content).Nature);
    }
}
