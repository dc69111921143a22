using System.Net.Sockets;
using LeerId.Secrets;
using LeerId.Text;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Text;

namespace LeerId.Notices;

/// <summary>Mails one notice to one recipient through SMTP, over TLS unless the server is on this machine.</summary>
public sealed class NoticeMailer(
    IOptions<SmtpOptions> smtp, IOptions<DpoOptions> dpo, IOptions<RequestMailOptions> requests, ISecretReader secrets, TimeProvider clock,
    ILogger<NoticeMailer> logger)
{
    internal const string PasswordSecret = "smtp-password";

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(2);

    private readonly SmtpOptions _smtp = smtp.Value;
    private readonly DpoOptions _dpo = dpo.Value;
    private readonly RequestMailOptions _requests = requests.Value;
    private readonly SecretKey<string> _password = new(secrets, PasswordSecret, text => text, clock, logger);

    /// <summary>Sends the mail, and returns once the server has accepted it.</summary>
    /// <exception cref="NoticeNotMailedException">The server probably didn't accept the mail, or took too long.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended the work.</exception>
    public async Task SendAsync(Notice notice, NoticeRecipient recipient, CancellationToken cancellationToken)
    {
        using MailConnection connection = new(_smtp);
        SmtpClient client = connection.Client;
        MailStep step = MailStep.Compose;
        try
        {
            using MimeMessage message = Compose(notice, recipient);
            step = MailStep.Connect;
            await WithinAsync(ConnectLimit, connection.OpenAsync, cancellationToken);
            await WithinAsync(SendLimit, async token =>
            {
                step = MailStep.Authenticate;
                if (_smtp.User.Length > 0)
                    await client.AuthenticateAsync(_smtp.User, (await _password.GetAsync(token)).Current, token);
                step = MailStep.Send;
                await client.SendAsync(message, token);
            }, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NoticeNotMailedException(
                step == MailStep.Connect ? connection.StepOf(exception) : step, _smtp.Host, connection.CertificateFault, exception);
        }

        await SayGoodbyeAsync(client);
    }

    /// <summary>Makes the mail. Its message id is the same each time.</summary>
    private MimeMessage Compose(Notice notice, NoticeRecipient recipient)
    {
        NoticeLetter letter = PupilLetter.Complete(NoticeLetter.For(notice).WithContact(_dpo, recipient), notice, recipient);
        TextPart text = Body(letter.ToText());
        MailboxAddress from = _smtp.Sender!;
        MimeMessage message = new()
        {
            Subject = PlainText.Header(letter.Subject),
            Date = clock.GetUtcNow(),
            MessageId = MessageId(notice.Reference, recipient, _smtp.SenderDomain),
            Body = PupilLetter.HasPart(notice, recipient) ? new Multipart("mixed") { text, IdentityEncryption.Part(notice.Pupil!.Encrypted) } : text,
        };
        message.From.Add(from);
        message.To.Add(AddressOf(recipient));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static string MessageId(NoticeReference reference, NoticeRecipient recipient, string domain) =>
        $"{reference.ToString().Replace('/', '.')}.{NameOf(recipient)}@{domain}";

    private static string NameOf(NoticeRecipient recipient) => recipient switch
    {
        NoticeRecipient.Dov => "dov",
        NoticeRecipient.Provider => "provider",
        _ => "requests",
    };

    // If an operator removes the setting while a reminder waits, the reminder stays undelivered, which raises an alert.
    private MailboxAddress AddressOf(NoticeRecipient recipient) => recipient == NoticeRecipient.Requests
        ? _requests.Address ?? throw new InvalidOperationException("Requests:Mail is empty.")
        : _dpo.Of(recipient).Mailbox;

    private static TextPart Body(string text)
    {
        TextPart body = new(TextFormat.Plain) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        body.SetText("utf-8", text);
        body.Headers.Add(HeaderId.ContentLanguage, "nl");
        return body;
    }

    private static async Task WithinAsync(TimeSpan limit, Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        either.CancelAfter(limit);
        await step(either.Token);
    }

    // The server has accepted the mail, so a failure to sign off doesn't matter.
    private static async Task SayGoodbyeAsync(SmtpClient client)
    {
        try
        {
            await WithinAsync(GoodbyeLimit, token => client.DisconnectAsync(quit: true, token), CancellationToken.None);
        }
        catch (Exception exception) when (
            exception is IOException or SocketException or OperationCanceledException or SmtpProtocolException or SmtpCommandException)
        {
        }
    }
}
