using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using LeerId.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.SignIn;

/// <summary>
/// Authenticates this app at ACM's token endpoint: with the secret <c>acm-client-secret</c>, or with a JWT signed with the secret
/// <c>acm-client-key</c>, an RSA private key in PEM (RFC 7523). The audience of that JWT must be ACM's issuer.
/// </summary>
public sealed class AcmCredential
{
    internal const string PasswordSecret = "acm-client-secret";
    internal const string KeySecret = "acm-client-key";
    internal const int MinimumKeyBits = 2048;

    /// <summary>How long a client JWT is valid.</summary>
    internal static readonly TimeSpan AssertionLifetime = TimeSpan.FromMinutes(2);

    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const int IdBytes = 16;

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly AcmOptions _options;
    private readonly AcmClientAuthentication _authentication;
    private readonly TimeProvider _clock;
    private readonly SecretKey<string> _secret;
    private readonly SecretKey<SigningCredentials> _key;

    /// <summary>Prepares the credential, without reading a secret.</summary>
    public AcmCredential(ISecretReader secrets, IOptions<AcmOptions> options, TimeProvider clock, ILogger<AcmCredential> logger)
    {
        _options = options.Value;
        _authentication = _options.Authentication;
        _clock = clock;
        _secret = new SecretKey<string>(secrets, PasswordSecret, secret => secret, clock, logger);
        _key = new SecretKey<SigningCredentials>(secrets, KeySecret, ParseKey, clock, logger);
    }

    /// <summary>The name of the secret in use.</summary>
    internal string SecretName => _authentication == AcmClientAuthentication.PrivateKeyJwt ? KeySecret : PasswordSecret;

    /// <summary>Reads the secret in use, unless it is in memory.</summary>
    public async ValueTask ReadSecretAsync(CancellationToken cancellationToken)
    {
        if (_authentication == AcmClientAuthentication.PrivateKeyJwt)
            await _key.GetAsync(cancellationToken);
        else
            await _secret.GetAsync(cancellationToken);
    }

    /// <summary>Adds the authentication to a token request, in a header or in the form.</summary>
    public async ValueTask AddAsync(HttpRequestMessage request, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        switch (_authentication)
        {
            case AcmClientAuthentication.ClientSecretBasic:
                string secret = (await _secret.GetAsync(cancellationToken)).Current;
                // Both are form-encoded before they are joined (RFC 6749, section 2.3.1).
                string pair = $"{Uri.EscapeDataString(_options.ClientId)}:{Uri.EscapeDataString(secret)}";
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
                break;

            case AcmClientAuthentication.ClientSecretPost:
                form[OpenIdConnectParameterNames.ClientId] = _options.ClientId;
                form[OpenIdConnectParameterNames.ClientSecret] = (await _secret.GetAsync(cancellationToken)).Current;
                break;

            default:
                form[OpenIdConnectParameterNames.ClientId] = _options.ClientId;
                form[OpenIdConnectParameterNames.ClientAssertionType] = AssertionType;
                form[OpenIdConnectParameterNames.ClientAssertion] = Assertion((await _key.GetAsync(cancellationToken)).Current);
                break;
        }
    }

    private string Assertion(SigningCredentials credentials)
    {
        DateTime now = _clock.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = _options.ClientId,
            Audience = _options.Issuer,
            IssuedAt = now,
            Expires = now + AssertionLifetime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = _options.ClientId,
                [JwtRegisteredClaimNames.Jti] = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(IdBytes)),
            },
            SigningCredentials = credentials,
        });
    }

    private static SigningCredentials ParseKey(string pem)
    {
        RSA rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        // This throws if the PEM has the public half only.
        _ = rsa.ExportParameters(includePrivateParameters: true);
        return rsa.KeySize >= MinimumKeyBits
            ? new SigningCredentials(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256)
            : throw new FormatException("Too short.");
    }
}
