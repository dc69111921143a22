using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.AcmSimulator.Provider;

/// <summary>Checks requests against the dossier, and decides whether an error may be returned to the client.</summary>
internal sealed class DossierRules(Dossier dossier) :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>,
    IOpenIddictServerHandler<ApplyAuthorizationResponseContext>,
    IOpenIddictServerHandler<ValidateEndSessionRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        if (!Trusts(context.Request))
            context.Reject(Errors.InvalidRequest, "The client_id or the redirect_uri is not registered.");
        else if (!context.Request.HasScope(Scopes.OpenId))
            context.Reject(Errors.InvalidScope, "The scope openid is mandatory.");
        else if (context.Request.GetScopes().Any(scope => !dossier.Scopes.Contains(scope, StringComparer.Ordinal)))
            context.Reject(Errors.InvalidScope, "The dossier does not allow this scope.");
        return ValueTask.CompletedTask;
    }

    /// <summary>OpenIddict shows some errors on a page. ACM returns them to the client, as RFC 6749, section 4.1.2.1, specifies.</summary>
    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        if (context is { Error: not null, RedirectUri: null, Request: { } request } && Trusts(request))
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
            context.Reject(Errors.InvalidRequest, "The client_id is not registered.");
        else if (context.PostLogoutRedirectUri is { } address && (context.ClientId is null || !IsAmong(dossier.PostLogoutRedirectUris, address)))
            context.Reject(Errors.InvalidRequest, "A post_logout_redirect_uri needs a client_id and must be registered.");
        return ValueTask.CompletedTask;
    }

    private bool Trusts(OpenIddictRequest request) =>
        request.ClientId == dossier.ClientId && request.RedirectUri is { } address && IsAmong(dossier.RedirectUris, address);

    private static bool IsAmong(IReadOnlyList<Uri> registered, string address) =>
        registered.Any(uri => string.Equals(uri.OriginalString, address, StringComparison.Ordinal));
}
