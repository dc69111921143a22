namespace LeerId.Storage;

/// <summary>The queues, all in the account of the Functions host. infra/bicep/modules/host-storage.bicep declares the same ones.</summary>
public static class QueueNames
{
    /// <summary>The references of notices that must be mailed.</summary>
    public const string Notices = "dpo-notices";

    /// <summary>The references that the Functions host could not process after all its tries. The host adds this ending to the name of the queue.</summary>
    public const string PoisonNotices = Notices + "-poison";
}
