using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Notices;
using LeerId.Notices;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The console with a mail server for the officers, shared by all tests of a class.</summary>
public sealed class ConsoleNoticesRig(AzuriteFixture azurite) : IAsyncLifetime
{
    private StaffNoticesRig? _notices;

    public StaffRig Staff => _notices!.Staff;

    public NoticeRegister Register => Staff.Get<NoticeRegister>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _notices = await StaffNoticesRig.StartAsync(azurite);

    public ValueTask DisposeAsync() => _notices?.DisposeAsync() ?? ValueTask.CompletedTask;

    public Task<ConsoleBrowser> SignInAsync(StaffRole role) => ConsoleBrowser.SignInAsync(Staff, role);

    /// <summary>Registers a notice, as if a member of staff had reported it, and returns its number.</summary>
    public async Task<string> ReportAsync(NoticeContent content) => Assert.IsType<NoticeOutcome.Registered>(
        await Register.ReportAsync(content, StaffRig.ObjectIdOf(StaffRole.Operator), request: null, Cancel)).Reference.Number;

    public async Task<IReadOnlyList<Notice>> FindAsync(string kind, string number)
    {
        Assert.True(NoticeReference.TryParse($"{kind}/{number}", out NoticeReference reference));
        return await Register.FindWithPartsAsync(reference, Cancel);
    }

    /// <summary>Waits until both officers have received a notice.</summary>
    public Task UntilSentAsync(string kind, string number) => Eventually.TrueAsync(
        "it is sent", async () => (await FindAsync(kind, number))[0].State == NoticeState.Sent, Cancel);
}

/// <summary>Reads the fields of a form.</summary>
internal static class ConsoleFields
{
    /// <summary>The value of a field of a page; null if the page has no such field.</summary>
    public static string? Field(this Answer page, string name) => page.Document.QuerySelector($"[name='{name}']") switch
    {
        { LocalName: "textarea" } area => area.TextContent.Trim(),
        var input => input?.GetAttribute("value"),
    };
}
