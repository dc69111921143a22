using System.Text.Json;
using LeerId.Notices;
using LeerId.Testing;
using Microsoft.Extensions.Logging;

namespace LeerId.Functions.Tests.Notices;

/// <summary>TLS, authentication at the mail server, and LocalHost's mailbox.</summary>
public sealed class NoticeMailServerTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outside_the_loopback_nothing_is_mailed_without_TLS()
    {
        string address = OutsideAddress.Find();
        await using ScriptedMailServer mail = await ScriptedMailServer.StartAsync(address);
        await using NoticeRig rig = await NoticeRig.StartAsync(
            azurite.NewAccount(), mail.Port, ("Smtp:Host", address), ("Smtp:User", "gebruiker"), ("Secrets:smtp-password", "geheim"));

        NoticeReference reference = await rig.ReportAsync();
        await rig.UntilAsync(reference, NoticeState.Undelivered);

        IReadOnlyList<string> events = await mail.EventsAsync();
        Assert.Contains("connect", events);
        Assert.DoesNotContain(events, happened => happened != "connect");
    }

    [Fact]
    public async Task The_user_signs_in_with_the_secret_which_is_in_no_log()
    {
        await using ScriptedMailServer mail = await ScriptedMailServer.StartAsync();
        await using NoticeRig rig = await NoticeRig.StartAsync(
            azurite.NewAccount(), mail.Port, ("Smtp:User", "gebruiker"), ("Secrets:smtp-password", "geheim-9041"));

        NoticeReference reference = await rig.ReportAsync();
        await rig.UntilAsync(reference, NoticeState.Sent);

        Assert.Equal(2, (await mail.EventsAsync()).Count(happened => happened == "auth gebruiker geheim-9041"));
        Assert.DoesNotContain("geheim-9041", rig.Logs.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Logs.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Maildev_has_the_notice_as_plain_text()
    {
        await using LeerId.LocalServices.MailServer server = await LeerId.LocalServices.MailServer.StartAsync(cancellationToken: Cancel);
        await using NoticeRig rig = await NoticeRig.StartAsync(azurite.NewAccount(), server.SmtpPort);

        NoticeReference reference = await rig.ReportAsync();
        await rig.UntilAsync(reference, NoticeState.Sent);

        using HttpClient http = new();
        using JsonDocument mailbox = JsonDocument.Parse(await http.GetStringAsync(new Uri(server.WebAddress, "api/email"), Cancel));
        Assert.Equal(2, mailbox.RootElement.GetArrayLength());
        foreach (JsonElement mail in mailbox.RootElement.EnumerateArray())
        {
            Assert.Equal($"Datalek {reference.Number}: termijn tot 4 september 2026 om 08.30 uur", mail.GetProperty("subject").GetString());
            Assert.Contains("Een bestand stond open.", mail.GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.Contains("Categorieën van betrokkenen", mail.GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.False(mail.TryGetProperty("html", out JsonElement html) && html.ValueKind == JsonValueKind.String);
        }
    }
}
