using Azure.Storage.Queues.Models;
using LeerId.Notices;
using LeerId.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions;

/// <summary>Records and reports that a notice was given up.</summary>
public sealed class UndeliveredNotice(NoticeRelay relay)
{
    [Function(nameof(UndeliveredNotice))]
    public Task RunAsync([QueueTrigger(QueueNames.PoisonNotices)] QueueMessage message, CancellationToken cancellationToken) =>
        relay.GiveUpAsync(message.Body.ToString(), message.MessageId, cancellationToken);
}
