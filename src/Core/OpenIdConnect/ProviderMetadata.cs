using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using LeerId.Caching;
using LeerId.Settings;
using Microsoft.Extensions.Logging;

namespace LeerId.OpenIdConnect;

/// <summary>An OpenID provider's discovery document and its keys, in memory. If the provider is unavailable, the app starts all the same.</summary>
public sealed partial class ProviderMetadata
{
    // RFC 7517, section 8.5.1.
    private const string KeySetType = "application/jwk-set+json";

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndpointsRefreshAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan EndpointsUsableFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan KeysMaxAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan MinimumMaxAge = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaximumMaxAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan UnknownKeyRefreshAtMostEvery = TimeSpan.FromSeconds(30);

    private readonly string _name;
    private readonly string _issuer;
    private readonly ProviderWire _wire;
    private readonly AddressRules _addresses;
    private readonly ILogger<ProviderMetadata> _logger;
    private readonly RefreshingValue<ProviderEndpoints> _endpoints;
    private readonly RefreshingValue<ProviderKeySet> _keys;

    /// <summary>Reads nothing yet.</summary>
    public ProviderMetadata(
        string name, string issuer, ProviderWire wire, AddressRules addresses, TimeProvider clock, ILogger<ProviderMetadata> logger)
    {
        _name = name;
        _issuer = issuer;
        _wire = wire;
        _addresses = addresses;
        _logger = logger;
        _endpoints = new RefreshingValue<ProviderEndpoints>(token => LoadAsync("discovery document", LoadEndpointsAsync, token), clock);
        _keys = new RefreshingValue<ProviderKeySet>(token => LoadAsync("key set", LoadKeysAsync, token), clock);
    }

    /// <summary>Where the provider's endpoints are.</summary>
    /// <exception cref="ProviderUnavailableException">The provider does not say, and did not within the last day.</exception>
    public ValueTask<ProviderEndpoints> EndpointsAsync(CancellationToken cancellationToken) => _endpoints.GetAsync(cancellationToken);

    /// <summary>The endpoints, loaded anew.</summary>
    /// <exception cref="ProviderUnavailableException">The provider does not say.</exception>
    public ValueTask<ProviderEndpoints> ReloadEndpointsAsync(CancellationToken cancellationToken) =>
        _endpoints.RefreshAsync(TimeSpan.Zero, cancellationToken);

    /// <summary>The keys, loaded anew.</summary>
    /// <exception cref="ProviderUnavailableException">The provider does not give its keys.</exception>
    public ValueTask<ProviderKeySet> ReloadKeysAsync(CancellationToken cancellationToken) => _keys.RefreshAsync(TimeSpan.Zero, cancellationToken);

    /// <summary>Reads both, unless they are in memory.</summary>
    /// <exception cref="ProviderUnavailableException">The provider does not give them.</exception>
    public async ValueTask PreloadAsync(CancellationToken cancellationToken) => await _keys.GetAsync(cancellationToken);

    /// <summary>
    /// The keys, with the one of that id if the provider has it. An unknown id makes the app load the keys again, successfully at most once in half a minute;
    /// after a failure it asks again two seconds later.
    /// </summary>
    /// <exception cref="ProviderUnavailableException">
    /// The provider does not give its keys: <see cref="ProviderFault.KeysUnavailable"/>, with what was found.
    /// </exception>
    public async ValueTask<ProviderKeySet> KeysAsync(string kid, CancellationToken cancellationToken)
    {
        try
        {
            ProviderKeySet keys = await _keys.GetAsync(cancellationToken);
            return keys.Contains(kid) ? keys : await _keys.RefreshAsync(UnknownKeyRefreshAtMostEvery, cancellationToken);
        }
        catch (ProviderUnavailableException exception)
        {
            throw new ProviderUnavailableException(ProviderFault.KeysUnavailable, $"{exception.Fault}, {exception.Finding}", exception);
        }
    }

    private async Task<Loaded<T>> LoadAsync<T>(string what, Func<CancellationToken, Task<Loaded<T>>> load, CancellationToken cancellationToken)
    {
        try
        {
            return await load(cancellationToken);
        }
        catch (ProviderUnavailableException exception)
        {
            LogNotLoaded(what, _name, exception.Fault, exception.Finding);
            throw;
        }
    }

    private async Task<Loaded<ProviderEndpoints>> LoadEndpointsAsync(CancellationToken cancellationToken)
    {
        ProviderAnswer answer = await GetAsync(new Uri($"{_issuer}/.well-known/openid-configuration"), cancellationToken);
        JsonElement document = answer.ExpectJson();

        // OpenID Connect Discovery, section 4.3: exact to the character.
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

        // ACM says must-revalidate: past max-age the keys are not used any more, so the refresh begins well before.
        long seconds = Math.Clamp((long)(answer.MaxAge ?? KeysMaxAge).TotalSeconds, (long)MinimumMaxAge.TotalSeconds, (long)MaximumMaxAge.TotalSeconds);
        TimeSpan maxAge = TimeSpan.FromSeconds(seconds);
        return new(keys, maxAge * 0.75, maxAge, maxAge);
    }

    private async Task<ProviderAnswer> GetAsync(Uri address, CancellationToken cancellationToken, params IReadOnlyList<string> mediaTypes)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        foreach (string mediaType in mediaTypes)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        return await _wire.SendAsync(request, RequestTimeout, cancellationToken);
    }

    private Uri RequiredAddress(JsonElement document, string name) => Address(document, name)
        ?? throw Invalid($"{name} is {ProviderUnavailableException.Quote(document.Text(name))}, and not an absolute https address");

    // RFC 3986, section 2: an address is visible ASCII. The browser's address is made of it, and a header takes nothing else.
    private Uri? Address(JsonElement document, string name) =>
        document.Text(name) is { } text && text.All(c => c is > ' ' and < '\x7f')
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && _addresses.IsSecure(address) ? address : null;

    private static ProviderUnavailableException Invalid(string finding) => new(ProviderFault.AnswerInvalid, finding);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "The {What} of {Provider} could not be loaded: {Fault}; found: {Finding}")]
    private partial void LogNotLoaded(string what, string provider, ProviderFault fault, string finding);

    [LoggerMessage(
        EventId = 1003, Level = LogLevel.Information,
        Message = "{LeftOut} of the {Published} keys of {Provider} were left out: they can't be read, or are not for RS256 signatures")]
    private partial void LogKeysLeftOut(int leftOut, int published, string provider);
}

/// <summary>A provider's endpoints, as its discovery document gives them.</summary>
/// <param name="Authorization">Where people sign in.</param>
/// <param name="Token">Where a code is exchanged.</param>
/// <param name="Keys">The key set.</param>
/// <param name="UserInfo">Claims beside the ID token; null when the provider has none.</param>
/// <param name="EndSession">Where people sign out; null when the provider does not list it.</param>
/// <param name="NamesIssuer">Whether the provider promises to name its issuer in each answer to a sign-in (RFC 9207, section 3).</param>
public sealed record ProviderEndpoints(Uri Authorization, Uri Token, Uri Keys, Uri? UserInfo, Uri? EndSession, bool NamesIssuer);
