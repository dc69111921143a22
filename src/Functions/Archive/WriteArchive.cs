using LeerId.Archive;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Archive;

/// <summary>Archives the sealed days of the privacy log and the records every night.</summary>
public sealed class WriteArchive(NightlyArchive archive)
{
    [Function(nameof(WriteArchive))]
    public Task RunAsync([TimerTrigger("%Archive:Schedule%")] TimerInfo timer, CancellationToken cancellationToken) => archive.RunAsync(cancellationToken);
}
