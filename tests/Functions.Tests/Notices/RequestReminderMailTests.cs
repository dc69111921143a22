using System.Globalization;
using LeerId.Functions.Requests;
using LeerId.Notices;
using LeerId.Requests;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests.Notices;

/// <summary>Reminders of requests of data subjects, through a real mail server.</summary>
public sealed class RequestReminderMailTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Marker = "Wolfraam";
    private const string Address = "privacy@provider.example";
    private const string Never = "0 0 0 1 1 *";

    private ScriptedMailServer? _mail;
    private NoticeRig? _rig;

    private NoticeRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mail = await ScriptedMailServer.StartAsync();
        _rig = await NoticeRig.StartAsync(
            azurite.NewAccount(), _mail.Port,
            ("Requests:Mail", Address), ("Requests:ReminderSchedule", Never), ("Notices:RequeueSchedule", Never), ("Notices:DeadlineSchedule", Never));
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_mail is not null)
            await _mail.DisposeAsync();
    }

    [Fact]
    public async Task Reminders_reach_the_address_of_the_setting_alone_and_say_nothing_of_who_asks()
    {
        string number = await RegisterAsync();
        foreach (string now in new[] { "2026-09-24T06:00:00Z", "2026-09-29T06:00:00Z", "2026-10-02T06:00:00Z" })
        {
            Rig.Clock.SetUtcNow(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
            Assert.True(await Rig.FireAsync(nameof(RemindOfRequests)));
        }

        foreach (string stage in new[] { "7-dagen", "2-dagen", "verstreken" })
            await Rig.UntilAsync(new NoticeReference(NoticeKind.Request, $"{number}-20261001-{stage}"), NoticeState.Sent);

        IReadOnlyList<ReceivedMail> mails = await _mail!.MailsAsync();
        Assert.All(mails, mail => Assert.Equal(Address, Assert.Single(mail.To)));
        Assert.Equal(
            [
                $"Termijn verstreken: verzoek {number}, termijn tot 1 oktober 2026",
                $"Verzoek {number}: nog 2 dagen, termijn tot 1 oktober 2026", $"Verzoek {number}: nog 7 dagen, termijn tot 1 oktober 2026",
            ],
            mails.Select(mail => mail.Message.Subject!).Order(StringComparer.Ordinal));
        Assert.All(mails, mail => Assert.DoesNotContain(Marker, mail.Text, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.Contains("inzage (AVG, artikel 15)", mail.Message.TextBody, StringComparison.Ordinal));
        Assert.DoesNotContain(Marker, Rig.Logs.AllText, StringComparison.Ordinal);
        Assert.Single(Rig.Logs.Entries, entry => entry.EventId.Id == 9504);
    }

    private async Task<string> RegisterAsync()
    {
        NewRequest request = new()
        {
            Kind = RequestKind.Access,
            ReceivedOn = new DateOnly(2026, 9, 1),
            Requester = new Requester { Name = $"{Marker} Ouder", Contact = $"{Marker}@voorbeeld.example" },
            Identity = new IdentityEvidence { Check = IdentityCheck.School },
            Description = $"Een vraag van {Marker}.",
        };
        RequestOutcome outcome = await Rig.Rig.Host.Services.GetRequiredService<RequestRegister>()
            .RegisterAsync(request, "00000005-0000-0000-0000-000000000001", repeatable: null, Cancel);
        return Assert.IsType<RequestOutcome.Done>(outcome).Request.Number;
    }
}
