using LeerId.Staff.Admission;
using Microsoft.Extensions.Options;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>What the app asks of the directory: its discovery document and its keys.</summary>
internal static class DirectoryEndpoints
{
    public const string Path = "dev/directory";

    public static void Map(WebApplication app)
    {
        if (app.Configuration[StaffTokens.SimulatedSetting] is null)
            return;

        app.MapGet($"/{Path}/.well-known/openid-configuration", (IOptions<StaffOptions> options) => Results.Json(new Dictionary<string, string>
        {
            ["issuer"] = options.Value.Issuer,
            ["jwks_uri"] = $"{options.Value.Issuer}/keys",
            // Nobody signs in here: the tokens are on the start page.
            ["authorization_endpoint"] = options.Value.Issuer,
            ["token_endpoint"] = options.Value.Issuer,
        }));
        app.MapGet($"/{Path}/keys", (StaffTokens tokens) => Results.Json(new
        {
            keys = new[]
            {
                new { kty = tokens.PublicKey.Kty, use = tokens.PublicKey.Use, kid = tokens.PublicKey.Kid, n = tokens.PublicKey.N, e = tokens.PublicKey.E },
            },
        }));
    }
}
