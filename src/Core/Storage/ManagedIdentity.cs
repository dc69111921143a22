using System.Collections.Concurrent;
using Azure.Core;
using Azure.Identity;

namespace LeerId.Storage;

/// <summary>
/// The credentials of the app's managed identities. A credential keeps its tokens, so all clients of an identity share one: an instance that starts then
/// asks Azure for one token per kind of service.
/// </summary>
public static class ManagedIdentity
{
    private static readonly ConcurrentDictionary<string, TokenCredential> Credentials = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The credential of an identity.</summary>
    /// <param name="clientId">The client id of a user-assigned identity; null or empty for the first identity that Azure.Identity finds.</param>
    public static TokenCredential Credential(string? clientId) => Credentials.GetOrAdd(
        clientId ?? "",
        id => id.Length > 0 ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(id)) : new DefaultAzureCredential());
}
