using System.Globalization;
using System.Net;
using Azure.Storage.Queues;
using LeerId.Functions.Notices;
using LeerId.Notices;
using LeerId.Storage;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Notices;

/// <summary>The mail server is unavailable for a while, and many notices wait.</summary>
public sealed class OutageTests(AzuriteFixture azurite)
{
    // The test has its own loopback address. On 127.0.0.1 a mail server of another test could get the port meanwhile, and receive these mails.
    private const string MailHost = "127.0.0.77";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Sixty_notices_during_an_outage_of_the_mail_server_arrive_afterwards() => RunAsync(60);

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public Task Thousand_notices_during_an_outage_of_the_mail_server_arrive_afterwards() => RunAsync(1000);

    private async Task RunAsync(int notices)
    {
        string storage = azurite.NewAccount();
        int port = FreePort.On(IPAddress.Parse(MailHost));
        await using NoticeRig rig = await NoticeRig.StartAsync(
            storage, port, ("Smtp:Host", MailHost),
            ("Notices:RequeueSchedule", "0 0 0 1 1 *"), ("Notices:DeadlineSchedule", "0 0 0 1 1 *"),
            ("AzureFunctionsJobHost:extensions:queues:batchSize", "32"));
        NoticeReference[] references = new NoticeReference[notices];
        await Parallel.ForAsync(
            0, notices, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel },
            async (i, _) => references[i] = await rig.ReportAsync(new QualityContent
            {
                FoundAt = rig.Clock.GetUtcNow(),
                Data = "Naam",
                Problem = string.Create(CultureInfo.InvariantCulture, $"Melding {i}."),
            }));
        // Meanwhile some notices are given up, and others are still retried.
        await EventuallyAsync("some are given up", async () => await CountAsync(rig, NoticeState.Undelivered) > notices / 10);

        await using ScriptedMailServer mail = await ScriptedMailServer.StartAsync(MailHost, port);
        await EventuallyAsync("all are sent", async () =>
        {
            Assert.True(await rig.FireAsync(nameof(RequeueNotices)));
            return await CountAsync(rig, NoticeState.Sent) == notices;
        });

        IReadOnlyList<ReceivedMail> mails = await mail.MailsAsync();
        Assert.Equal(2 * notices, mails.Count);
        Assert.Equal(2 * notices, mails.Select(received => received.Message.MessageId).Distinct().Count());
        Assert.Equal(
            references.Select(reference => reference.Number).Order(StringComparer.Ordinal),
            mails.Where(received => received.To.Contains(NoticeRig.Dov)).Select(received => received.Message.MessageId!.Split('.')[1])
                .Order(StringComparer.Ordinal));
        await EventuallyAsync("both queues are empty", async () =>
            await LengthAsync(storage, QueueNames.Notices) == 0 && await LengthAsync(storage, QueueNames.PoisonNotices) == 0);
    }

    // The limit is higher than usual, because two cores need some time for a thousand notices.
    private static async Task EventuallyAsync(string what, Func<Task<bool>> condition)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                await Eventually.TrueAsync(what, condition, Cancel);
                return;
            }
            catch (TimeoutException) when (tries < 8)
            {
            }
        }
    }

    private static async Task<int> CountAsync(NoticeRig rig, NoticeState state) =>
        await rig.Register.ListAsync(NoticeKind.Quality, Cancel).CountAsync(notice => notice.State == state, Cancel);

    private static async Task<int> LengthAsync(string storage, string queue) =>
        (await new QueueClient(storage, queue).GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount;
}
