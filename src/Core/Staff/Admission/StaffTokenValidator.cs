using System.Text.Json;
using LeerId.OpenIdConnect;
using LeerId.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeerId.Staff.Admission;

/// <summary>A token of a person or of a program that passed every check.</summary>
/// <param name="ObjectId">The object id of the person or of the program (its service principal).</param>
/// <param name="Roles">The caller's roles; empty when the token has none that this app knows.</param>
public sealed record StaffToken(string ObjectId, IReadOnlySet<StaffRole> Roles);

/// <summary>Validates the directory's access tokens, as strictly as ACM's ID tokens (RFC 8725; claims as in Entra ID).</summary>
public sealed class StaffTokenValidator(
    [FromKeyedServices(StaffOptions.Provider)] ProviderMetadata metadata, IOptions<StaffOptions> options, TimeProvider clock)
{
    private const string ObjectIdClaim = "oid";
    private const string RolesClaim = "roles";
    private const string ScopeClaim = "scp";
    private const string IdentityTypeClaim = "idtyp";
    private const string Application = "app";

    // Tokens of version 2 have azp, tokens of version 1 have appid.
    private static readonly string[] ClientClaims = ["azp", "appid"];

    private readonly IReadOnlySet<string> _clients = options.Value.AllowedClients;
    private readonly IReadOnlySet<string> _programs = options.Value.AllowedPrograms;
    private readonly StaffRoleNames _names = options.Value.Roles;
    private readonly TokenValidator _tokens = new(metadata, new TokenRules(options.Value.Issuer, options.Value.Audience, MaximumAge: null), clock);

    /// <summary>Validates a token, and returns the caller or the token's fault.</summary>
    /// <exception cref="ProviderUnavailableException">The directory's keys can't be read.</exception>
    public async ValueTask<Checked<StaffToken, TokenFault>> ValidateAsync(string token, CancellationToken cancellationToken)
    {
        Checked<JsonElement, TokenFault> validated = await _tokens.ValidateAsync(token, cancellationToken);
        if (validated.Refusal is { } fault)
            return fault;

        JsonElement claims = validated.Value;
        if (KindOf(claims) is not { } isProgram)
            return TokenFault.KindNotAllowed;
        if (!IsOfAllowedClient(claims, isProgram ? _programs : _clients))
            return TokenFault.ClientNotAllowed;
        // A program can't have a role of persons, because it gives no purpose and accepts no text. A person can't have the role of programs.
        return Guid.TryParseExact(claims.Text(ObjectIdClaim), "D", out Guid objectId)
            ? new StaffToken(objectId.ToString("D"), Roles(claims).Where(role => role.IsForPrograms() == isProgram).ToHashSet())
            : TokenFault.Malformed;
    }

    // Returns true for the access token of a program, false for that of a person, and null for any other token. An ID token for the same registration has
    // the same issuer, audience and roles, but it has a nonce, and neither a scope nor the type app. Only a token that a person consented to has a scope.
    // A program's token has no scope; it has the type app if the registration asks for that optional claim.
    private static bool? KindOf(JsonElement claims)
    {
        if (claims.TryGetProperty(JwtRegisteredClaimNames.Nonce, out _))
            return null;
        bool isOfApp = claims.Text(IdentityTypeClaim) == Application;
        if (claims.Text(ScopeClaim) is not null)
            return isOfApp ? null : false;
        return isOfApp && !claims.TryGetProperty(ScopeClaim, out _) ? true : null;
    }

    // Any app that the directory's registration admits can get a token, for a person or for itself. Only apps in the settings are accepted here.
    private static bool IsOfAllowedClient(JsonElement claims, IReadOnlySet<string> allowed)
    {
        string[] named = [.. ClientClaims.Where(name => claims.TryGetProperty(name, out _))];
        return named.Length > 0 && named.All(name => claims.Text(name) is { } client && allowed.Contains(client));
    }

    private HashSet<StaffRole> Roles(JsonElement claims)
    {
        if (!claims.TryGetProperty(RolesClaim, out JsonElement roles) || roles.ValueKind != JsonValueKind.Array)
            return [];
        HashSet<string?> held = [.. roles.EnumerateArray().Where(role => role.ValueKind == JsonValueKind.String).Select(StrictJson.TryText)];
        return [.. Enum.GetValues<StaffRole>().Where(role => held.Contains(_names.Of(role)))];
    }
}
