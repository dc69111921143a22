using LeerId.Functions.Tests.LocalServices;
using LeerId.Hosting;
using LeerId.Notices;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.Notices;

/// <summary>The host in a process of its own, killed at each step between register and sent, and started again.</summary>
public sealed class KilledTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("leerid-test-");
    private readonly string _storage = azurite.NewAccount();
    private ScriptedMailServer? _mail;

    private ScriptedMailServer Mail => _mail!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _mail = await ScriptedMailServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_mail is not null)
            await _mail.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Theory]
    // While it connects for the first recipient: the message is taken, nothing is mailed.
    [InlineData("connect hang", 1, 1, "hang")]
    // While it mails the first.
    [InlineData("hang-rcpt", 1, 1, "hang-rcpt")]
    // The server has the first mail, and the process doesn't know.
    [InlineData("mail taken", 2, 1, "hang-after")]
    // The first is recorded, the second is not sent.
    [InlineData("connect hang", 1, 1, "", "hang")]
    [InlineData("hang-rcpt", 1, 1, "", "hang-rcpt")]
    // The server has the second mail, and the process doesn't know.
    [InlineData("mail taken", 1, 2, "", "hang-after")]
    public async Task A_process_killed_while_mailing_has_its_notice_arrive_after_the_next_start(
        string killedAt, int mailsToProvider, int mailsToDov, params string[] faults)
    {
        await Mail.FailAsync(faults);
        NoticeReference reference;
        using (HostProcess killed = Start())
        {
            await killed.ReadyAsync();
            await using ServiceProvider services = Services(_storage, TimeProvider.System.GetUtcNow());
            reference = await ReportAsync(services);
            // A mail that goes through is taken too: the one that is meant is the last of them.
            int occurrences = killedAt == "mail taken" ? faults.Length : 1;
            await Eventually.TrueAsync(
                killedAt, async () => (await Mail.EventsAsync()).Count(happened => happened == killedAt) == occurrences, Cancel);
            await killed.StopAsync();
        }

        using HostProcess again = Start();
        await AssertArrivesAsync(reference, mailsToProvider, mailsToDov);
        await again.StopAsync();
    }

    [Fact]
    public async Task One_that_was_killed_between_register_and_queue_has_its_notice_arrive_after_the_next_start()
    {
        // Stored, and nothing in the queue: what a kill leaves there. A queue that does not answer leaves the same.
        string withoutQueue = string.Join(';', _storage.Split(';').Select(part =>
            part.StartsWith("QueueEndpoint=", StringComparison.Ordinal) ? "QueueEndpoint=http://127.0.0.1:9/gone" : part));
        await using ServiceProvider services = Services(withoutQueue, TimeProvider.System.GetUtcNow().AddMinutes(-2));
        NoticeReference reference = await ReportAsync(services);

        using HostProcess again = Start();
        await AssertArrivesAsync(reference, 1, 1);
        await again.StopAsync();
    }

    private static async Task<NoticeReference> ReportAsync(ServiceProvider services)
    {
        TimeProvider clock = services.GetRequiredService<TimeProvider>();
        NoticeOutcome outcome = await services.GetRequiredService<NoticeRegister>()
            .ReportAsync(NoticeRig.Breach(clock.GetUtcNow()), "staff", request: null, Cancel);
        return Assert.IsType<NoticeOutcome.Registered>(outcome).Reference;
    }

    private static ServiceProvider Services(string storage, DateTimeOffset now) => new ServiceCollection()
        .AddLogging().AddTestClock(new FakeTimeProvider(now)).AddLeerId(TestConfiguration.On(storage)).BuildServiceProvider();

    private async Task AssertArrivesAsync(NoticeReference reference, int mailsToProvider, int mailsToDov)
    {
        await using ServiceProvider services = Services(_storage, TimeProvider.System.GetUtcNow());
        NoticeRegister register = services.GetRequiredService<NoticeRegister>();
        await Eventually.TrueAsync("it is sent", async () => (await register.FindAsync(reference, Cancel))!.State == NoticeState.Sent, Cancel);
        IReadOnlyList<ReceivedMail> mails = await Mail.MailsAsync();
        Assert.Equal(mailsToProvider, mails.Count(mail => mail.To.Contains(NoticeRig.Provider)));
        Assert.Equal(mailsToDov, mails.Count(mail => mail.To.Contains(NoticeRig.Dov)));
        // A double has the same id.
        Assert.Equal(2, mails.Select(mail => mail.Message.MessageId).Distinct().Count());
    }

    private HostProcess Start() => HostProcess.Start(_data.FullName, settings:
    [
        .. NoticeRig.Settings("127.0.0.1", Mail.Port).SelectMany(setting => new[] { "--" + setting.Key, setting.Value! }),
        "--AzureWebJobsStorage", _storage,
        "--LocalHost:QueueLease", "00:00:05",
        "--Notices:RequeueSchedule", "* * * * * *",
    ]);
}
