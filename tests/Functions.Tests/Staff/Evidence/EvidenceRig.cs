using System.Text.Json;
using LeerId.Functions.Tests.Notices;
using LeerId.Notices;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Tests.Staff.Evidence;

/// <summary>The functions for an evidence report: nothing runs at night but what a test lets run.</summary>
public sealed class EvidenceRig : IAsyncDisposable
{
    /// <summary>The settings with the schedules of the timers.</summary>
    public static IReadOnlyList<string> Schedules { get; } =
    [
        "Retention:Schedule", "Retention:RecordsSchedule", "Agreement:Schedule",
        "PrivacyLog:SealSchedule", "PrivacyLog:ExpirySchedule", "Notices:RequeueSchedule", "Notices:DeadlineSchedule",
        "Requests:ReminderSchedule", "Archive:Schedule",
    ];

    private EvidenceRig(StaffRig staff) => Staff = staff;

    public StaffRig Staff { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<EvidenceRig> StartAsync(
        AzuriteFixture azurite, string? storage = null, int mailPort = 9, params (string Name, string? Value)[] settings)
    {
        Dictionary<string, string?> all = NoticeRig.Settings("127.0.0.1", mailPort);
        // The ACM simulator signs in.
        all.Remove("Acm:Issuer");
        foreach (string schedule in Schedules)
            all[schedule] = "0 0 0 1 1 *";
        foreach ((string name, string? value) in settings)
            all[name] = value;
        return new EvidenceRig(await StaffRig.StartAsync(azurite, storage, settings: all));
    }

    public async Task FireAsync(params string[] timers)
    {
        foreach (string timer in timers)
            Assert.True((await Staff.Host.Host.FireTimerAsync(timer, Cancel))!.Succeeded, timer);
    }

    public async Task ReadLogAsync(StaffRole role)
    {
        DateTimeOffset now = Staff.Clock.GetUtcNow();
        await Staff.Get<PrivacyLogReader>().ReadAsync(
            PrivacyLogQuery.Between(now.AddHours(-1), now),
            new StaffCaller(StaffRig.ObjectIdOf(role), role, "nazicht"), pageSize: 10, continuation: null, Cancel);
    }

    public async Task<NoticeReference> ReportAsync(NoticeContent content) =>
        Assert.IsType<NoticeOutcome.Registered>(await Staff.Get<NoticeRegister>().ReportAsync(content, "staff", request: null, Cancel)).Reference;

    public Task<StaffAnswer> GetAsync(string query = "", string? accept = null, StaffRole role = StaffRole.Dpo) =>
        Staff.SendAsync(role, "GET", $"staff/evidence{query}", purpose: null, accept: accept);

    /// <summary>The report of these days, whose signature is checked.</summary>
    public async Task<JsonElement> ReportAsync(string from, string until)
    {
        StaffAnswer answer = await GetAsync($"?from={from}&until={until}");
        Assert.True(answer.Status == 200, answer.ToString());
        Assert.True((await VerifyAsync(answer.Json.GetProperty("jws").GetString()!)).IsValid);
        return answer.Json.GetProperty("report");
    }

    public async Task<string> KeysAsync()
    {
        StaffAnswer answer = await Staff.SendWithTokenAsync(authorization: null, "GET", ".well-known/seal-keys.json", purpose: null);
        Assert.Equal((200, "application/json", "public, max-age=300"), (answer.Status, answer.Headers["Content-Type"], answer.Headers["Cache-Control"]));
        return answer.Text;
    }

    /// <summary>Checks a signature as anybody can who has the published keys.</summary>
    public async Task<TokenValidationResult> VerifyAsync(string jws) => await new JsonWebTokenHandler().ValidateTokenAsync(jws, new TokenValidationParameters
    {
        ValidIssuer = Staff.Host.Host.Address.GetLeftPart(UriPartial.Authority),
        ValidTypes = ["evidence-report+jwt"],
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        IssuerSigningKeys = new JsonWebKeySet(await KeysAsync()).GetSigningKeys(),
        ValidateAudience = false,
        // A report holds for as long as it is kept.
        ValidateLifetime = false,
    });

    public ValueTask DisposeAsync() => Staff.DisposeAsync();
}
