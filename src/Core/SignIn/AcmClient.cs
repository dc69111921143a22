using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using LeerId.Applications;
using LeerId.Load;
using LeerId.OpenIdConnect;
using LeerId.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Polly.CircuitBreaker;

namespace LeerId.SignIn;

/// <summary>The requests to ACM: the addresses for signing in and out, the exchange of a code, and userinfo.</summary>
public sealed partial class AcmClient(
    [FromKeyedServices(AcmOptions.Provider)] ProviderMetadata metadata, ProviderHttpClient http,
    [FromKeyedServices(AcmOptions.Provider)] CircuitBreaker breaker, AcmCredential credential, IOptions<AcmOptions> options, ILogger<AcmClient> logger)
{
    /// <summary>The method of PKCE, which binds a code to its sign-in (RFC 7636, section 4.2).</summary>
    public const string CodeChallengeMethod = "S256";

    private static readonly TimeSpan TokenTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan UserInfoTimeout = TimeSpan.FromSeconds(5);

    private readonly AcmOptions _options = options.Value;

    /// <summary>The address at ACM where the pupil signs in.</summary>
    /// <exception cref="ProviderUnavailableException">ACM's metadata could not be read.</exception>
    public async ValueTask<Uri> SignInAddressAsync(SignInState state, CancellationToken cancellationToken)
    {
        ProviderEndpoints endpoints = await metadata.EndpointsAsync(cancellationToken);
        OpenIdConnectMessage message = new()
        {
            IssuerAddress = endpoints.Authorization.OriginalString,
            EnableTelemetryParameters = false,
            ClientId = _options.ClientId,
            RedirectUri = _options.RedirectUri,
            ResponseType = OpenIdConnectResponseType.Code,
            Scope = _options.Scopes,
            State = state.State,
            Nonce = state.Nonce,
            // The query is the default for a code, so it needs no parameter (OAuth 2.0 Multiple Response Types, section 2.1).
            ResponseMode = _options.UsesFormPost ? AcmOptions.FormPostResponseMode : null,
        };
        message.SetParameter("code_challenge", state.CodeChallenge);
        message.SetParameter("code_challenge_method", CodeChallengeMethod);
        if (_options.AuthMech.Length > 0)
            message.SetParameter("authMech", _options.AuthMech);
        // Whether ACM honours these two is not public. They are passed on, and its answer is checked.
        message.Prompt = Prompt(state.Request);
        message.MaxAge = state.Request.MaxAge?.ToString(CultureInfo.InvariantCulture);
        return new Uri(message.CreateAuthenticationRequestUrl());
    }

    /// <summary>The address at ACM that ends the pupil's session there and then returns the browser to this app.</summary>
    /// <param name="state">A text that ACM returns unchanged.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<Uri> SignOutAddressAsync(string state, CancellationToken cancellationToken)
    {
        OpenIdConnectMessage message = new()
        {
            IssuerAddress = await EndSessionAddressAsync(cancellationToken),
            EnableTelemetryParameters = false,
            ClientId = _options.ClientId,
            PostLogoutRedirectUri = _options.PostLogoutRedirectUri,
            State = state,
        };
        return new Uri(message.CreateLogoutRequestUrl());
    }

    /// <summary>Exchanges a code for tokens. It never retries, because a code works only once.</summary>
    /// <exception cref="ProviderUnavailableException">ACM did not answer, or not as the standard says.</exception>
    public async ValueTask<Checked<AcmTokens, RefusalReason>> ExchangeAsync(string code, string codeVerifier, CancellationToken cancellationToken)
    {
        ProviderEndpoints endpoints = await metadata.EndpointsAsync(cancellationToken);
        Dictionary<string, string> form = new()
        {
            [OpenIdConnectParameterNames.GrantType] = OpenIdConnectGrantTypes.AuthorizationCode,
            [OpenIdConnectParameterNames.Code] = code,
            [OpenIdConnectParameterNames.RedirectUri] = _options.RedirectUri,
            ["code_verifier"] = codeVerifier,
        };
        using HttpRequestMessage request = new(HttpMethod.Post, endpoints.Token);
        await credential.AddAsync(request, form, cancellationToken);
        request.Content = new FormUrlEncodedContent(form);

        ProviderAnswer answer = await SendAsync(request, TokenTimeout, cancellationToken);
        if (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized)
            return Refusal(answer.ReadJson().Text("error"));
        return AcmTokens.Read(answer.ExpectJson());
    }

    /// <summary>Whether an answer with this issuer can be ACM's. Without one it can be, unless ACM's metadata promise one (RFC 9207, section 2.4).</summary>
    /// <param name="issuer">The parameter <c>iss</c>; null when there is none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ProviderUnavailableException">ACM's metadata could not be read.</exception>
    public async ValueTask<bool> IsOwnIssuerAsync(string? issuer, CancellationToken cancellationToken) =>
        issuer is null ? !(await metadata.EndpointsAsync(cancellationToken)).NamesIssuer : issuer == _options.Issuer;

    /// <summary>The claims of the userinfo endpoint; null when ACM has no such endpoint or gave no access token.</summary>
    /// <exception cref="ProviderUnavailableException">ACM did not answer, or not as the standard says.</exception>
    public async ValueTask<JsonElement?> UserInfoAsync(string? accessToken, CancellationToken cancellationToken)
    {
        ProviderEndpoints endpoints = await metadata.EndpointsAsync(cancellationToken);
        if (endpoints.UserInfo is null || accessToken is null)
            return null;

        using HttpRequestMessage request = new(HttpMethod.Get, endpoints.UserInfo);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return (await SendAsync(request, UserInfoTimeout, cancellationToken)).ExpectJson();
    }

    /// <summary>Whether an exception means that ACM is unavailable. An unexpected answer does not mean that.</summary>
    internal static bool IsFault(Exception? exception) =>
        exception is ProviderUnavailableException { Fault: ProviderFault.Unreachable or ProviderFault.Timeout or ProviderFault.Failed };

    /// <summary>Asks for the discovery document through the circuit breaker, to find out whether ACM answers again.</summary>
    internal async Task ProbeAsync(CancellationToken cancellationToken) => await breaker.RunAsync(
        static (known, token) => known.ReloadEndpointsAsync(token), metadata, cancellationToken);

    // No request is retried, because a code works only once.
    private async Task<ProviderAnswer> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await breaker.RunAsync(
                static async (call, token) => await call.http.SendAsync(call.request, call.timeout, token), (http, request, timeout), cancellationToken);
        }
        catch (BrokenCircuitException exception)
        {
            throw new ProviderUnavailableException(ProviderFault.Unreachable, "no request was sent, because most earlier ones failed", exception);
        }
    }

    private string? Prompt(AuthorizationRequest request) =>
        request.PromptsNone ? "none" : request.PromptsLogin || _options.Prompt.Length > 0 ? "login" : null;

    private RefusalReason Refusal(string? error)
    {
        if (error == "invalid_grant")
            return RefusalReason.CodeRejected;
        if (error is not ("invalid_client" or "unauthorized_client"))
            return RefusalReason.AcmAnswerInvalid;

        LogClientRejected();
        return RefusalReason.ClientRejected;
    }

    private async ValueTask<string> EndSessionAddressAsync(CancellationToken cancellationToken)
    {
        // On a shared device the session must end. So ACM's documented path is used if its metadata have no address or can't be read.
        string known = $"{_options.Issuer}/v1/logout";
        try
        {
            return (await metadata.EndpointsAsync(cancellationToken)).EndSession?.OriginalString ?? known;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return known;
        }
    }

    [LoggerMessage(
        EventId = 1002, Level = LogLevel.Critical, Message = "ACM does not accept this client: nobody can sign in. Check the client id and the secret or key")]
    private partial void LogClientRejected();
}
