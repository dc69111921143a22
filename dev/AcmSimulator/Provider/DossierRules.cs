using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.AcmSimulator.Provider;

/// <summary>Checks requests against the dossier, and decides whether the browser may return to the client with an error.</summary>
internal sealed class DossierRules(Dossier dossier) :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>,
    IOpenIddictServerHandler<ApplyAuthorizationResponseContext>,
    IOpenIddictServerHandler<ValidateEndSessionRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        if (!IsRegistered(context.Request))
            context.Reject(Errors.InvalidRequest, "client_id or redirect_uri is not in the dossier. Send exactly a registered value.");
        else if (!context.Request.HasScope(Scopes.OpenId))
            context.Reject(Errors.InvalidScope, "scope must contain openid.");
        else if (context.Request.GetScopes().Any(scope => !dossier.Scopes.Contains(scope, StringComparer.Ordinal)))
            context.Reject(Errors.InvalidScope, $"scope must contain no other scopes than those of the dossier: {string.Join(", ", dossier.Scopes)}.");
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Sends the browser back to the client with errors that OpenIddict would show on a page, as ACM does (RFC 6749, section 4.1.2.1).
    /// </summary>
    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        if (context is { Error: not null, RedirectUri: null, Request: { } request } && IsRegistered(request))
        {
            context.RedirectUri = request.RedirectUri;
            context.ResponseMode = request.ResponseMode is ResponseModes.FormPost or ResponseModes.Fragment
                ? request.ResponseMode
                : ResponseModes.Query;
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(ValidateEndSessionRequestContext context)
    {
        if (context.ClientId is { } clientId && clientId != dossier.ClientId)
            context.Reject(Errors.InvalidRequest, "client_id is not in the dossier.");
        else if (context.PostLogoutRedirectUri is { } address && (context.ClientId is null || !IsAmong(dossier.PostLogoutRedirectUris, address)))
            context.Reject(Errors.InvalidRequest, "post_logout_redirect_uri must be in the dossier, and needs client_id beside it.");
        return ValueTask.CompletedTask;
    }

    private bool IsRegistered(OpenIddictRequest request) =>
        request.ClientId == dossier.ClientId && request.RedirectUri is { } address && IsAmong(dossier.RedirectUris, address);

    private static bool IsAmong(IReadOnlyList<Uri> registered, string address) =>
        registered.Any(uri => string.Equals(uri.OriginalString, address, StringComparison.Ordinal));
}
