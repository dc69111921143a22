namespace LeerId.AcmSimulator;

/// <summary>Ends the simulator only when its owner disposes of it. Signals to the process have no effect.</summary>
internal sealed class OwnerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
