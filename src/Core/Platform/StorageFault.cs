using Azure;
using Azure.Identity;

namespace LeerId.Platform;

/// <summary>The exceptions with which the Azure clients say that storage or the key vault refused or did not answer.</summary>
internal static class StorageFault
{
    // An aggregate when each try failed, a cancellation when a try took too long, and a kind of its own when no token could be had.
    public static bool Is(Exception exception) =>
        exception is RequestFailedException or AggregateException or AuthenticationFailedException or OperationCanceledException or IOException;
}
