using System.Text.Json.Nodes;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.Staff.Students;

/// <summary>The functions with a proxy before storage, pupils who sign in over HTTP, and staff who look them up.</summary>
public sealed class StudentsRig(AzuriteFixture azurite) : IAsyncLifetime
{
    private StorageProxy? _storage;
    private ScriptedAcm? _acm;
    private StaffRig? _staff;

    public string Account { get; } = azurite.NewAccount();

    public StorageProxy Storage => _storage!;

    public ScriptedAcm Acm => _acm!;

    public StaffRig Staff => _staff!;

    public SignInRig Host => Staff.Host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        FakeTimeProvider clock = SignInRig.NewClock();
        _storage = await StorageProxy.StartAsync(Account);
        _acm = await ScriptedAcm.StartAsync(SignInRig.ClientId, clock);
        _staff = await StaffRig.StartAsync(azurite, Storage.ConnectionString, clock, new Dictionary<string, string?>
        {
            ["Acm:Issuer"] = Acm.Issuer,
            // A lookup reads the log day by day. Few days have entries here, so it stays fast.
            ["PrivacyLog:Period"] = "P1M",
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_staff is not null)
            await _staff.DisposeAsync();
        if (_acm is not null)
            await _acm.DisposeAsync();
        if (_storage is not null)
            await _storage.DisposeAsync();
    }

    public static string Uuid(int number) => $"5c21acc0-0000-4000-8000-{number:d12}";

    public static string ByLeerId(int pupil) => $$"""{"leerIdUuid":"{{ScriptedAcm.LeerId(pupil)}}"}""";

    public static string ByAccount(int number) => $$"""{"accountUuid":"{{Uuid(number)}}"}""";

    /// <summary>Signs a pupil in, with changes to the claims.</summary>
    public async Task<Answer> SignInAsync(int pupil, Action<JsonObject>? bend = null)
    {
        JsonObject claims = ScriptedAcm.Pupil(pupil);
        bend?.Invoke(claims);
        Acm.Claims = _ => (JsonObject)claims.DeepClone();
        using Browser browser = new();
        Answer start = await browser.GetAsync(Host.SignInAddress, Cancel);
        return await browser.GetAsync(Host.At($"/acm/callback?code={start.LocationParameter("nonce")}&state={start.LocationParameter("state")}"), Cancel);
    }

    public Task<StaffAnswer> LookUpAsync(string body, StaffRole role = StaffRole.AccessControl, string? accept = null, string? purpose = "dossier 2026-114") =>
        Staff.SendAsync(role, "POST", "staff/students/lookup", StaffRig.Json(body), purpose, accept);

    public Task<StaffAnswer> EraseAsync(string body) =>
        Staff.SendAsync(StaffRole.Privacy, "POST", "staff/students/erase", StaffRig.Json(body), "dossier 2026-115");

    public Task<StaffAnswer> PostAsync(StaffRole role, string path, string body) => Staff.SendAsync(role, "POST", path, StaffRig.Json(body), "nazicht");

    public async Task<StudentSnapshot?> FindAsync(int pupil) =>
        await Host.Students.FindAsync((await Host.Keys.ForAsync(new Student { LeerIdUuid = ScriptedAcm.LeerId(pupil) }, Cancel)).Own, Cancel);

    public async Task<List<PrivacyLogEntry>> EntriesAsync(string action) =>
        [.. (await Host.PrivacyLog.ReadLatestAsync(1000, Cancel)).Where(entry => entry.Action == action)];
}
