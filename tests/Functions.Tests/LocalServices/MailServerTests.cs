using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LeerId.LocalServices;

namespace LeerId.Functions.Tests.LocalServices;

public sealed class MailServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_that_is_sent_can_be_read_and_two_servers_keep_apart()
    {
        await using MailServer server = await MailServer.StartAsync(cancellationToken: Cancelled);
        await using MailServer other = await MailServer.StartAsync(cancellationToken: Cancelled);

        await SendAsync(server.SmtpPort);

        using HttpClient http = new();
        JsonElement mails = await http.GetFromJsonAsync<JsonElement>(new Uri(server.WebAddress, "email"), Cancelled);
        Assert.Equal("Goeiedag", Assert.Single(mails.EnumerateArray()).GetProperty("subject").GetString());
        Assert.Empty((await http.GetFromJsonAsync<JsonElement>(new Uri(other.WebAddress, "email"), Cancelled)).EnumerateArray());
    }

    private static async Task SendAsync(int port)
    {
        using TcpClient client = new();
        await client.ConnectAsync(MailServer.SmtpHost, port, Cancelled);
        using StreamReader reader = new(client.GetStream(), Encoding.ASCII);
        Assert.StartsWith("220", await reader.ReadLineAsync(Cancelled), StringComparison.Ordinal);
        foreach (string line in (string[])
            [
                "HELO test", "MAIL FROM:<a@school.example>", "RCPT TO:<b@school.example>", "DATA",
                "Subject: Goeiedag\r\nFrom: a@school.example\r\n\r\nTekst\r\n.", "QUIT",
            ])
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), Cancelled);
            Assert.Matches("^[23]", await reader.ReadLineAsync(Cancelled));
        }
    }
}
