using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LeerId.Infra.Tests.Bicep;

[assembly: AssemblyFixture(typeof(BicepServers))]

namespace LeerId.Infra.Tests.Bicep;

/// <summary>Two servers for all tests, with a cache of the repository's compiled files.</summary>
public sealed class BicepServers : IAsyncLifetime
{
    private const int Servers = 2;

    private readonly ConcurrentBag<BicepServer> _idle = [];
    private readonly SemaphoreSlim _free = new(Servers);
    private readonly ConcurrentDictionary<string, Lazy<Task<Deployment>>> _deployments = new();
    private readonly Lazy<Task<JsonNode>> _template;

    public BicepServers() =>
        _template = new(() => UseAsync(server => server.CompileAsync(Path.Combine(BicepFolder.InRepository, "main.bicep"), CancellationToken.None)));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (BicepServer server in _idle)
            await server.DisposeAsync();
        _free.Dispose();
    }

    /// <summary>The deployment of an environment of the repository.</summary>
    internal Task<Deployment> DeploymentAsync(string environment) => _deployments.GetOrAdd(
        environment, name => new(() => DeploymentAsync(BicepFolder.InRepository, name))).Value;

    /// <summary>The deployment of an environment of another folder.</summary>
    internal async Task<Deployment> DeploymentAsync(string folder, string environment) => new(
        await UseAsync(server => server.SnapshotAsync(Path.Combine(folder, $"{environment}.bicepparam"), CancellationToken.None)));

    /// <summary>The ARM template of main.bicep.</summary>
    internal Task<JsonNode> TemplateAsync() => _template.Value;

    private async Task<T> UseAsync<T>(Func<BicepServer, Task<T>> use)
    {
        await _free.WaitAsync();
        if (!_idle.TryTake(out BicepServer? server))
            server = BicepServer.Start();
        try
        {
            return await use(server);
        }
        finally
        {
            _idle.Add(server);
            _free.Release();
        }
    }
}
