using Azure;
using Azure.Identity;

namespace LeerId.Storage;

/// <summary>The exceptions with which the Azure clients say that storage or the key vault refused or did not answer.</summary>
public static class StorageFault
{
    // An aggregate when each try failed, a cancellation when a try took too long, and a kind of its own when no token could be had.
    /// <summary>Whether it is one of them.</summary>
    public static bool Is(Exception exception) =>
        exception is RequestFailedException or AggregateException or AuthenticationFailedException or OperationCanceledException or IOException;

    /// <summary>Whether storage says that the very row is there already; a table that is being deleted is a conflict too, and stores nothing.</summary>
    internal static bool IsAlreadyThere(RequestFailedException exception) => exception is { Status: 409, ErrorCode: "EntityAlreadyExists" };
}
