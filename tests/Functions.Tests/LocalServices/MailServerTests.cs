using System.Net;
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
    public async Task Sent_mail_can_be_read_and_two_servers_are_separate()
    {
        await using MailServer server = await MailServer.StartAsync(cancellationToken: Cancelled);
        await using MailServer other = await MailServer.StartAsync(cancellationToken: Cancelled);

        await SendAsync(server.SmtpPort);

        using HttpClient http = new();
        JsonElement mails = await http.GetFromJsonAsync<JsonElement>(new Uri(server.WebAddress, "api/email"), Cancelled);
        Assert.Equal("Goeiedag", Assert.Single(mails.EnumerateArray()).GetProperty("subject").GetString());
        Assert.Empty((await http.GetFromJsonAsync<JsonElement>(new Uri(other.WebAddress, "api/email"), Cancelled)).EnumerateArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Port_that_was_taken_meanwhile_is_replaced_by_another(bool smtp)
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port, tries = 0;

        await using MailServer server = await MailServer.StartAsync(
            options: null,
            () =>
            {
                (int Smtp, int Web) free = MailServer.TwoFreePorts();
                return ++tries > 1 ? free : smtp ? (port, free.Web) : (free.Smtp, port);
            },
            Cancelled);

        Assert.Equal(2, tries);
        Assert.NotEqual(port, server.SmtpPort);
        Assert.NotEqual(port, server.WebAddress.Port);
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
