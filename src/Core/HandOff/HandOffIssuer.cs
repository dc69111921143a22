using System.Security.Cryptography;
using LeerId.Secrets;
using LeerId.Students;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.HandOff;

/// <summary>
/// Makes the token with which the browser enters the application: a JWT (RFC 7519) signed with ES256, good for 60 seconds
/// and for that application only, with the protocol's data under their official names.
/// </summary>
public sealed class HandOffIssuer(HandOffKeys keys, Uri ownAddress, IOptions<ApplicationOptions> application, TimeProvider clock)
{
    /// <summary>The header's <c>typ</c>, so that no other token can pass for this one (RFC 8725, section 3.11).</summary>
    public const string TokenType = "hand-off+jwt";

    /// <summary>How long a token is good.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private const int IdBytes = 16;

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly string _issuer = ownAddress.GetLeftPart(UriPartial.Authority);
    private readonly string _audience = application.Value.Audience;

    /// <summary>A token for one pupil. It holds personal data: it goes into the body of one answer and nowhere else.</summary>
    /// <exception cref="SecretMissingException">There is no <c>hand-off-key</c>.</exception>
    public async ValueTask<string> IssueAsync(Student student, ReturnPath returnPath, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(student);
        SigningCredentials credentials = await keys.CurrentAsync(cancellationToken);
        DateTime now = clock.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = TokenType,
            Issuer = _issuer,
            Audience = _audience,
            IssuedAt = now,
            Expires = now + Lifetime,
            Claims = Claims(student, returnPath),
            SigningCredentials = credentials,
        });
    }

    private static Dictionary<string, object> Claims(Student student, ReturnPath returnPath)
    {
        Dictionary<string, object> claims = new()
        {
            [JwtRegisteredClaimNames.Jti] = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(IdBytes)),
            ["historiek_account_uuid"] = student.HistoriekAccountUuid.Select(uuid => uuid.ToString("D")).ToArray(),
            ["instellingsnummer"] = student.Instellingsnummers.Select(number => number.ToString()).ToArray(),
            ["return_path"] = returnPath.ToString(),
        };
        AddIfKnown(claims, "leer_id_uuid", student.LeerIdUuid?.ToString("D"));
        AddIfKnown(claims, "account_uuid", student.AccountUuid?.ToString("D"));
        AddIfKnown(claims, "voornaam", student.Voornaam);
        AddIfKnown(claims, "naam", student.Naam);
        AddIfKnown(claims, "gebruikersnaam", student.Gebruikersnaam);
        return claims;
    }

    private static void AddIfKnown(Dictionary<string, object> claims, string name, string? value)
    {
        if (value is not null)
            claims[name] = value;
    }
}
