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

/// <summary>What this client asks of ACM: sign a pupil in, exchange a code, give more claims, sign a pupil out.</summary>
public sealed partial class AcmClient(
    [FromKeyedServices(AcmOptions.Provider)] ProviderMetadata metadata, ProviderHttpClient http,
    [FromKeyedServices(AcmOptions.Provider)] CircuitBreaker breaker, AcmCredential credential, IOptions<AcmOptions> options, ILogger<AcmClient> logger)
{
    /// <summary>How a sign-in's code is tied to it (RFC 7636, section 4.2).</summary>
    public const string CodeChallengeMethod = "S256";

    private static readonly TimeSpan TokenTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan UserInfoTimeout = TimeSpan.FromSeconds(5);

    private readonly AcmOptions _options = options.Value;

    /// <summary>The address at ACM where this sign-in goes on.</summary>
    /// <exception cref="ProviderUnavailableException">ACM does not say where.</exception>
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
            // The default for a code need not be asked for (OAuth 2.0 Multiple Response Types, section 2.1).
            ResponseMode = _options.UsesFormPost ? AcmOptions.FormPostResponseMode : null,
        };
        message.SetParameter("code_challenge", state.CodeChallenge);
        message.SetParameter("code_challenge_method", CodeChallengeMethod);
        if (_options.AuthMech.Length > 0)
            message.SetParameter("authMech", _options.AuthMech);
        // What ACM makes of them is not public: they are handed on, and its answer is checked.
        message.Prompt = Prompt(state.Request);
        message.MaxAge = state.Request.MaxAge?.ToString(CultureInfo.InvariantCulture);
        return new Uri(message.CreateAuthenticationRequestUrl());
    }

    /// <summary>The address at ACM that ends the pupil's session there, from where the browser comes back to this app.</summary>
    /// <param name="state">What ACM gives back unchanged.</param>
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

    /// <summary>Exchanges a code, once: it works only once.</summary>
    /// <exception cref="ProviderUnavailableException">ACM did not answer as it must.</exception>
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

    /// <summary>Whether an answer to a sign-in that names this issuer, or none, can be ACM's (RFC 9207, section 2.4).</summary>
    /// <param name="issuer">The parameter <c>iss</c>; null when there is none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ProviderUnavailableException">ACM does not say whether it names its issuer.</exception>
    public async ValueTask<bool> IsOwnIssuerAsync(string? issuer, CancellationToken cancellationToken) =>
        issuer is null ? !(await metadata.EndpointsAsync(cancellationToken)).NamesIssuer : issuer == _options.Issuer;

    /// <summary>The claims of the userinfo endpoint; null when ACM has none, or gave no access token.</summary>
    /// <exception cref="ProviderUnavailableException">ACM did not answer as it must.</exception>
    public async ValueTask<JsonElement?> UserInfoAsync(string? accessToken, CancellationToken cancellationToken)
    {
        ProviderEndpoints endpoints = await metadata.EndpointsAsync(cancellationToken);
        if (endpoints.UserInfo is null || accessToken is null)
            return null;

        using HttpRequestMessage request = new(HttpMethod.Get, endpoints.UserInfo);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return (await SendAsync(request, UserInfoTimeout, cancellationToken)).ExpectJson();
    }

    /// <summary>Whether an exception says that ACM is not there, and not that it answered something else than it must.</summary>
    internal static bool IsFault(Exception? exception) =>
        exception is ProviderUnavailableException { Fault: ProviderFault.Unreachable or ProviderFault.Timeout or ProviderFault.Failed };

    /// <summary>Asks for the discovery document through the circuit breaker, to find out whether ACM answers again.</summary>
    internal async Task ProbeAsync(CancellationToken cancellationToken) => await breaker.RunAsync(
        static (known, token) => known.ReloadEndpointsAsync(token), metadata, cancellationToken);

    // Nothing is tried twice, because a code works only once. So there are no retries to limit.
    private async Task<ProviderAnswer> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await breaker.RunAsync(
                static async (call, token) => await call.http.SendAsync(call.request, call.timeout, token), (http, request, timeout), cancellationToken);
        }
        catch (BrokenCircuitException exception)
        {
            throw new ProviderUnavailableException(ProviderFault.Unreachable, "not asked for the moment, because most requests failed", exception);
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
        // On a shared device the session must end, so ACM's known path serves where its discovery document does not.
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
