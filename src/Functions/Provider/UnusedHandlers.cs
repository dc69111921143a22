using OpenIddict.Server;

namespace LeerId.Functions.Provider;

/// <summary>
/// Removes the handlers of OpenIddict that never act in this app. OpenIddict searches its whole list for each of the many events of a request, so
/// each handler costs time, even if a filter then excludes it.
/// </summary>
internal static class UnusedHandlers
{
    // The names of the events and filters of these features contain them.
    private static readonly string[] UnusedFeatures =
    [
        "PushedAuthorization", "DeviceAuthorization", "EndUserVerification", "Introspection", "Revocation",
        "DegradedModeDisabled", "TokenStorageEnabled", "AuthorizationStorageEnabled", "PassthroughEnabled",
    ];

    /// <summary>Removes the handlers.</summary>
    public static void RemoveFrom(OpenIddictServerOptions options) => options.Handlers.RemoveAll(handler =>
        IsUnused(handler.ContextType)
        || handler.FilterTypes.Any(IsUnused)
        // This handler adds the claims of the code that the principal of the tokens lacks. Here both are the same principal (RedeemCode).
        || handler == OpenIddictServerHandlers.RestoreInternalClaims.Descriptor);

    private static bool IsUnused(Type type) => UnusedFeatures.Any(feature => type.Name.Contains(feature, StringComparison.Ordinal));
}
