namespace LeerId.AcmSimulator;

/// <summary>The simulator ends when its owner disposes it; it takes no signals from the process.</summary>
internal sealed class OwnersLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
