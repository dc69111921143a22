using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using LeerId.Caching;
using LeerId.Settings;
using Microsoft.Extensions.Logging;

namespace LeerId.OpenIdConnect;

/// <summary>Caches an OpenID provider's discovery document and keys. The app also starts while the provider is unavailable.</summary>
public sealed partial class ProviderMetadata
{
    // The media type of a key set (RFC 7517, section 8.5.1).
    private const string KeySetType = "application/jwk-set+json";

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndpointsRefreshAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan EndpointsUsableFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan DefaultMaxAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan MinimumMaxAge = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaximumMaxAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan UnknownKeyRefreshPause = TimeSpan.FromSeconds(30);

    private readonly string _name;
    private readonly string _issuer;
    private readonly ProviderHttpClient _http;
    private readonly AddressRules _addresses;
    private readonly ILogger<ProviderMetadata> _logger;
    private readonly RefreshingValue<ProviderEndpoints> _endpoints;
    private readonly RefreshingValue<ProviderKeySet> _keys;

    /// <summary>Prepares the cache. The first caller loads the documents.</summary>
    /// <param name="name">The provider's name, for the log.</param>
    /// <param name="issuer">The provider's issuer identifier.</param>
    /// <param name="http">Sends the requests.</param>
    /// <param name="addresses">Tells which addresses of endpoints are secure.</param>
    /// <param name="clock">Measures the age of the documents.</param>
    /// <param name="logger">Gets failed loads and ignored keys.</param>
    public ProviderMetadata(
        string name, string issuer, ProviderHttpClient http, AddressRules addresses, TimeProvider clock, ILogger<ProviderMetadata> logger)
    {
        _name = name;
        _issuer = issuer;
        _http = http;
        _addresses = addresses;
        _logger = logger;
        _endpoints = new RefreshingValue<ProviderEndpoints>(token => LoadAsync("discovery document", LoadEndpointsAsync, token), clock);
        _keys = new RefreshingValue<ProviderKeySet>(token => LoadAsync("key set", LoadKeysAsync, token), clock);
    }

    /// <summary>The provider's endpoints, at most a day old.</summary>
    /// <exception cref="ProviderUnavailableException">The discovery document can't be loaded, and none was loaded within the last day.</exception>
    public ValueTask<ProviderEndpoints> EndpointsAsync(CancellationToken cancellationToken) => _endpoints.GetAsync(cancellationToken);

    /// <summary>Loads the endpoints again.</summary>
    /// <exception cref="ProviderUnavailableException">The discovery document can't be loaded.</exception>
    public ValueTask<ProviderEndpoints> ReloadEndpointsAsync(CancellationToken cancellationToken) =>
        _endpoints.RefreshAsync(TimeSpan.Zero, cancellationToken);

    /// <summary>Loads the keys again.</summary>
    /// <exception cref="ProviderUnavailableException">The keys can't be loaded.</exception>
    public ValueTask<ProviderKeySet> ReloadKeysAsync(CancellationToken cancellationToken) => _keys.RefreshAsync(TimeSpan.Zero, cancellationToken);

    /// <summary>Loads the discovery document and the keys, unless they are in memory.</summary>
    /// <exception cref="ProviderUnavailableException">One of them can't be loaded.</exception>
    public async ValueTask PreloadAsync(CancellationToken cancellationToken) => await _keys.GetAsync(cancellationToken);

    /// <summary>
    /// The keys, including the one with this id if the provider publishes it. If the id is unknown, the keys are loaded again, at most once per 30 seconds. A
    /// failed load can be retried two seconds later.
    /// </summary>
    /// <exception cref="ProviderUnavailableException">
    /// The keys can't be loaded. The fault is <see cref="ProviderFault.KeysUnavailable"/>, and the finding has the cause.
    /// </exception>
    public async ValueTask<ProviderKeySet> KeysAsync(string kid, CancellationToken cancellationToken)
    {
        try
        {
            ProviderKeySet keys = await _keys.GetAsync(cancellationToken);
            return keys.Contains(kid) ? keys : await _keys.RefreshAsync(UnknownKeyRefreshPause, cancellationToken);
        }
        catch (ProviderUnavailableException exception)
        {
            throw new ProviderUnavailableException(ProviderFault.KeysUnavailable, $"{exception.Fault}, {exception.Finding}", exception);
        }
    }

    private async Task<Loaded<T>> LoadAsync<T>(string document, Func<CancellationToken, Task<Loaded<T>>> load, CancellationToken cancellationToken)
    {
        try
        {
            return await load(cancellationToken);
        }
        catch (ProviderUnavailableException exception)
        {
            LogNotLoaded(document, _name, exception.Fault, exception.Finding);
            throw;
        }
    }

