using System.Security.Cryptography;
using System.Text;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>
/// Tokens for staff as Entra ID issues them (version 2.0): access tokens for one made-up person per role, app-only tokens for the program with
/// the role schools-sync, and ID tokens for persons who sign in to the console. The key exists as long as the process.
/// </summary>
public sealed class StaffTokens
{
    internal const string SimulatedSetting = "LocalHost:Directory";

    /// <summary>The app that requested the tokens of persons: the start page.</summary>
    public const string Client = "leerid-start-page";

    /// <summary>The program with the role schools-sync, which requests tokens for itself.</summary>
    public const string Program = "leerid-schools-sync";

    /// <summary>The id of the directory itself: the claim <c>tid</c>.</summary>
    public static readonly Guid Tenant = new("6c656572-6964-4000-8000-000000000001");

    /// <summary>The lifetime of an ID token.</summary>
    internal static readonly TimeSpan IdTokenLifetime = TimeSpan.FromHours(1);

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    // Keys are slow to generate, and tests start many hosts in a process.
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

    /// <summary>The object id of the made-up person or of the program with a role.</summary>
    public static Guid ObjectIdOf(StaffRole role) => new((int)role + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    /// <summary>A token of the person or of the program with a role, valid for eight hours.</summary>
    public string TokenFor(StaffRole role) => Sign(ClaimsFor(role));

    /// <summary>The claims of such a token.</summary>
    public Dictionary<string, object> ClaimsFor(StaffRole role)
    {
        long now = _clock.GetUtcNow().ToUnixTimeSeconds();
        Dictionary<string, object> claims = new()
        {
            [JwtRegisteredClaimNames.Iss] = _options.Issuer,
            [JwtRegisteredClaimNames.Aud] = _options.Audience,
            [JwtRegisteredClaimNames.Iat] = now,
            [JwtRegisteredClaimNames.Nbf] = now,
            [JwtRegisteredClaimNames.Exp] = now + (long)Lifetime.TotalSeconds,
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
    /// <param name="authenticatedAt">When the person was last chosen on the page, UTC.</param>
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

    /// <summary>Signs a token with any claims.</summary>
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
