using Azure.Storage.Queues.Models;
using LeerId.Notices;
using LeerId.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Notices;

/// <summary>Mails a notice to the data protection officers.</summary>
public sealed class RelayNotice(NoticeRelay relay)
{
    [Function(nameof(RelayNotice))]
    public Task RunAsync([QueueTrigger(QueueNames.Notices)] QueueMessage message, CancellationToken cancellationToken) =>
        relay.RelayAsync(message.Body.ToString(), message.MessageId, cancellationToken);
}
