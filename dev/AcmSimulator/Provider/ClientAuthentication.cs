using System.Security.Cryptography;
using System.Text;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.AcmSimulator.Provider;

/// <summary>
/// Authenticates the client at the token endpoint: by a secret in the form or in HTTP Basic, or by a signed JWT. PKCE doesn't replace this.
/// </summary>
internal sealed class ClientAuthentication(Dossier dossier, ClientAssertions assertions) :
    IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        if (context.EndpointType != OpenIddictServerEndpointType.Token)
            return;

        OpenIddictRequest request = context.Request;
        bool known = request.ClientAssertion is { } assertion
            ? await assertions.AcceptAsync(assertion, context.Options.Issuer!.OriginalString)
            : IsSecret(request.ClientSecret);

        // If the client sends a signed JWT, the JWT has the client id. If it sends a secret, the request must have the client id too.
        if (known && request.ClientAssertion is not null)
            request.ClientId ??= dossier.ClientId;
        if (!known || request.ClientId != dossier.ClientId)
            context.Reject(Errors.InvalidClient, "client_id is not registered, or the secret or the signed JWT is missing or invalid.");
    }

    private bool IsSecret(string? given) =>
        dossier.ClientSecret is { } secret && given is not null &&
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));
}
