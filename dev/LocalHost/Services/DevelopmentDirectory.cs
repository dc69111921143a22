using LeerId.LocalHost.StaffDirectory;

namespace LeerId.LocalHost.Services;

/// <summary>
/// Simulates the directory where staff sign in, such as Entra ID. Its endpoints are part of this host, so nothing else is started. The setting
/// Staff:Issuer replaces it.
/// </summary>
public sealed class DevelopmentDirectory : ILocalService
{
    public bool IsReplacedBy(IConfiguration developerSettings) => developerSettings["Staff:Issuer"] is not null;

    public Task<StartedService> StartAsync(LocalServiceContext context, CancellationToken cancellationToken) => Task.FromResult(new StartedService(
        new Dictionary<string, string?>
        {
            ["Staff:Issuer"] = new Uri(context.Address, DirectoryEndpoints.Path).ToString(),
            ["Staff:Audience"] = "leerid-functions-staff",
            ["Staff:Clients"] = StaffTokens.Client,
            ["Staff:Programs"] = StaffTokens.Program,
            [StaffTokens.SimulatedSetting] = bool.TrueString,
        },
        new Nothing()));

    private sealed record Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
