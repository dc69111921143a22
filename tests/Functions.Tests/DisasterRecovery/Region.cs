using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using LeerId.AcmSimulator;
using LeerId.Functions.Tests.SignIn;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Evidence;
using LeerId.PrivacyLog.Seals;
using LeerId.Staff;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.DisasterRecovery;

/// <summary>The app in one region: storage and an archive of its own, and the secrets of its vault. No timer runs unless a test fires it.</summary>
internal sealed class Region : IAsyncDisposable
{
    private Region(StaffRig staff) => Staff = staff;

    public StaffRig Staff { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts the app.</summary>
    /// <param name="azurite">The emulator.</param>
    /// <param name="storage">The account of the tables.</param>
    /// <param name="archive">The account of the archive.</param>
    /// <param name="secrets">The secrets that can't be made again.</param>
    /// <param name="clock">The time.</param>
    /// <param name="accepts">Whether staff accept the text on confidentiality at the start, because no acceptance was restored.</param>
    public static async Task<Region> StartAsync(
        AzuriteFixture azurite, string storage, string archive, IReadOnlyDictionary<string, string?> secrets, FakeTimeProvider clock, bool accepts = true)
    {
        Dictionary<string, string?> settings = new(secrets) { ["ArchiveStorage"] = archive };
        foreach (string schedule in EvidenceRig.Schedules)
            settings[schedule] = "0 0 0 1 1 *";
        return new Region(await StaffRig.StartAsync(azurite, storage, clock, settings, accepts));
    }

    /// <summary>The secrets that docs/disaster-recovery.md asks to back up, made anew.</summary>
    public static Dictionary<string, string?> NewSecrets()
    {
        using ECDsa sealKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new Dictionary<string, string?>
        {
            ["Secrets:student-key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Secrets:subject-key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Secrets:seal-key"] = sealKey.ExportPkcs8PrivateKeyPem(),
        };
    }

    public async Task FireAsync(params string[] timers)
    {
        foreach (string timer in timers)
            Assert.True((await Staff.Host.Host.FireTimerAsync(timer, Cancel))!.Succeeded, timer);
    }

    /// <summary>A pupil signs in with a browser of their own.</summary>
    public async Task<Answer> SignInAsync(string persona)
    {
        using Browser browser = new();
        return await SimulatedSignIn.Of(Staff.Host).SignInAsync(browser, persona);
    }

    /// <summary>The <c>sub</c> under which the application knows a pupil who signs in.</summary>
    public async Task<string> SubjectAsync(string persona) =>
        (await Staff.Host.Application.ClaimsAsync(await SignInAsync(persona), Cancel)).GetProperty("sub").GetString()!;

    /// <summary>Restricts a pupil's data until a day.</summary>
    public async Task RestrictAsync(string persona)
    {
        string body = $$"""{"leerIdUuid":"{{LeerIdOf(persona)}}","ground":"objectionPending","reviewOn":"2026-10-01"}""";
        StaffAnswer answer = await Staff.SendAsync(StaffRole.Privacy, "POST", "staff/restrictions", StaffRig.Json(body));
        Assert.True(answer.Status == 201, answer.ToString());
    }

    /// <summary>The list of schools as the CSV file that the guide asks to keep.</summary>
    public async Task<string> SchoolsAsync()
    {
        StaffAnswer answer = await Staff.SendAsync(StaffRole.AccessControl, "GET", "staff/schools", accept: "text/csv");
        Assert.True(answer.Status == 200, answer.ToString());
        return answer.Text;
    }

    /// <summary>The state of each day of the log, by the evidence report.</summary>
    public async Task<string[]> DaysAsync(string from, string until)
    {
        StaffAnswer answer = await Staff.SendAsync(StaffRole.Dpo, "GET", $"staff/evidence?from={from}&until={until}", purpose: null);
        Assert.True(answer.Status == 200, answer.ToString());
        JsonElement days = answer.Json.GetProperty("report").GetProperty("seals").GetProperty("days");
        return [.. days.EnumerateArray().Select(day => day.GetProperty("state").GetString()!)];
    }

    /// <summary>Whether the seal of a day has the hash of the seal before it.</summary>
    public async Task<bool> IsChainedAsync(string day)
    {
        SealStore seals = Staff.Get<SealStore>();
        DateOnly date = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        SealedDay before = (await seals.FindAsync(date.AddDays(-1), Cancel))!, here = (await seals.FindAsync(date, Cancel))!;
        return here.Seal!.Previous == before.Hash;
    }

    public async Task<StudentSnapshot?> SnapshotAsync(string persona) => await SimulatedSignIn.Of(Staff.Host).SnapshotAsync(LeerIdOf(persona));

    public ValueTask DisposeAsync() => Staff.DisposeAsync();

    private static string LeerIdOf(string persona)
    {
        JsonElement uuid = Personas.All.Single(each => each.Id == persona).IdTokenClaims.GetProperty("ov_leerid_uuid");
        return (uuid.ValueKind == JsonValueKind.Array ? uuid[0] : uuid).GetString()!;
    }
}
