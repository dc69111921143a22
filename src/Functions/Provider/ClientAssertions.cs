using LeerId.Applications;
using LeerId.SignIn;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Provider;

/// <summary>Checks the JWT with which an application authenticates (RFC 7523, section 3; OpenID Connect Core, section 9).</summary>
internal sealed class ClientAssertions(IOptions<AcmOptions> acm, TimeProvider clock)
{
    /// <summary>The accepted signature algorithms.</summary>
    public static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    private static readonly TimeSpan MaximumLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = 8192 };
    private readonly string[] _audiences = Audiences(acm.Value.OwnAddress);

    /// <summary>The client id in a JWT, unverified; null when the JWT can't be read.</summary>
    public static string? ClaimedClientId(string? assertion)
    {
        try
        {
            return assertion is null ? null : new JsonWebToken(assertion).Issuer;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The fault of the JWT; null when the JWT authenticates the application.</summary>
    public async ValueTask<string?> CheckAsync(Application application, string assertion)
    {
        TokenValidationResult result = await _handler.ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            ValidIssuer = application.ClientId,
            ValidAudiences = _audiences,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = application.PublicKeys,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsInTime(notBefore, expires),
        });
        if (!result.IsValid)
            return $"the JWT is not valid ({result.Exception.GetType().Name})";
        return result.SecurityToken is JsonWebToken token && token.Subject == application.ClientId ? null : "the JWT's sub is not the client id";
    }

    private bool IsInTime(DateTime? notBefore, DateTime? expires)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && end > now - ClockTolerance && end <= now + MaximumLifetime + ClockTolerance
            && (notBefore is null || notBefore <= now + ClockTolerance);
    }

    // The audience is the issuer, as the standard says, or the token endpoint, as many libraries write.
    private static string[] Audiences(Uri issuer) => [issuer.AbsoluteUri, issuer.AbsoluteUri.TrimEnd('/'), new Uri(issuer, "token").AbsoluteUri];
}
