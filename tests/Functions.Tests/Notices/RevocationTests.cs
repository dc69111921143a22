using LeerId.Functions.Tests.LocalServices;
using LeerId.Hosting;
using LeerId.LocalServices;
using LeerId.Notices;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.Notices;

/// <summary>
/// A mail server with a trusted certificate whose revocation can't be checked. The host is a process of its own: only a new process takes
/// another list of trusted issuers.
/// </summary>
public sealed class RevocationTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, NoticeState.Undelivered, 0)]
    [InlineData("true", NoticeState.Undelivered, 0)]
    [InlineData("false", NoticeState.Sent, 2)]
    public async Task A_certificate_whose_revocation_is_not_known_is_taken_only_when_it_is_not_checked(string? check, NoticeState state, int mails)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), ".NET takes the issuers that it trusts from SSL_CERT_FILE on Linux only.");
        string address = OutsideAddress.Find(), storage = azurite.NewAccount();
        using TemporaryFolder data = new();
        using MailCertificate certificate = await MailCertificate.CreateAsync(address);
        await using ScriptedMailServer mail = await ScriptedMailServer.StartAsync(address, certificate: certificate.Files);
        using HostProcess host = HostProcess.Start(
            data.Path,
            environment: new Dictionary<string, string> { ["SSL_CERT_FILE"] = certificate.IssuerFile },
            settings:
            [
                .. NoticeRig.Settings(address, mail.Port).SelectMany(setting => new[] { "--" + setting.Key, setting.Value! }),
                "--AzureWebJobsStorage", storage,
                "--Notices:RequeueSchedule", "0 0 0 1 1 *",
                .. check is null ? [] : new[] { "--Smtp:CheckRevocation", check },
            ]);
        await host.ReadyAsync();

        await using ServiceProvider services = new ServiceCollection()
            .AddLogging().AddTestClock(new FakeTimeProvider(TimeProvider.System.GetUtcNow()))
            .AddLeerId(TestConfiguration.On(storage)).BuildServiceProvider();
        NoticeRegister register = services.GetRequiredService<NoticeRegister>();
        NoticeOutcome outcome = await register.ReportAsync(NoticeRig.Breach(TimeProvider.System.GetUtcNow()), "staff", request: null, Cancel);
        NoticeReference reference = Assert.IsType<NoticeOutcome.Registered>(outcome).Reference;

        await Eventually.TrueAsync($"it is {state}", async () => (await register.FindAsync(reference, Cancel))!.State == state, Cancel);
        Assert.Equal(mails, (await mail.MailsAsync()).Count);
        await host.StopAsync();
    }
}
