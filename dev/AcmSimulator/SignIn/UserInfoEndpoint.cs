using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeerId.AcmSimulator.Provider;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace LeerId.AcmSimulator.SignIn;

/// <summary>Returns the persona's userinfo claims unchanged, and adds no <c>sub</c>.</summary>
internal sealed class UserInfoEndpoint(PersonaList personas)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        AuthenticateResult token = await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        if (token.Principal is not ClaimsPrincipal principal)
            return Results.Challenge(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

        http.Response.Headers.CacheControl = "no-store";
        string claims = personas.Of(principal) is { } persona ? JsonSerializer.Serialize(persona.UserInfoClaims, Json) : "{}";
        return Results.Text(claims, "application/json", Encoding.UTF8);
    }
}
