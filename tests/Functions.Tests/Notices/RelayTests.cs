using LeerId.Functions.Notices;
using LeerId.Notices;
using LeerId.Storage;
using LeerId.Testing;
using Microsoft.Extensions.Logging;

namespace LeerId.Functions.Tests.Notices;

/// <summary>Everything that a mail server can do with a notice.</summary>
public sealed class RelayTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private ScriptedMailServer? _mail;
    private NoticeRig? _rig;

    private ScriptedMailServer Mail => _mail!;

    private NoticeRig Rig => _rig!;

    public async ValueTask InitializeAsync()
    {
        _mail = await ScriptedMailServer.StartAsync();
        _rig = await NoticeRig.StartAsync(azurite.NewAccount(), Mail.Port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_mail is not null)
            await _mail.DisposeAsync();
    }

    [Fact]
    public async Task Each_DPO_has_the_notice_once_and_it_is_sent()
    {
        NoticeReference reference = await Rig.ReportAsync();

        await Rig.UntilAsync(reference, NoticeState.Sent);

        IReadOnlyList<ReceivedMail> mails = await AssertOnceEachAsync();
        Assert.Equal($"breach.{reference.Number}.provider@provider.example", mails[0].Message.MessageId);
        Assert.Equal($"breach.{reference.Number}.dov@provider.example", mails[1].Message.MessageId);
        Notice notice = await Rig.FindAsync(reference);
        Assert.All(notice.SentAt.Values, sentAt => Assert.Equal(Rig.Clock.GetUtcNow(), sentAt));
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("4xx")]
    [InlineData("drop-before")]
    [InlineData("refuse", "4xx", "drop-before", "refuse")]
    [InlineData("", "4xx")]
    [InlineData("", "drop-before", "refuse")]
    public async Task Server_that_first_fails_gets_each_mail_once(params string[] faults)
    {
        await Mail.FailAsync(faults);
        NoticeReference reference = await Rig.ReportAsync();

        await Rig.UntilAsync(reference, NoticeState.Sent);

        await AssertOnceEachAsync();
    }

    [Fact]
    public async Task Hanging_server_is_abandoned_after_ten_seconds_and_the_other_mail_is_sent_meanwhile()
    {
        await Mail.FailAsync("hang");
        NoticeReference reference = await Rig.ReportAsync();

        await Rig.UntilAsync(reference, NoticeState.Sent);

        IReadOnlyList<ReceivedMail> mails = await AssertOnceEachAsync();
        Assert.Equal(NoticeRig.Dov, Assert.Single(mails[0].To));
    }

    [Fact]
    public async Task Server_that_disconnects_after_accepting_gets_one_duplicate_with_the_same_id()
    {
        await Mail.FailAsync("drop-after");
        NoticeReference reference = await Rig.ReportAsync();

        await Rig.UntilAsync(reference, NoticeState.Sent);

        IReadOnlyList<ReceivedMail> mails = await Mail.MailsAsync();
        ReceivedMail[] toProvider = [.. mails.Where(mail => mail.To.Contains(NoticeRig.Provider))];
        Assert.Equal(2, toProvider.Length);
        Assert.Single(toProvider.Select(mail => mail.Message.MessageId).Distinct());
        Assert.Single(mails, mail => mail.To.Contains(NoticeRig.Dov));
    }

    [Fact]
    public async Task Refused_notice_is_undelivered_with_one_alert_and_resent_after_the_fault()
    {
        await Mail.RefuseAsync(NoticeRig.Dov);
        NoticeReference reference = await Rig.ReportAsync();

        await Rig.UntilAsync(reference, NoticeState.Undelivered);

        Assert.Equal(NoticeRig.Provider, Assert.Single(Assert.Single(await Mail.MailsAsync()).To));
        LogEntry alert = Assert.Single(Rig.Logs.Entries, entry => entry.EventId.Id == 4005);
        Assert.Equal(LogLevel.Critical, alert.Level);
        Assert.Contains(reference.ToString(), alert.Message, StringComparison.Ordinal);
        Assert.Equal(reference.ToString(), (await Rig.FindAsync(reference)).PoisonMessage);
        Assert.DoesNotContain(NoticeRig.Dov, Rig.Logs.AllText, StringComparison.Ordinal);

        await Mail.RefuseAsync();
        Assert.True(await Rig.FireAsync(nameof(RequeueNotices)));
        await Rig.UntilAsync(reference, NoticeState.Sent);
        await AssertOnceEachAsync();
    }

    [Fact]
    public async Task The_same_message_twice_and_two_messages_at_once_mail_each_once()
    {
        await Mail.FailAsync("", "", "", "");
        NoticeReference reference = await Rig.ReportAsync();
        Azure.Storage.Queues.QueueClient queue = new(
            Rig.Rig.Host.Configuration["AzureWebJobsStorage"], QueueNames.Notices,
            new() { MessageEncoding = Azure.Storage.Queues.QueueMessageEncoding.Base64 });
        for (int i = 0; i < 5; i++)
            await queue.SendMessageAsync(reference.ToString(), TestContext.Current.CancellationToken);

        await Rig.UntilAsync(reference, NoticeState.Sent);
        await Eventually.TrueAsync(
            "the queue is empty",
            async () => (await queue.GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount == 0,
            TestContext.Current.CancellationToken);

        await AssertOnceEachAsync();
        Assert.Equal(NoticeState.Sent, (await Rig.FindAsync(reference)).State);
    }

    [Theory]
    [InlineData("YnJlYWNoL25vbnNlbnNlIGhlcmU=", "breach/nonsense here")]
    [InlineData("this is not base64!", "this is not base64!")]
    [InlineData("null", "null")]
    [InlineData("", "")]
    public async Task A_message_that_names_no_notice_is_kept_and_reported(string message, string kept)
    {
        await Queue().CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await Queue().SendMessageAsync(message, TestContext.Current.CancellationToken);

        await AssertKeptAsync(kept);
    }

    [Fact]
    public async Task A_message_in_the_poison_queue_that_is_not_base64_is_kept_and_reported()
    {
        Azure.Storage.Queues.QueueClient poison = new(Rig.Rig.Host.Configuration["AzureWebJobsStorage"], QueueNames.PoisonNotices);
        await poison.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await poison.SendMessageAsync("this is not base64!", TestContext.Current.CancellationToken);

        await AssertKeptAsync("this is not base64!");
        await Eventually.TrueAsync(
            "the poison queue is empty",
            async () => (await poison.GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount == 0,
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_reference_that_is_not_base64_is_mailed()
    {
        await Mail.FailAsync("refuse", "refuse", "refuse", "refuse", "refuse", "refuse", "refuse", "refuse", "refuse", "refuse");
        NoticeReference reference = await Rig.ReportAsync();
        await Rig.UntilAsync(reference, NoticeState.Undelivered);

        await Queue().SendMessageAsync(reference.ToString(), TestContext.Current.CancellationToken);

        await Rig.UntilAsync(reference, NoticeState.Sent);
        await AssertOnceEachAsync();
    }

    private Azure.Storage.Queues.QueueClient Queue() => new(Rig.Rig.Host.Configuration["AzureWebJobsStorage"], QueueNames.Notices);

    private async Task AssertKeptAsync(string message)
    {
        await Eventually.TrueAsync(
            "it is reported", () => Rig.Logs.Entries.Any(entry => entry.EventId.Id == 4012), TestContext.Current.CancellationToken);

        Azure.Data.Tables.TableClient table = new(Rig.Rig.Host.Configuration["AzureWebJobsStorage"], "Notices");
        List<string> kept = [];
        await foreach (Azure.Data.Tables.TableEntity row in table.QueryAsync<Azure.Data.Tables.TableEntity>(
            "PartitionKey eq 'poison'", cancellationToken: TestContext.Current.CancellationToken))
        {
            kept.Add(row.GetString("PoisonMessage"));
        }

        Assert.Equal([message], kept);
    }

    private async Task<IReadOnlyList<ReceivedMail>> AssertOnceEachAsync()
    {
        IReadOnlyList<ReceivedMail> mails = await Mail.MailsAsync();
        Assert.Equal([NoticeRig.Dov, NoticeRig.Provider], mails.Select(mail => Assert.Single(mail.To)).Order(StringComparer.Ordinal));
        return mails;
    }
}
