using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.AcmSimulator.Provider;

/// <summary>Checks a signed client JWT as ACM does: the audience is the issuer, and each <c>jti</c> is accepted once.</summary>
internal sealed class ClientAssertions : IDisposable
{
    private static readonly TimeSpan MaximumLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new();
    private readonly ExpiringRegister<bool> _used;
    private readonly RSA? _publicKey;
    private readonly string _clientId;
    private readonly TimeProvider _clock;

    public ClientAssertions(Dossier dossier, TimeProvider clock)
    {
        _clock = clock;
        _clientId = dossier.ClientId;
        _used = new(clock);
        if (dossier.ClientPublicKeyPem is { } pem)
        {
            _publicKey = RSA.Create();
            _publicKey.ImportFromPem(pem);
        }
    }

    public async Task<bool> AcceptAsync(string assertion, string issuer)
    {
        if (_publicKey is null)
            return false;

        TokenValidationResult result = await _handler.ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            IssuerSigningKey = new RsaSecurityKey(_publicKey).WithoutSharedCache(),
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidIssuer = _clientId,
            ValidAudience = issuer,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            // The lifetime is checked below, by the simulator's clock.
            ValidateLifetime = false,
        });
        return result.IsValid && Accept((JsonWebToken)result.SecurityToken);
    }

    public void Dispose() => _publicKey?.Dispose();

    private bool Accept(JsonWebToken token)
    {
        if (token.Subject != _clientId || string.IsNullOrEmpty(token.Id) || token.Audiences.Count() != 1)
            return false;
        if (!token.TryGetPayloadValue("iat", out long issued) || !token.TryGetPayloadValue("exp", out long expires))
            return false;

        DateTimeOffset now = _clock.GetUtcNow();
        DateTimeOffset from = DateTimeOffset.FromUnixTimeSeconds(issued);
        DateTimeOffset until = DateTimeOffset.FromUnixTimeSeconds(expires);
        return from <= now + ClockSkew && now < until && until - from <= MaximumLifetime && _used.TryAdd(token.Id, true, until);
    }
}
