using System.Globalization;
using LeerId.Applications;
using LeerId.Functions.SignIn;
using LeerId.Pages;
using LeerId.Pages.Pupils;
using LeerId.SignIn;
using Microsoft.AspNetCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.Functions.Provider;

/// <summary>The authorization endpoint. It verifies the redirect URI, then the other parameters, and then starts the sign-in at ACM.</summary>
internal static class AuthorizationEndpoint
{
    // The property of a request with its application. It is set when client and redirect URI are verified, and errors may be redirected from then on.
    private const string Verified = "verified application";

    public static void AddTo(OpenIddictServerBuilder server)
    {
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler =>
            handler.UseSingletonHandler<VerifyRedirectUri>().SetOrder(int.MinValue + 50_000));
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler =>
            handler.UseSingletonHandler<RefuseDuplicates<ValidateAuthorizationRequestContext>>().SetOrder(int.MinValue + 55_000));
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseSingletonHandler<CheckRequest>().SetOrder(int.MinValue + 60_000));
        server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseSingletonHandler<SignPupilIn>());
        server.AddEventHandler<ApplyAuthorizationResponseContext>(handler => handler.UseSingletonHandler<RedirectError>()
            .SetOrder(OpenIddictServerHandlers.Authentication.AttachRedirectUri.Descriptor.Order + 500));
        server.AddEventHandler<ApplyAuthorizationResponseContext>(handler => handler.UseSingletonHandler<RenderResponse>().SetOrder(200_000));
    }

    public static Application? VerifiedApplication(OpenIddictServerTransaction transaction) => transaction.GetProperty<Application>(Verified);

    /// <summary>
    /// Verifies client and redirect URI before anything else. Until then the browser is not redirected, and afterwards the application gets all other errors
    /// (RFC 6749, section 4.1.2.1).
    /// </summary>
    internal sealed class VerifyRedirectUri(ApplicationRegister applications) : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
    {
        public ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
        {
            // A duplicate parameter has no value here, so it is refused.
            if (applications.Find((string?)context.Request[Parameters.ClientId]) is not { } application)
                context.Reject(Errors.InvalidRequest, "client_id is missing or unknown.");
            else if ((string?)context.Request[Parameters.RedirectUri] is not { } uri || !application.RedirectUris.Contains(uri, StringComparer.Ordinal))
                context.Reject(Errors.InvalidRequest, "redirect_uri is missing, or is not exactly one of the application's.");
            else
                context.Transaction.SetProperty(Verified, application);
            return default;
        }
    }

    /// <summary>Checks the sizes of parameters, and the rules in the application's settings, which OpenIddict does not check.</summary>
    internal sealed class CheckRequest : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
    {
        private const int MaximumStateLength = 1536;
        private const int MaximumNonceLength = 512;
        private const int ChallengeLength = 43;

        public ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
        {
            OpenIddictRequest request = context.Request;
            Application application = VerifiedApplication(context.Transaction)!;
            string[] scopes = [.. application.Grant(request.GetScopes())];
            // Scopes that the application may not have are ignored (OpenID Connect Core, section 3.1.2.1).
            if (!scopes.Contains(Scopes.OpenId))
                context.Reject(Errors.InvalidScope, "scope lacks openid.");
            // OpenIddict would read it as the reference of a pushed request (RFC 9126).
            else if (request.RequestUri is not null)
                context.Reject(Errors.RequestUriNotSupported, "request_uri is not supported.");
            else if (request.State?.Length > MaximumStateLength)
                Refuse($"state has more than {MaximumStateLength} characters.");
            else if (request.Nonce?.Length > MaximumNonceLength)
                Refuse($"nonce has more than {MaximumNonceLength} characters.");
            else if (request.CodeChallenge is { } challenge && (challenge.Length != ChallengeLength || !challenge.All(IsBase64Url)))
                Refuse($"code_challenge is not {ChallengeLength} characters of base64url (RFC 7636, section 4.2).");
            else if (request.CodeChallenge is null && application.RequiresPkce && request.ResponseType == ResponseTypes.Code)
                Refuse("code_challenge is missing: this application must use PKCE with S256.");
            else if (request[Parameters.MaxAge] is { } maxAge && !long.TryParse((string?)maxAge, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                Refuse("max_age is not a number of seconds.");
            else
                request.Scope = string.Join(' ', scopes);
            return default;

            void Refuse(string description) => context.Reject(Errors.InvalidRequest, description);
        }

        private static bool IsBase64Url(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
    }

    /// <summary>Sends the pupil to ACM, or issues the code when the pupil has returned.</summary>
    internal sealed class SignPupilIn(SignInService signIn, CodeClaims codeClaims, PupilPages pages)
        : IOpenIddictServerHandler<HandleAuthorizationRequestContext>
    {
        public async ValueTask HandleAsync(HandleAuthorizationRequestContext context)
        {
            HttpContext http = context.Transaction.GetHttpRequest()!.HttpContext;
            Application application = VerifiedApplication(context.Transaction)!;
            // An invalid hint does not identify the pupil whom the application expects (OpenID Connect Core, section 3.1.2.1).
            if (context.Request.IdTokenHint is { Length: > 0 } && context.IdentityTokenHintPrincipal is null)
            {
                context.Reject(Errors.LoginRequired, "id_token_hint is not an ID token of this provider.");
                return;
            }

            if (!http.Items.TryGetValue(typeof(SignInOutcome), out object? back) || back is not SignInOutcome outcome)
            {
                AuthorizationRequest asked = AuthorizationRequest.Of(name => Parameter(context, name));
                if (asked.Query.Length > AuthorizationRequest.MaximumQueryLength)
                {
                    context.Reject(
                        Errors.InvalidRequest,
                        $"state and nonce are too long: all parameters together may have {AuthorizationRequest.MaximumQueryLength} characters, encoded.");
                    return;
                }

                outcome = await signIn.StartAsync(asked, http.Request.CookieValues(), http.RequestAborted);
            }

            switch (outcome)
            {
                case SignInOutcome.Granted granted when !await codeClaims.IsHintedAsync(application, granted, http.RequestAborted):
                    context.Reject(Errors.LoginRequired, "Another pupil signed in than the one that id_token_hint names.");
                    break;
                case SignInOutcome.Granted granted:
                    context.SignIn(await codeClaims.ForAsync(application, granted, context.Request.GetScopes(), http.RequestAborted));
                    break;
                case SignInOutcome.LoginRequired:
                    context.Reject(Errors.LoginRequired, "The pupil has to sign in again, and that can't be done without showing a page.");
                    break;
                default:
                    await (await outcome.ToResultAsync(pages, http.Request)).ExecuteAsync(http);
                    context.HandleRequest();
                    break;
            }
        }

        private static string? Parameter(HandleAuthorizationRequestContext context, string name) =>
            name == AuthorizationRequest.HintedSubjectParameter
                ? context.IdentityTokenHintPrincipal?.GetClaim(Claims.Subject)
                : (string?)context.Request[name];
    }

    /// <summary>Sends an error of a request to the application, instead of showing it to the user as OpenIddict would.</summary>
    internal sealed class RedirectError : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
    {
        public ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
        {
            if (context.Error is null)
                return default;
            context.Response.ErrorUri = null;
            if (VerifiedApplication(context.Transaction) is null)
                return default;
            context.RedirectUri = context.Request!.RedirectUri;
            // If the response mode or type is not supported, the query gets the error, because a fragment never reaches the application's server.
            if (context.Request.ResponseMode != ResponseModes.FormPost)
                context.Request.ResponseMode = ResponseModes.Query;
            return default;
        }
    }

    /// <summary>Renders the pages of this endpoint: the page that posts an answer, and the page of an error that may not be redirected.</summary>
    internal sealed class RenderResponse(PupilPages pages, ProviderErrorPage errorPage) : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
    {
        public async ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
        {
            HttpContext http = context.Transaction.GetHttpRequest()!.HttpContext;
            if (context.RedirectUri is { Length: > 0 } address)
            {
                http.Response.SetPageHeaders(PageHeaders.Common);
                if (context.ResponseMode != ResponseModes.FormPost)
                    return;
                HiddenForm form = new(
                    address, [.. context.Response.GetParameters().Select(field => KeyValuePair.Create(field.Key, (string?)field.Value ?? ""))]);
                await (await pages.RenderFormPostAsync(context.Request!.ClientId!, form)).ToResult().ExecuteAsync(http);
            }
            else
            {
                await errorPage.RenderAsync(http, context.Error!, context.Response.ErrorDescription);
            }

            context.HandleRequest();
        }
    }
}
