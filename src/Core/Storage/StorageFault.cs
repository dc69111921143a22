using Azure;
using Azure.Identity;

namespace LeerId.Storage;

/// <summary>The exceptions with which the Azure clients say that storage or the key vault refused or did not answer.</summary>
public static class StorageFault
{
    // The clients throw an AggregateException when every try failed, an OperationCanceledException when a try took too long, and an
    // AuthenticationFailedException when they got no token.
    /// <summary>Whether an exception is one of them.</summary>
    public static bool Is(Exception exception) =>
        exception is RequestFailedException or AggregateException or AuthenticationFailedException or OperationCanceledException or IOException;

    /// <summary>Whether a row with the same key exists. A table that is being deleted is a conflict with the same status, but then nothing is stored.</summary>
    internal static bool IsAlreadyThere(RequestFailedException exception) => exception is { Status: 409, ErrorCode: "EntityAlreadyExists" };
}
