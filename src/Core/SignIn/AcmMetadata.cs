using System.Text.Json;
using LeerId.Platform;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.SignIn;

/// <summary>ACM's discovery document and its keys, in memory. ACM being away delays nothing at start.</summary>
internal sealed partial class AcmMetadata
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndpointsRefreshAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan EndpointsUsableFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan KeysMaxAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan LeastMaxAge = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MostMaxAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan UnknownKeyRefreshAtMostEvery = TimeSpan.FromSeconds(30);

    private readonly AcmWire _wire;
    private readonly AcmOptions _options;
    private readonly AddressRules _addresses;
    private readonly ILogger<AcmMetadata> _logger;
    private readonly RefreshingValue<AcmEndpoints> _endpoints;
    private readonly RefreshingValue<AcmKeySet> _keys;

    public AcmMetadata(AcmWire wire, IOptions<AcmOptions> options, AddressRules addresses, TimeProvider clock, ILogger<AcmMetadata> logger)
    {
        _wire = wire;
        _options = options.Value;
        _addresses = addresses;
        _logger = logger;
        _endpoints = new RefreshingValue<AcmEndpoints>(token => LoadAsync("discovery document", LoadEndpointsAsync, token), clock);
        _keys = new RefreshingValue<AcmKeySet>(token => LoadAsync("key set", LoadKeysAsync, token), clock);
    }

    /// <summary>Where ACM's endpoints are.</summary>
    /// <exception cref="AcmUnavailableException">ACM does not say, and did not within the last day.</exception>
    public ValueTask<AcmEndpoints> EndpointsAsync(CancellationToken cancellationToken) => _endpoints.GetAsync(cancellationToken);

    /// <summary>The same, asked for anew.</summary>
    /// <exception cref="AcmUnavailableException">ACM does not say.</exception>
    public ValueTask<AcmEndpoints> ReloadEndpointsAsync(CancellationToken cancellationToken) =>
        _endpoints.RefreshAsync(TimeSpan.Zero, cancellationToken);

    /// <summary>ACM's keys, with the one of that id if ACM has it: an unknown one brings one refresh, at most one each half minute.</summary>
    /// <exception cref="AcmUnavailableException">ACM does not give its keys.</exception>
    public async ValueTask<AcmKeySet> KeysAsync(string kid, CancellationToken cancellationToken)
    {
        AcmKeySet keys = await _keys.GetAsync(cancellationToken);
        return keys.Contains(kid) ? keys : await _keys.RefreshAsync(UnknownKeyRefreshAtMostEvery, cancellationToken);
    }

    private async Task<Loaded<T>> LoadAsync<T>(string what, Func<CancellationToken, Task<Loaded<T>>> load, CancellationToken cancellationToken)
    {
        try
        {
            return await load(cancellationToken);
        }
        catch (AcmUnavailableException exception)
        {
            LogNotLoaded(what, exception.Reason.ToCode());
            throw;
        }
    }

    private async Task<Loaded<AcmEndpoints>> LoadEndpointsAsync(CancellationToken cancellationToken)
    {
        AcmAnswer answer = await GetAsync(new Uri($"{_options.Issuer}/.well-known/openid-configuration"), cancellationToken);
        JsonElement document = answer.Expected();

        // OpenID Connect Discovery, section 4.3: exact to the character.
        if (document.Text("issuer") != _options.Issuer)
            throw new AcmUnavailableException(RefusalReason.AcmAnswerInvalid);

        AcmEndpoints endpoints = new(
            Address(document, "authorization_endpoint") ?? throw new AcmUnavailableException(RefusalReason.AcmAnswerInvalid),
            Address(document, "token_endpoint") ?? throw new AcmUnavailableException(RefusalReason.AcmAnswerInvalid),
            Address(document, "jwks_uri") ?? throw new AcmUnavailableException(RefusalReason.AcmAnswerInvalid),
            Address(document, "userinfo_endpoint"),
            Address(document, "end_session_endpoint"));
        return new(endpoints, EndpointsRefreshAfter, EndpointsUsableFor, EndpointsUsableFor);
    }

    private async Task<Loaded<AcmKeySet>> LoadKeysAsync(CancellationToken cancellationToken)
    {
        AcmEndpoints endpoints = await EndpointsAsync(cancellationToken);
        AcmAnswer answer = await GetAsync(endpoints.Keys, cancellationToken);
        AcmKeySet keys = AcmKeySet.Read(answer.Expected()) ?? throw new AcmUnavailableException(RefusalReason.AcmAnswerInvalid);

        // ACM says must-revalidate: past max-age the keys are not used any more, so the refresh begins well before.
        long seconds = Math.Clamp((long)(answer.MaxAge ?? KeysMaxAge).TotalSeconds, (long)LeastMaxAge.TotalSeconds, (long)MostMaxAge.TotalSeconds);
        TimeSpan maxAge = TimeSpan.FromSeconds(seconds);
        return new(keys, maxAge * 0.75, maxAge, maxAge);
    }

    private async Task<AcmAnswer> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        return await _wire.SendAsync(request, RequestTimeout, cancellationToken);
    }

    private Uri? Address(JsonElement document, string name) =>
        Uri.TryCreate(document.Text(name), UriKind.Absolute, out Uri? address) && _addresses.IsSecure(address) ? address : null;

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "ACM's {What} could not be loaded: {Reason}")]
    private partial void LogNotLoaded(string what, string reason);
}

/// <summary>ACM's endpoints, as its discovery document gives them.</summary>
/// <param name="Authorization">Where the pupil signs in.</param>
/// <param name="Token">Where a code is exchanged.</param>
/// <param name="Keys">The key set.</param>
/// <param name="UserInfo">Claims beside the ID token; null when ACM has none.</param>
/// <param name="EndSession">Where the pupil signs out; null when ACM does not list it.</param>
internal sealed record AcmEndpoints(Uri Authorization, Uri Token, Uri Keys, Uri? UserInfo, Uri? EndSession);
