using LeerId.LocalServices;
using Xunit;

namespace LeerId.Testing;

/// <summary>One mail server for all tests of an assembly. Each test uses mail addresses of its own.</summary>
public sealed class MailServerFixture : IAsyncLifetime
{
    private MailServer? _server;

    public MailServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await MailServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
