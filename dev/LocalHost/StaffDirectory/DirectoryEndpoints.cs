using LeerId.Staff.Admission;
using Microsoft.Extensions.Options;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>
/// The endpoints of the simulated directory of staff, which correspond to those of Entra ID. They don't use OpenIddict, because the app already
/// has an OpenIddict server in this host, and a host can have only one.
/// </summary>
internal static class DirectoryEndpoints
{
    public const string Path = "dev/directory";

    public static IServiceCollection AddStaffDirectory(this IServiceCollection services) => services
        .AddSingleton<StaffTokens>()
        .AddSingleton<ConsoleRegistration>()
        .AddSingleton<DirectorySessions>()
        .AddSingleton<AuthorizationCodes>()
        .AddSingleton<AuthorizationEndpoint>()
        .AddSingleton<ConsoleEntry>()
        .AddSingleton<TokenEndpoint>()
        .AddSingleton<EndSessionEndpoint>();

    public static void Map(WebApplication app)
    {
        if (app.Configuration[StaffTokens.SimulatedSetting] is null)
            return;

        app.MapGet($"/{Path}/.well-known/openid-configuration", (IOptions<StaffOptions> options) => Results.Json(Describe(options.Value.Issuer)));
        app.MapGet($"/{Path}/keys", (StaffTokens tokens) => Results.Json(new
        {
            keys = new[]
            {
                new { kty = tokens.PublicKey.Kty, use = tokens.PublicKey.Use, kid = tokens.PublicKey.Kid, n = tokens.PublicKey.N, e = tokens.PublicKey.E },
            },
        }));
        app.MapGet(AuthorizationEndpoint.Path, (HttpContext http, AuthorizationEndpoint endpoint) => endpoint.Ask(http));
        app.MapPost(AuthorizationEndpoint.Path, (HttpContext http, AuthorizationEndpoint endpoint) => endpoint.ChooseAsync(http));
        app.MapPost(ConsoleEntry.Path, (HttpContext http, ConsoleEntry entry) => entry.OpenAsync(http)).RequireSameOrigin();
        app.MapPost($"/{Path}/token", (HttpContext http, TokenEndpoint endpoint) => endpoint.ExchangeAsync(http));
        app.MapGet($"/{Path}/end-session", (HttpContext http, EndSessionEndpoint endpoint) => endpoint.End(http));
    }

    // The metadata of OpenID Connect Discovery, section 3, as far as Entra ID has them too.
    private static Dictionary<string, object> Describe(string issuer) => new()
    {
        ["issuer"] = issuer,
        ["authorization_endpoint"] = $"{issuer}/authorize",
        ["token_endpoint"] = $"{issuer}/token",
        ["end_session_endpoint"] = $"{issuer}/end-session",
        ["jwks_uri"] = $"{issuer}/keys",
        ["response_types_supported"] = new[] { "code" },
        ["response_modes_supported"] = new[] { "query" },
        ["grant_types_supported"] = new[] { "authorization_code" },
        ["subject_types_supported"] = new[] { "pairwise" },
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        ["code_challenge_methods_supported"] = new[] { "S256" },
        ["token_endpoint_auth_methods_supported"] = new[] { "client_secret_post", "client_secret_basic" },
        ["scopes_supported"] = new[] { "openid", "profile" },
        ["claims_supported"] = new[]
        {
            "sub", "iss", "aud", "exp", "iat", "nbf", "auth_time", "nonce", "oid", "tid", "name", "preferred_username", "roles", "ver",
        },
    };
}
