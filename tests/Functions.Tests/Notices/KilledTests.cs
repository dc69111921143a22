using LeerId.Functions.Tests.LocalServices;
using LeerId.Hosting;
using LeerId.Notices;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.Notices;

/// <summary>The host runs in a separate process. It is killed at each step between registering and sending, and then restarted.</summary>
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
    // The process is killed while it connects for the first recipient: the message is dequeued, and nothing is mailed.
    [InlineData("connect hang", 1, 1, "hang")]
    // The process is killed while it sends the first mail.
    [InlineData("hang-rcpt", 1, 1, "hang-rcpt")]
    // The server has accepted the first mail, but the process doesn't know that.
    [InlineData("mail taken", 2, 1, "hang-after")]
    // The first mail is recorded as sent, and the second mail is not sent.
    [InlineData("connect hang", 1, 1, "", "hang")]
    [InlineData("hang-rcpt", 1, 1, "", "hang-rcpt")]
    // The server has accepted the second mail, but the process doesn't know that.
    [InlineData("mail taken", 1, 2, "", "hang-after")]
    public async Task Notice_of_a_process_killed_while_mailing_arrives_after_the_next_start(
        string killedAt, int mailsToProvider, int mailsToDov, params string[] faults)
    {
        await Mail.FailAsync(faults);
        NoticeReference reference;
        using (HostProcess killed = Start())
        {
            await killed.ReadyAsync();
            await using ServiceProvider services = Services(_storage, TimeProvider.System.GetUtcNow());
            reference = await ReportAsync(services);
            // The event also occurs for each mail that succeeds. The process is killed at the last occurrence.
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
    public async Task Notice_of_a_process_killed_before_queueing_arrives_after_the_next_start()
    {
        // The notice is stored but not in the queue, as after a kill between the two steps. An unavailable queue has the same effect.
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
        await Eventually.TrueAsync("it is sent", () => IsSentAsync(register, reference), Cancel);
        IReadOnlyList<ReceivedMail> mails = await Mail.MailsAsync();
        Assert.Equal(mailsToProvider, mails.Count(mail => mail.To.Contains(NoticeRig.Provider)));
        Assert.Equal(mailsToDov, mails.Count(mail => mail.To.Contains(NoticeRig.Dov)));
        // A duplicate mail has the same id.
        Assert.Equal(2, mails.Select(mail => mail.Message.MessageId).Distinct().Count());
    }

    private static async Task<bool> IsSentAsync(NoticeRegister register, NoticeReference reference)
    {
        try
        {
            return (await register.FindAsync(reference, Cancel))!.State == NoticeState.Sent;
        }
        catch (AggregateException)
        {
            // Storage answered too late, while this machine starts a process. The caller asks again.
            return false;
        }
    }

    private HostProcess Start() => HostProcess.Start(_data.FullName, settings:
    [
        .. NoticeRig.Settings("127.0.0.1", Mail.Port).SelectMany(setting => new[] { "--" + setting.Key, setting.Value! }),
        "--AzureWebJobsStorage", _storage,
        "--LocalHost:MessageLease", "00:00:05",
        "--Notices:RequeueSchedule", "* * * * * *",
    ]);
}
