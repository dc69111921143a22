using Azure.Data.Tables;
using LeerId.DataSubjects;
using LeerId.Functions.Tests.LocalServices;
using LeerId.Hosting;
using LeerId.Notices;
using LeerId.Staff;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests.Notices;

/// <summary>The host is killed after DOV's officer received the uuid of a pupil, and before the row records it.</summary>
public sealed class PupilNoticeKilledTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("leerid-test-");
    private readonly string _storage = azurite.NewAccount();
    private readonly DpoKey _key = new(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    private ScriptedMailServer? _mail;

    private ScriptedMailServer Mail => _mail!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _mail = await ScriptedMailServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_mail is not null)
            await _mail.DisposeAsync();
        _data.Delete(recursive: true);
        _key.Dispose();
    }

    [Fact]
    public async Task A_process_killed_between_mail_and_deletion_has_the_ciphertext_deleted_after_the_next_start()
    {
        // The mail to the provider's own officer succeeds. The server accepts the mail to DOV, but the process doesn't know that.
        await Mail.FailAsync("", "hang-after");
        await using ServiceProvider services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddLeerId(TestConfiguration.On(
            _storage,
            new Dictionary<string, string?>(NoticeRig.Settings("127.0.0.1", Mail.Port))
            {
                ["Dpo:DovCertificate"] = _key.Base64,
                ["Secrets:student-key"] = NewSecret(),
            })).BuildServiceProvider();
        NoticeReference reference;
        using (HostProcess killed = Start())
        {
            await killed.ReadyAsync();
            reference = await ReportAsync(services);
            await Eventually.TrueAsync(
                "the second mail is taken", async () => (await Mail.EventsAsync()).Count(happened => happened == "mail taken") == 2, Cancel);
            await killed.StopAsync();
        }

        Assert.NotEmpty(await EncryptedAsync(reference));
        using HostProcess again = Start();
        NoticeRegister register = services.GetRequiredService<NoticeRegister>();
        await Eventually.TrueAsync("it is sent", async () => (await register.FindAsync(reference, Cancel))!.State == NoticeState.Sent, Cancel);
        await again.StopAsync();

        Assert.Empty(await EncryptedAsync(reference));
        ReceivedMail[] toDov = [.. (await Mail.MailsAsync()).Where(mail => mail.To.Contains(NoticeRig.Dov))];
        Assert.Equal(2, toDov.Length);
        Assert.All(toDov, mail => Assert.Contains(ScriptedAcm.LeerId(1).ToString(), _key.Decrypt(mail.Message, Cancel), StringComparison.Ordinal));
    }

    private static string NewSecret() => Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    private static async Task<NoticeReference> ReportAsync(ServiceProvider services)
    {
        StudentQualityOutcome outcome = await services.GetRequiredService<StudentQualityReports>().ReportAsync(
            new StudentQualityReport
            {
                LeerIdUuid = ScriptedAcm.LeerId(1).ToString(),
                FoundAt = TimeProvider.System.GetUtcNow(),
                Data = "Naam",
                Problem = "Verkeerd gespeld.",
            },
            new StaffCaller("00000005-0000-0000-0000-000000000001", StaffRole.Privacy, "dossier 2026-120"), request: null, Cancel);
        return Assert.IsType<NoticeOutcome.Registered>(Assert.IsType<StudentQualityOutcome.Ended>(outcome).Notice).Reference;
    }

    private async Task<string> EncryptedAsync(NoticeReference reference) => (await new TableClient(_storage, "Notices")
        .GetEntityAsync<TableEntity>("quality", reference.Number, cancellationToken: Cancel)).Value.GetString("EncryptedIdentity");

    private HostProcess Start() => HostProcess.Start(_data.FullName, settings:
    [
        .. NoticeRig.Settings("127.0.0.1", Mail.Port).SelectMany(setting => new[] { "--" + setting.Key, setting.Value! }),
        "--AzureWebJobsStorage", _storage,
        "--LocalHost:MessageLease", "00:00:02",
        "--Notices:RequeueSchedule", "* * * * * *",
    ]);
}
