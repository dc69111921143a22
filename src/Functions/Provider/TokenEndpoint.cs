using LeerId.Applications;
using LeerId.Provider;
using LeerId.Students;
using Microsoft.AspNetCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.Functions.Provider;

/// <summary>The token endpoint. It authenticates the application, then validates the code, and last checks that the code was not used before.</summary>
internal static class TokenEndpoint
{
    public static void AddTo(OpenIddictServerBuilder server)
    {
        server.AddEventHandler<ValidateTokenRequestContext>(handler =>
            handler.UseSingletonHandler<RefuseDuplicates<ValidateTokenRequestContext>>().SetOrder(int.MinValue + 50_000));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseSingletonHandler<AuthenticateClient>()
            .SetOrder(OpenIddictServerHandlers.Exchange.ValidateClientCredentialsParameters.Descriptor.Order + 500));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseSingletonHandler<CheckCodeParameters>()
            .SetOrder(OpenIddictServerHandlers.Exchange.ValidateRedirectUri.Descriptor.Order - 500));
        server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseSingletonHandler<RedeemCode>());
        server.AddEventHandler<ApplyTokenResponseContext>(handler => handler.UseSingletonHandler<RecordTokenError>().SetOrder(int.MinValue + 200_000));
        server.Services.AddSingleton<CodeClaims>().AddSingleton<ClientAssertions>();
    }
}

/// <summary>Authenticates the application, only by the method in its settings (OpenID Connect Core, section 9).</summary>
internal sealed class AuthenticateClient(ApplicationRegister applications, ClientSecrets secrets, ClientAssertions assertions)
    : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        HttpContext http = context.Transaction.GetHttpRequest()!.HttpContext;
        string? clientId = context.Request.ClientId ?? ClientAssertions.ClaimedClientId(context.Request.ClientAssertion);
        Application? application = applications.Find(clientId);
        string? fault = application is null ? "the client id is unknown"
            : await NamesAnotherAsync(http.Request, clientId!) ? "the client id in the body is another one"
            : await CheckAsync(application, context.Request, http);
        if (fault is null)
        {
            // The JWT is checked here, because OpenIddict has no keys of applications in this mode.
            context.Request.ClientId = application!.ClientId;
            context.Request.ClientAssertion = context.Request.ClientAssertionType = null;
            return;
        }

        await secrets.FailAsync(application, fault, http.RequestAborted);
        context.Reject(Errors.InvalidClient, "The client could not be authenticated.");
    }

    // OpenIddict uses the client id in the Authorization header, and ignores the one in the body.
    private static async ValueTask<bool> NamesAnotherAsync(HttpRequest http, string clientId)
    {
        IFormCollection form = await http.ReadFormAsync(http.HttpContext.RequestAborted);
        return form.TryGetValue(Parameters.ClientId, out StringValues named) && named != clientId;
    }

    private async ValueTask<string?> CheckAsync(Application application, OpenIddictRequest request, HttpContext http)
    {
        bool usesHeader = http.Request.Headers.Authorization.Count > 0;
        ClientAuthentication? used = request switch
        {
            { ClientAssertion: not null } => ClientAuthentication.PrivateKeyJwt,
            { ClientSecret: not null } => usesHeader ? ClientAuthentication.ClientSecretBasic : ClientAuthentication.ClientSecretPost,
            _ => null,
        };
        if (used is null)
            return "it sent neither a secret nor a JWT";
        if (used != application.ClientAuthentication)
            return $"it used {used}, and its settings say {application.ClientAuthentication}";
        if (used == ClientAuthentication.PrivateKeyJwt)
            return await assertions.CheckAsync(application, request.ClientAssertion!);
        return await secrets.IsValidAsync(application, request.ClientSecret!, http.RequestAborted) ? null : "the secret is wrong";
    }
}

/// <summary>
/// Answers missing and unexpected parameters like wrong ones, so that a caller can't find out what a code is bound to (RFC 6749, section 5.2; RFC 9700,
/// section 4.8.2). OpenIddict's own answers would name the parameter.
/// </summary>
internal sealed class CheckCodeParameters : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        bool hasChallenge = !string.IsNullOrEmpty(context.AuthorizationCodePrincipal?.GetClaim(Claims.Private.CodeChallenge));
        bool hasVerifier = !string.IsNullOrEmpty(context.Request.CodeVerifier);
        if (string.IsNullOrEmpty(context.Request.RedirectUri))
            context.Reject(Errors.InvalidGrant, "redirect_uri is missing.");
        else if (hasChallenge && !hasVerifier)
            context.Reject(Errors.InvalidGrant, "code_verifier is missing.");
        else if (!hasChallenge && hasVerifier)
            context.Reject(Errors.InvalidGrant, "code_verifier is present, but the request for the code had no code_challenge.");
        return default;
    }
}

/// <summary>Redeems the code and issues the tokens.</summary>
internal sealed class RedeemCode(ApplicationRegister applications, CodeRedemption redemption) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        HttpContext http = context.Transaction.GetHttpRequest()!.HttpContext;
        if (CodeClaims.TryRead(context.Principal!, out StudentKey student, out Ulid entry)
            && await redemption.TryRedeemAsync(entry, student, applications.Find(context.ClientId)!, http.RequestAborted))
        {
            context.SignIn(context.Principal!);
            return;
        }

        context.Reject(Errors.InvalidGrant, "The code is not valid.");
    }
}

/// <summary>Logs why a token request was refused. The application gets only the standard's error.</summary>
internal sealed partial class RecordTokenError(ApplicationRegister applications, ILogger<RecordTokenError> logger)
    : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (context.Error is not { } error)
            return default;
        string clientId = applications.Find(context.Request?.ClientId)?.ClientId ?? "(unknown)";
        LogRefused(clientId, error, context.Response.ErrorDescription);
        // Each fault of a code gets the same answer, so that somebody who tries stolen codes learns nothing.
        if (error == Errors.InvalidGrant)
            context.Response.ErrorDescription = "The code is not valid.";
        context.Response.ErrorUri = null;
        return default;
    }

    [LoggerMessage(EventId = 1104, Level = LogLevel.Warning, Message = "A token request of application {ClientId} was refused: {Error}, {Reason}")]
    private partial void LogRefused(string clientId, string error, string? reason);
}