    private async Task<Loaded<ProviderEndpoints>> LoadEndpointsAsync(CancellationToken cancellationToken)
    {
        ProviderAnswer answer = await GetAsync(new Uri($"{_issuer}/.well-known/openid-configuration"), cancellationToken);
        JsonElement document = answer.ExpectJson();

        // Both issuers must be exactly the same (OpenID Connect Discovery, section 4.3).
        string? issuer = document.Text("issuer");
        if (issuer != _issuer)
            throw Invalid($"the published issuer is {ProviderUnavailableException.Quote(issuer)}, and not '{_issuer}'");

        ProviderEndpoints endpoints = new(
            RequiredAddress(document, "authorization_endpoint"),
            RequiredAddress(document, "token_endpoint"),
            RequiredAddress(document, "jwks_uri"),
            Address(document, "userinfo_endpoint"),
            Address(document, "end_session_endpoint"),
            document.TryGetProperty("authorization_response_iss_parameter_supported", out JsonElement names) && names.ValueKind == JsonValueKind.True);
        return new(endpoints, EndpointsRefreshAfter, EndpointsUsableFor, EndpointsUsableFor);
    }

    private async Task<Loaded<ProviderKeySet>> LoadKeysAsync(CancellationToken cancellationToken)
    {
        ProviderEndpoints endpoints = await EndpointsAsync(cancellationToken);
        ProviderAnswer answer = await GetAsync(endpoints.Keys, cancellationToken, MediaTypeNames.Application.Json, KeySetType);
        ProviderKeySet keys = ProviderKeySet.Read(answer.ExpectBody(MediaTypeNames.Application.Json, KeySetType))
            ?? throw Invalid("a body that is no JSON object with one array 'keys'");
        if (keys.Usable < keys.Published)
            LogKeysLeftOut(keys.Published - keys.Usable, keys.Published, _name);

        // ACM sends must-revalidate: keys older than max-age may not be used. So the refresh begins well before.
        long seconds = Math.Clamp((long)(answer.MaxAge ?? DefaultMaxAge).TotalSeconds, (long)MinimumMaxAge.TotalSeconds, (long)MaximumMaxAge.TotalSeconds);
        TimeSpan maxAge = TimeSpan.FromSeconds(seconds);
        return new(keys, maxAge * 0.75, maxAge, maxAge);
    }

    private async Task<ProviderAnswer> GetAsync(Uri address, CancellationToken cancellationToken, params IReadOnlyList<string> mediaTypes)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        foreach (string mediaType in mediaTypes)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        return await _http.SendAsync(request, RequestTimeout, cancellationToken);
    }

    private Uri RequiredAddress(JsonElement document, string name) => Address(document, name)
        ?? throw Invalid($"{name} is {ProviderUnavailableException.Quote(document.Text(name))}, and not an absolute https address");

    // An address has only visible ASCII characters (RFC 3986, section 2). The app redirects browsers to it in a header, which allows no others.
    private Uri? Address(JsonElement document, string name) =>
        document.Text(name) is { } text && text.All(c => c is > ' ' and < '\x7f')
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && _addresses.IsSecure(address) ? address : null;

    private static ProviderUnavailableException Invalid(string finding) => new(ProviderFault.AnswerInvalid, finding);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "The {Document} of {Provider} could not be loaded: {Fault}; found: {Finding}")]
    private partial void LogNotLoaded(string document, string provider, ProviderFault fault, string finding);

    [LoggerMessage(
        EventId = 1003, Level = LogLevel.Information,
        Message = "{LeftOut} of the {Published} keys of {Provider} were left out: they can't be read, or are not for RS256 signatures")]
    private partial void LogKeysLeftOut(int leftOut, int published, string provider);
}

/// <summary>A provider's endpoints, according to its discovery document.</summary>
/// <param name="Authorization">The authorization endpoint, where people sign in.</param>
/// <param name="Token">The token endpoint, which exchanges a code for tokens.</param>
/// <param name="Keys">The address of the key set.</param>
/// <param name="UserInfo">The userinfo endpoint, which gives more claims than the ID token; null if the provider has none.</param>
/// <param name="EndSession">The endpoint where people sign out; null if the discovery document does not list it.</param>
/// <param name="NamesIssuer">Whether the provider promises to name its issuer in each authorization response (RFC 9207, section 3).</param>
public sealed record ProviderEndpoints(Uri Authorization, Uri Token, Uri Keys, Uri? UserInfo, Uri? EndSession, bool NamesIssuer);
