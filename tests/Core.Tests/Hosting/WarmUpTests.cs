using LeerId.Hosting;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeerId.Core.Tests.Hosting;

public sealed class WarmUpTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private readonly LogCapture _logs = new();
    private ServiceProvider? _services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_reads_once_everything_that_a_sign_in_needs()
    {
        await using ScriptedAcm acm = await ScriptedAcm.StartAsync("leerid", TimeProvider.System);
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.NewAccount());

        await RunAsync(acm.Issuer, storage.ConnectionString);

        Assert.Equal(["GET /op/.well-known/openid-configuration", "GET /op/v1/keys"], acm.Requests);
        Assert.Contains("GET Schools()", storage.Requests);
        Assert.Equal(4, storage.Requests.Count(request => request == "POST Tables"));
        Assert.Contains(_logs.Entries, entry => entry.Message.Contains("11 of 11", StringComparison.Ordinal));
    }

    [Fact]
    public async Task App_starts_even_if_no_service_answers()
    {
        await RunAsync(
            "http://127.0.0.1:1/op",
            "DefaultEndpointsProtocol=http;AccountName=away;AccountKey=YXdheQ==;TableEndpoint=http://127.0.0.1:1/away;"
                + "QueueEndpoint=http://127.0.0.1:1/away;BlobEndpoint=http://127.0.0.1:1/away;");

        Assert.Contains(_logs.Entries, entry => entry.Message.Contains("6 of 11", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Invalid_settings_are_still_reported_all_at_once()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLeerId(builder.Configuration).AddLeerIdWarmUp();
        using IHost host = builder.Build();

        AggregateException faults = await Assert.ThrowsAsync<AggregateException>(() => host.StartAsync(Cancel));

        Assert.Contains("Acm:Issuer is not set.", faults.ToString(), StringComparison.Ordinal);
        Assert.Contains("Applications:0:ClientId", faults.ToString(), StringComparison.Ordinal);
        Assert.Contains("AzureWebJobsStorage is not set", faults.ToString(), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _services?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task RunAsync(string issuer, string storage)
    {
        Dictionary<string, string?> settings = new()
        {
            ["Acm:Issuer"] = issuer,
            ["Acm:ClientId"] = "leerid",
            ["Acm:ClientAuthentication"] = "ClientSecretPost",
            ["Acm:RedirectUri"] = "http://127.0.0.1:7071/acm/callback",
            ["Secrets:acm-client-secret"] = "secret",
            ["Secrets:sign-in-cookie-key"] = Convert.ToBase64String(new byte[64]),
            ["Secrets:student-key"] = Convert.ToBase64String(new byte[32]),
            ["Applications:0:ClientId"] = "application",
            ["Applications:0:Name"] = "Application",
            ["Applications:0:RedirectUris:0"] = "https://application.example/callback",
            ["Secrets:id-token-key"] = CompleteSettings.NewRsaKey(),
            ["Secrets:provider-token-key"] = Convert.ToBase64String(new byte[32]),
            ["Secrets:subject-key"] = Convert.ToBase64String(new byte[32]),
        };
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(_logs))
            .AddLeerId(TestConfiguration.On(storage, settings))
            .AddLeerIdWarmUp()
            .BuildServiceProvider();
        WarmUp warmUp = _services.GetServices<IHostedService>().OfType<WarmUp>().Single();
        await warmUp.StartAsync(Cancel);
        await warmUp.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }
}
