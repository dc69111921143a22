using LeerId.Applications;
using LeerId.Functions.SignIn;
using LeerId.Pages.Pupils;
using LeerId.Provider;
using LeerId.SignIn;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.Functions.Provider;

/// <summary>The end session endpoint (OpenID Connect RP-Initiated Logout 1.0). It sends the browser to ACM, which ends the session.</summary>
internal static class EndSessionEndpoint
{
    private const string Confirmed = "confirmed";

    public static void AddTo(OpenIddictServerBuilder server)
    {
        server.AddEventHandler<ValidateEndSessionRequestContext>(handler =>
            handler.UseSingletonHandler<RefuseDuplicates<ValidateEndSessionRequestContext>>().SetOrder(int.MinValue + 50_000));
        server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseSingletonHandler<VerifyRequest>());
        server.AddEventHandler<HandleEndSessionRequestContext>(handler => handler.UseSingletonHandler<SignPupilOut>());
        server.AddEventHandler<ApplyEndSessionResponseContext>(handler => handler.UseSingletonHandler<RenderError>().SetOrder(200_000));
        server.AddEventHandler<ValidateTokenContext>(handler => handler.UseSingletonHandler<AcceptExpiredHint>().SetOrder(int.MinValue + 50_000));
    }

    /// <summary>Finds the application: by client id, by the ID token's audience, or by the return address.</summary>
    private static Application? Find(ApplicationRegister applications, OpenIddictRequest request, System.Security.Claims.ClaimsPrincipal? hint) =>
        applications.Find(request.ClientId)
        ?? hint?.GetAudiences().Select(applications.Find).FirstOrDefault(application => application is not null)
        ?? applications.All.FirstOrDefault(application => application.PostLogoutRedirectUris.Contains(request.PostLogoutRedirectUri ?? ""));

    /// <summary>
    /// Accepts an expired ID token as a hint (RP-Initiated Logout 1.0, section 2; OpenID Connect Core, section 3.1.2.1), because the application's session
    /// lasts longer than the token.
    /// </summary>
    internal sealed class AcceptExpiredHint : IOpenIddictServerHandler<ValidateTokenContext>
    {
        public ValueTask HandleAsync(ValidateTokenContext context)
        {
            if (context.EndpointType is OpenIddictServerEndpointType.EndSession or OpenIddictServerEndpointType.Authorization)
                context.DisableLifetimeValidation = true;
            return default;
        }
    }

    /// <summary>Verifies that the browser may return to the address in the request.</summary>
    internal sealed class VerifyRequest(ApplicationRegister applications) : IOpenIddictServerHandler<ValidateEndSessionRequestContext>
    {
        private const int MaximumStateLength = 1536;

        public ValueTask HandleAsync(ValidateEndSessionRequestContext context)
        {
            OpenIddictRequest request = context.Request;
            if (request.ClientId is not null && applications.Find(request.ClientId) is null)
                Refuse("client_id is unknown.");
            else if (request.State?.Length > MaximumStateLength)
                Refuse($"state has more than {MaximumStateLength} characters.");
            else if (request.PostLogoutRedirectUri is { } uri
                && Find(applications, request, context.IdentityTokenHintPrincipal)?.PostLogoutRedirectUris.Contains(uri, StringComparer.Ordinal) != true)
            {
                Refuse("post_logout_redirect_uri is not exactly one of the application's.");
            }

            return default;

            void Refuse(string description) => context.Reject(Errors.InvalidRequest, description);
        }
    }

    /// <summary>Asks for confirmation, unless an ID token proves that the application had signed the pupil in (RP-Initiated Logout 1.0, section 2).</summary>
    internal sealed class SignPupilOut(SignInService signIn, SignOutStates states, PupilPages pages, IOptions<AcmOptions> acm)
        : IOpenIddictServerHandler<HandleEndSessionRequestContext>
    {
        private readonly string _origin = acm.Value.OwnAddress.GetLeftPart(UriPartial.Authority);

        public async ValueTask HandleAsync(HandleEndSessionRequestContext context)
        {
            HttpContext http = context.Transaction.GetHttpRequest()!.HttpContext;
            OpenIddictRequest request = context.Request;
            context.HandleRequest();
            if (context.IdentityTokenHintPrincipal is null && !IsConfirmed(request, http.Request))
            {
                string[] kept = [Parameters.ClientId, Parameters.PostLogoutRedirectUri, Parameters.State];
                HiddenForm question = new(
                    http.Request.Path,
                    [
                        .. kept.Select(name => KeyValuePair.Create(name, (string?)request[name] ?? "")).Where(field => field.Value.Length > 0),
                        new(Confirmed, "yes"),
                    ]);
                await (await pages.RenderSignOutQuestionAsync(question)).ToResult().ExecuteAsync(http);
                return;
            }

            string? returnTo = request.PostLogoutRedirectUri is { } uri
                ? request.State is { } state ? QueryHelpers.AddQueryString(uri, Parameters.State, state) : uri
                : null;
            SignInOutcome outcome = await signIn.SignOutAsync(
                await states.SealAsync(returnTo, http.RequestAborted), http.Request.CookieValues(), http.RequestAborted);
            // The browser applies the page's form-action rule to each redirect after a form, and the redirects of ACM are unknown.
            IResult result = outcome is SignInOutcome.Started started && HttpMethods.IsPost(http.Request.Method)
                ? (await pages.RenderSigningOutAsync(started.Address)).ToResult(started.Cookies)
                : await outcome.ToResultAsync(pages, http.Request);
            await result.ExecuteAsync(http);
        }

        // Another site can make a browser post a form here, but its Origin header names that site.
        private bool IsConfirmed(OpenIddictRequest request, HttpRequest http) =>
            HttpMethods.IsPost(http.Method) && (string?)request[Confirmed] == "yes" && http.Headers.Origin == _origin;
    }

    /// <summary>Renders the fault of a request. The browser is not redirected.</summary>
    internal sealed class RenderError(ProviderErrorPage errorPage) : IOpenIddictServerHandler<ApplyEndSessionResponseContext>
    {
        public async ValueTask HandleAsync(ApplyEndSessionResponseContext context)
        {
            if (context.Error is null)
                return;
            await errorPage.RenderAsync(context.Transaction.GetHttpRequest()!.HttpContext, context.Error, context.Response.ErrorDescription);
            context.HandleRequest();
        }
    }
}
