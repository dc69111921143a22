using System.Text.Json;
using LeerId.OpenIdConnect;
using LeerId.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeerId.Staff;

/// <summary>A person's token that passed every check.</summary>
/// <param name="ObjectId">The person's object id.</param>
/// <param name="Roles">The person's roles; empty when there are none that count here.</param>
internal sealed record StaffToken(string ObjectId, IReadOnlySet<StaffRole> Roles);

/// <summary>Validates the directory's access tokens, as strictly as ACM's ID tokens (RFC 8725; claims as in Entra ID).</summary>
internal sealed class StaffTokenValidator(
    [FromKeyedServices(ProviderMetadata.Directory)] ProviderMetadata metadata, IOptions<StaffOptions> options, TimeProvider clock)
{
    private const string ObjectIdClaim = "oid";
    private const string RolesClaim = "roles";

    private readonly StaffRoleNames _names = options.Value.Roles;
    private readonly TokenValidator _tokens = new(metadata, new TokenRules(options.Value.Issuer, options.Value.Audience, MaximumAge: null), clock);

    /// <summary>Who it is of, or what is wrong with it.</summary>
    /// <exception cref="ProviderUnavailableException">The directory does not give its keys.</exception>
    public async ValueTask<Checked<StaffToken, TokenFault>> ValidateAsync(string token, CancellationToken cancellationToken)
    {
        Checked<JsonElement, TokenFault> validated = await _tokens.ValidateAsync(token, cancellationToken);
        if (validated.Refusal is { } fault)
            return fault;

        JsonElement claims = validated.Value;
        return Guid.TryParseExact(claims.Text(ObjectIdClaim), "D", out Guid objectId)
            ? new StaffToken(objectId.ToString("D"), Roles(claims))
            : TokenFault.Malformed;
    }

    private HashSet<StaffRole> Roles(JsonElement claims)
    {
        if (!claims.TryGetProperty(RolesClaim, out JsonElement roles) || roles.ValueKind != JsonValueKind.Array)
            return [];
        HashSet<string?> held = [.. roles.EnumerateArray().Where(role => role.ValueKind == JsonValueKind.String).Select(StrictJson.TryText)];
        return [.. Enum.GetValues<StaffRole>().Where(role => held.Contains(_names.Of(role)))];
    }
}
