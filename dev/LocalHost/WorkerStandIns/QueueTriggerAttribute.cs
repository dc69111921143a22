namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function on a message of a queue. Stand-in for the worker's own.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    public string QueueName { get; } = queueName;

    /// <summary>The name of the setting with the storage account; null: AzureWebJobsStorage.</summary>
    public string? Connection { get; set; }
}
