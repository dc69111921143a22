using System.Security.Cryptography;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>
/// Tokens for staff as Entra ID makes them (access tokens, version 2.0): for one made-up person per role, and app-only for the program that has the role
/// schools-sync. The key lives as long as the host.
/// </summary>
public sealed class StaffTokens
{
    internal const string SimulatedSetting = "LocalHost:Directory";

    /// <summary>The app that got the tokens of persons: the start page.</summary>
    public const string Client = "leerid-start-page";

    /// <summary>The program that has the role schools-sync, and gets tokens for itself.</summary>
    public const string Program = "leerid-schools-sync";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly RsaSecurityKey _key = new(RSA.Create(2048));
    private readonly StaffOptions _options;
    private readonly TimeProvider _clock;

    public StaffTokens(IOptions<StaffOptions> options, TimeProvider clock)
    {
        (_options, _clock) = (options.Value, clock);
        _key.KeyId = Base64UrlEncoder.Encode(_key.ComputeJwkThumbprint());
    }

    /// <summary>The public half of the key.</summary>
    public JsonWebKey PublicKey
    {
        get
        {
            JsonWebKey key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.Rsa.ExportParameters(includePrivateParameters: false)));
            (key.KeyId, key.Use) = (_key.KeyId, JsonWebKeyUseNames.Sig);
            return key;
        }
    }

    /// <summary>The object id of the made-up person, or of the program, that has that role.</summary>
    public static Guid ObjectIdOf(StaffRole role) => new((int)role + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    /// <summary>A token of the person, or of the program, that has that role, good for eight hours.</summary>
    public string TokenFor(StaffRole role) => Sign(ClaimsFor(role));

    /// <summary>What such a token says.</summary>
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

    /// <summary>Signs any claims.</summary>
    public string Sign(Dictionary<string, object> claims) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Claims = claims,
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
    });
}
