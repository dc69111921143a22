using System.Text;
using LeerId.Notices;
using LeerId.Testing;
using MimeKit;

namespace LeerId.Functions.Tests.Notices;

/// <summary>The mail stays well-formed whatever a reporter writes. The tests parse the mail that arrived.</summary>
public sealed class MailFormTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private ScriptedMailServer? _mail;
    private NoticeRig? _rig;

    private NoticeRig Rig => _rig!;

    public async ValueTask InitializeAsync()
    {
        _mail = await ScriptedMailServer.StartAsync();
        _rig = await NoticeRig.StartAsync(azurite.NewAccount(), _mail.Port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_mail is not null)
            await _mail.DisposeAsync();
    }

    public static TheoryData<string, string> Texts() => new()
    {
        { "x\r\nBcc: iedereen@elders.example\r\n\r\nlijf", "x\nBcc: iedereen@elders.example\n\nlijf" },
        { "x\nSubject: ander onderwerp\n.\nQUIT\n", "x\nSubject: ander onderwerp\n.\nQUIT" },
        { "a\0b\u0007c\u001b[31md\u007fe\u009bf", "a\uFFFDb\uFFFDc\uFFFD[31md\uFFFDe\uFFFDf" },
        { "נגמר \u202Eomgekeerd\u202C العربية", "נגמר \u202Eomgekeerd\u202C العربية" },
        { "half paar \uD83D en heel \U0001F600", "half paar \uFFFD en heel \U0001F600" },
        { "<script>alert(1)</script> & \"x\" {{ 1 }} {% raw %}", "<script>alert(1)</script> & \"x\" {{ 1 }} {% raw %}" },
        { "--=-grens==--\r\n\r\nContent-Type: text/html", "--=-grens==--\n\nContent-Type: text/html" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_in_any_field_reaches_the_reader_and_no_header(string text, string shown)
    {
        BreachContent breach = NoticeRig.Breach(Rig.Clock.GetUtcNow()) with
        {
            Nature = text,
            PersonCategories = text,
            DataCategories = text,
            Contact = text,
            Consequences = text,
            Measures = text,
            PersonsReason = text,
            DelayReason = text,
        };
        NoticeReference reference = await Rig.ReportAsync(breach);
        await Rig.UntilAsync(reference, NoticeState.Sent);

        foreach (ReceivedMail mail in await _mail!.MailsAsync())
        {
            AssertWellFormed(mail, $"Datalek {reference.Number}: termijn tot 4 september 2026 om 08.30 uur");
            Assert.Equal(8, Occurrences(mail.Text, shown));
        }
    }

    [Fact]
    public async Task A_text_of_100_kB_arrives_whole_in_each_kind_of_notice()
    {
        string text = string.Concat(Enumerable.Range(0, 100_000).Select(i => i % 80 == 79 ? '\n' : (char)('a' + (i % 26)))).TrimEnd();
        NoticeReference[] references =
        [
            await Rig.ReportAsync(NoticeRig.Breach(Rig.Clock.GetUtcNow()) with { Measures = text }),
            await Rig.ReportAsync(new QualityContent { FoundAt = Rig.Clock.GetUtcNow(), Data = "Naam", Problem = text }),
            await Rig.ReportAsync(new ChangeContent { Subject = ChangeSubject.Processors, Description = text, Impact = "geen" }),
        ];
        foreach (NoticeReference reference in references)
            await Rig.UntilAsync(reference, NoticeState.Sent);

        IReadOnlyList<ReceivedMail> mails = await _mail!.MailsAsync();
        Assert.Equal(6, mails.Count);
        foreach (ReceivedMail mail in mails)
        {
            AssertWellFormed(mail, mail.Message.Subject!);
            Assert.True(mail.Text.Contains(text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_hundred_kilobytes_of_the_widest_characters_fit_and_more_is_refused_by_name()
    {
        string text = string.Concat(Enumerable.Repeat("\U0001F600", 59_000));
        NoticeReference reference = await Rig.ReportAsync(NoticeRig.Breach(Rig.Clock.GetUtcNow()) with { Measures = text });
        Assert.Equal(text, ((BreachContent)(await Rig.FindAsync(reference)).Content).Measures);

        NoticeOutcome outcome = await Rig.Register.ReportAsync(
            NoticeRig.Breach(Rig.Clock.GetUtcNow()) with { Measures = new string('x', 120_001) }, "staff", request: null,
            TestContext.Current.CancellationToken);
        Assert.Equal("measures", Assert.Single(Assert.IsType<NoticeOutcome.Invalid>(outcome).Faults).Field);
    }

    private static void AssertWellFormed(ReceivedMail mail, string subject)
    {
        MimeMessage message = mail.Message;
        Assert.Equal(subject, message.Subject);
        Assert.Equal(
            ["Auto-Submitted", "Date", "From", "MIME-Version", "Message-Id", "Subject", "To"],
            message.Headers.Select(header => header.Field).Order(StringComparer.Ordinal));
        TextPart body = Assert.IsType<TextPart>(message.Body);
        Assert.Equal(("text/plain", "utf-8", "nl"), (body.ContentType.MimeType, body.ContentType.Charset, body.Headers["Content-Language"]));
        Assert.Single(message.To);
        string[] lines = Encoding.Latin1.GetString(mail.Raw).Split("\r\n");
        Assert.True(Array.TrueForAll(lines, line => line.Length <= 998 && !line.Contains('\n') && line.All(char.IsAscii)));
    }

    private static int Occurrences(string all, string part) => all.Split(part).Length - 1;
}
