using LeerId.Applications;
using LeerId.Provider;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.Functions.Provider;

/// <summary>Chooses the signing key of an ID token by the application's algorithm. OpenIddict would use its first key for every application.</summary>
internal sealed class SignIdToken(ApplicationRegister applications, IssuingKeys keys) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType == TokenTypeIdentifiers.IdentityToken)
            context.SigningCredentials = keys.Current!.IdTokenSigningFor(applications.Find(context.ClientId)!);
        return default;
    }
}
