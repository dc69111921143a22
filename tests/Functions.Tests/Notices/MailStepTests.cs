using LeerId.Notices;
using LeerId.Testing;
using MailKit.Net.Smtp;

namespace LeerId.Functions.Tests.Notices;

/// <summary>The app's greeting of a mail server, and the log line about the step at which a mail failed.</summary>
public sealed class MailStepTests(AzuriteFixture azurite)
{
    private const string Password = "geheim-9041";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "provider.example")]
    [InlineData("leerid.uitgever.example", "leerid.uitgever.example")]
    [InlineData("192.0.2.7", "[192.0.2.7]")]
    public async Task A_server_that_wants_a_full_name_gets_one(string localName, string greeting)
    {
        await using ScriptedMailServer mail = await ScriptedMailServer.StartAsync();
        await mail.WantFullNamesAsync();
        using (SmtpClient bare = new() { LocalDomain = "leerid" })
        {
            SmtpCommandException refusal = await Assert.ThrowsAsync<SmtpCommandException>(() => bare.ConnectAsync(mail.Host, mail.Port, false, Cancel));
            Assert.Equal(504, (int)refusal.StatusCode);
        }

        await using NoticeRig rig = await NoticeRig.StartAsync(azurite.NewAccount(), mail.Port, ("Smtp:LocalName", localName));
        NoticeReference reference = await rig.ReportAsync();
        await rig.UntilAsync(reference, NoticeState.Sent);

        Assert.Equal(["leerid", greeting, greeting], (await mail.GreetingsAsync()).Where(name => name != "leerid").Prepend("leerid"));
        Assert.Equal(2, (await mail.MailsAsync()).Count);
    }

    [Theory]
    [InlineData("refuse", "the step Connect at 127.0.0.1 failed with SmtpCommandException, status 421 (0 = none)")]
    [InlineData("535", "the step Authenticate at 127.0.0.1 failed with AuthenticationException, status 535 (0 = none)")]
    [InlineData("4xx", "the step Send at 127.0.0.1 failed with SmtpCommandException, status 451 (0 = none)")]
    public async Task The_log_names_the_step_the_host_and_the_status(string fault, string expected)
    {
        await using ScriptedMailServer mail = await ScriptedMailServer.StartAsync();
        await mail.FailAsync(fault);
        await using NoticeRig rig = await NoticeRig.StartAsync(
            azurite.NewAccount(), mail.Port, ("Smtp:User", "gebruiker"), ("Secrets:smtp-password", Password));
        NoticeReference reference = await rig.ReportAsync();
        await rig.UntilAsync(reference, NoticeState.Sent);

        AssertLogged(rig, expected);
    }

    [Fact]
    public async Task The_log_says_that_nothing_listens_at_the_host()
    {
        await using NoticeRig rig = await NoticeRig.StartAsync(azurite.NewAccount(), 9);
        NoticeReference reference = await rig.ReportAsync();
        await rig.UntilAsync(reference, NoticeState.Undelivered);

        AssertLogged(rig, "the step Connect at 127.0.0.1 failed with SocketException, status 0 (0 = none)");
    }

    [Fact]
    public async Task The_log_says_that_the_server_offers_no_TLS()
    {
        string address = OutsideAddress.Find();
        await using ScriptedMailServer mail = await ScriptedMailServer.StartAsync(address);
        await using NoticeRig rig = await NoticeRig.StartAsync(azurite.NewAccount(), mail.Port, ("Smtp:Host", address));
        NoticeReference reference = await rig.ReportAsync();
        await rig.UntilAsync(reference, NoticeState.Undelivered);

        AssertLogged(rig, $"the step Tls at {address} failed with NotSupportedException, status 0 (0 = none)");
    }

    [Fact]
    public async Task The_log_says_what_is_wrong_with_the_certificate()
    {
        string address = OutsideAddress.Find();
        using MailCertificate certificate = await MailCertificate.CreateAsync(address);
        await using ScriptedMailServer mail = await ScriptedMailServer.StartAsync(address, certificate: certificate.Files);
        await using NoticeRig rig = await NoticeRig.StartAsync(
            azurite.NewAccount(), mail.Port, ("Smtp:Host", address), ("Smtp:CheckRevocation", "false"));
        NoticeReference reference = await rig.ReportAsync();
        await rig.UntilAsync(reference, NoticeState.Undelivered);

        AssertLogged(
            rig, $"the step Tls at {address} failed with SslHandshakeException (RemoteCertificateChainErrors: PartialChain), status 0 (0 = none)");
        Assert.Empty(await mail.MailsAsync());
    }

    private static void AssertLogged(NoticeRig rig, string expected)
    {
        Assert.Contains(rig.Logs.Entries, entry => entry.EventId.Id == 4004 && entry.Message.EndsWith(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(Password, rig.Logs.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain(NoticeRig.Dov, rig.Logs.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain(NoticeRig.Provider, rig.Logs.AllText, StringComparison.Ordinal);
    }
}
