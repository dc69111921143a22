using System.Security.Cryptography;
using System.Text;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>
/// Makes tokens for staff like those of Entra ID (version 2.0): access tokens for one made-up person per role, app-only tokens for the program
/// with the role schools-sync, and ID tokens for persons who sign in to the console. The signing key is lost when the process ends.
/// </summary>
public sealed class StaffTokens
{
    /// <summary>The setting that is present if this host simulates the directory.</summary>
    internal const string SimulatedSetting = "LocalHost:Directory";

    /// <summary>The client id in the access tokens of persons: the claim <c>azp</c>.</summary>
    public const string Client = "leerid-start-page";

    /// <summary>The client id of the program with the role schools-sync, in the claim <c>azp</c> of its tokens.</summary>
    public const string Program = "leerid-schools-sync";

    /// <summary>The id of the directory, in the claim <c>tid</c>.</summary>
    public static readonly Guid Tenant = new("6c656572-6964-4000-8000-000000000001");

    internal static readonly TimeSpan IdTokenLifetime = TimeSpan.FromHours(1);

    private static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromHours(8);

    // All hosts of a process share the key, because a key is slow to generate and tests start many hosts.
    private static readonly RsaSecurityKey Key = NewKey();

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly StaffOptions _options;
    private readonly TimeProvider _clock;

    public StaffTokens(IOptions<StaffOptions> options, TimeProvider clock) => (_options, _clock) = (options.Value, clock);

    /// <summary>The public half of the key.</summary>
    public JsonWebKey PublicKey
    {
        get
        {
            JsonWebKey key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(Key.Rsa.ExportParameters(includePrivateParameters: false)));
            (key.KeyId, key.Use) = (Key.KeyId, JsonWebKeyUseNames.Sig);
            return key;
        }
    }

    /// <summary>The object id of the made-up person, or of the program, with a role.</summary>
    public static Guid ObjectIdOf(StaffRole role) => new((int)role + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    /// <summary>An access token of the made-up person, or of the program, with a role. It is valid for eight hours.</summary>
    public string TokenFor(StaffRole role) => Sign(ClaimsFor(role));

    /// <summary>The claims of the token that <see cref="TokenFor"/> returns.</summary>
    public Dictionary<string, object> ClaimsFor(StaffRole role)
    {
        long now = _clock.GetUtcNow().ToUnixTimeSeconds();
        Dictionary<string, object> claims = new()
        {
            [JwtRegisteredClaimNames.Iss] = _options.Issuer,
            [JwtRegisteredClaimNames.Aud] = _options.Audience,
            [JwtRegisteredClaimNames.Iat] = now,
            [JwtRegisteredClaimNames.Nbf] = now,
            [JwtRegisteredClaimNames.Exp] = now + (long)AccessTokenLifetime.TotalSeconds,
            ["oid"] = ObjectIdOf(role).ToString("D"),
            ["roles"] = new[] { _options.Roles.Of(role) },
            ["ver"] = "2.0",
        };
        if (role.IsForPrograms())
            (claims["azp"], claims["idtyp"]) = (Program, "app");
        else
            (claims["azp"], claims["scp"]) = (Client, "access_as_user");
        return claims;
    }

    /// <summary>The claims of the ID token of a person who signs in.</summary>
    /// <param name="person">The person.</param>
    /// <param name="clientId">The app that the person signs in to.</param>
    /// <param name="nonce">The nonce of the authorization request.</param>
    /// <param name="authenticatedAt">The moment at which the person was last chosen on the page, in UTC.</param>
    public Dictionary<string, object> IdTokenClaims(DirectoryPerson person, string clientId, string nonce, DateTimeOffset authenticatedAt)
    {
        ArgumentNullException.ThrowIfNull(person);
        long now = _clock.GetUtcNow().ToUnixTimeSeconds();
        Dictionary<string, object> claims = new()
        {
            [JwtRegisteredClaimNames.Iss] = _options.Issuer,
            [JwtRegisteredClaimNames.Aud] = clientId,
            [JwtRegisteredClaimNames.Iat] = now,
            [JwtRegisteredClaimNames.Nbf] = now,
            [JwtRegisteredClaimNames.Exp] = now + (long)IdTokenLifetime.TotalSeconds,
            [JwtRegisteredClaimNames.AuthTime] = authenticatedAt.ToUnixTimeSeconds(),
            [JwtRegisteredClaimNames.Nonce] = nonce,
            // As in Entra ID, each app gets a different subject for the same person.
            [JwtRegisteredClaimNames.Sub] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{clientId} {person.ObjectId:D}"))),
            ["oid"] = person.ObjectId.ToString("D"),
            ["tid"] = Tenant.ToString("D"),
            [JwtRegisteredClaimNames.Name] = person.Name,
            [JwtRegisteredClaimNames.PreferredUsername] = person.UserName,
            ["ver"] = "2.0",
        };
        // Entra ID leaves the claim out if the person has no role.
        if (person.Roles.Count > 0)
            claims["roles"] = person.Roles.Select(_options.Roles.Of).ToArray();
        return claims;
    }

    /// <summary>Signs a token with the given claims.</summary>
    public string Sign(Dictionary<string, object> claims) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Claims = claims,
        SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
    });

    private static RsaSecurityKey NewKey()
    {
        RsaSecurityKey key = new(RSA.Create(2048));
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }
}
