using Azure.Storage.Queues.Models;
using LeerId.Notices;
using LeerId.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Notices;

/// <summary>Records and reports that a notice could not be delivered.</summary>
public sealed class GiveUpNotice(NoticeRelay relay)
{
    [Function(nameof(GiveUpNotice))]
    public Task RunAsync([QueueTrigger(QueueNames.PoisonNotices)] QueueMessage message, CancellationToken cancellationToken) =>
        relay.GiveUpAsync(message.Body.ToString(), message.MessageId, cancellationToken);
}
