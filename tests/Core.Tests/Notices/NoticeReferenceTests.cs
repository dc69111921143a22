using LeerId.Notices;
using LeerId.Text;
using MailKit.Security;

namespace LeerId.Core.Tests.Notices;

public sealed class NoticeReferenceTests
{
    [Theory]
    [InlineData("breach/01K4E8J1YZ3N5B6C7D8E9F0G1H")]
    [InlineData("quality/20260901-naam-ontbreekt")]
    [InlineData("change/01K4E8J1YZ3N5B6C7D8E9F0G1H/aanvulling-1")]
    [InlineData("disclosure/01K4E8J1YZ3N5B6C7D8E9F0G1H")]
    [InlineData("agreement/2027-06-30/2027-07-01")]
    public void Reference_reads_what_it_writes(string text)
    {
        Assert.True(NoticeReference.TryParse(text, out NoticeReference reference));
        Assert.Equal(text, reference.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("breach")]
    [InlineData("breach/")]
    [InlineData("Breach/1")]
    [InlineData("finding/1")]
    [InlineData("breach/1/")]
    [InlineData("breach/1/2/3")]
    [InlineData("breach/1~2")]
    [InlineData("breach/1\r\n2")]
    [InlineData("breach/é")]
    [InlineData("breach/123456789012345678901234567890123456789012345678901234567890123456789012345678901")]
    public void Other_texts_are_no_reference(string? text) => Assert.False(NoticeReference.TryParse(text, out _));

    [Theory]
    [InlineData("mail.example", 587, SecureSocketOptions.StartTls)]
    [InlineData("mail.example", 25, SecureSocketOptions.StartTls)]
    [InlineData("mail.example", 465, SecureSocketOptions.SslOnConnect)]
    [InlineData("localhost.example", 25, SecureSocketOptions.StartTls)]
    [InlineData("10.0.0.1", 25, SecureSocketOptions.StartTls)]
    [InlineData("127.0.0.1", 1025, SecureSocketOptions.None)]
    [InlineData("::1", 1025, SecureSocketOptions.None)]
    [InlineData("localhost", 1025, SecureSocketOptions.None)]
    public void Security_is_TLS_outside_the_loopback(string host, int port, SecureSocketOptions security) =>
        Assert.Equal(security, MailConnection.Security(host, port));

    [Theory]
    [InlineData("a\r\nBcc: x@y.example", "a  Bcc: x@y.example")]
    [InlineData("a\u202Eb\u2066c\u200Fd\u0000e\u2028f", "a b c d e f")]
    [InlineData("Één é", "Één é")]
    public void Header_text_is_one_harmless_line(string text, string header) => Assert.Equal(header, PlainText.Header(text));
}
