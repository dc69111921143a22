using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.LocalHost.Application;

// Its usings and all from here on are the example in docs/integrate.md: an application of its own, which knows the published addresses and no more.

/// <summary>Checks hand-off tokens. One for as long as the application runs: it keeps the keys, and which tokens were used.</summary>
/// <param name="http">Fetches the keys.</param>
/// <param name="issuer">Where sign-in is, such as <c>https://leerid.uitgever.example</c>: no path, no slash at the end.</param>
/// <param name="audience">What sign-in calls this application.</param>
/// <param name="used">Which tokens were used.</param>
/// <param name="clock">The clock.</param>
internal sealed class HandOffTokenReader(HttpClient http, string issuer, string audience, UsedTokens used, TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan KeysAreFreshFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PauseForNewKey = TimeSpan.FromSeconds(30);
    private static readonly JsonWebTokenHandler Handler = new();

    private volatile FetchedKeys _keys = new([], DateTimeOffset.MinValue);

    /// <summary>The token with the pupil's data; null for one that must let nobody in.</summary>
    /// <exception cref="HttpRequestException">The keys can't be fetched: let the pupil try again.</exception>
    /// <exception cref="TaskCanceledException">Fetching them took too long: the same.</exception>
    public async Task<JsonWebToken?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        TokenValidationResult result = await CheckAsync(token, KeysAreFreshFor, cancellationToken);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            result = await CheckAsync(token, PauseForNewKey, cancellationToken);
        return result is { IsValid: true, SecurityToken: JsonWebToken { Id.Length: > 0 } read }
            && used.Add(read.Id, read.ValidTo + (2 * Skew)) ? read : null;
    }

    private async Task<TokenValidationResult> CheckAsync(string token, TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() - _keys.At >= maximumAge)
        {
            string json = await http.GetStringAsync($"{issuer}/.well-known/jwks.json", cancellationToken);
            _keys = new(new JsonWebKeySet(json).GetSigningKeys(), clock.GetUtcNow());
        }

        return await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            ValidTypes = ["hand-off+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = _keys.Keys,
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (_, expires, _, _) => expires + Skew > clock.GetUtcNow().UtcDateTime,
        });
    }

    private sealed record FetchedKeys(IEnumerable<SecurityKey> Keys, DateTimeOffset At);
}

/// <summary>The ids of the tokens that were used, until they have expired. With several instances it has to be a store that they share.</summary>
internal sealed class UsedTokens(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _ids = [];
    private readonly PriorityQueue<string, DateTime> _byEnd = new();

    /// <summary>False: it was used before.</summary>
    /// <param name="id">The token's <c>jti</c>.</param>
    /// <param name="until">From when on the token is refused anyway, UTC.</param>
    public bool Add(string id, DateTime until)
    {
        lock (_lock)
        {
            while (_byEnd.TryPeek(out string? oldest, out DateTime end) && end <= clock.GetUtcNow().UtcDateTime)
                _ids.Remove(_byEnd.Dequeue());
            if (!_ids.Add(id))
                return false;
            _byEnd.Enqueue(id, until);
            return true;
        }
    }

    /// <summary>How many are kept.</summary>
    public int Count => _byEnd.Count;
}
