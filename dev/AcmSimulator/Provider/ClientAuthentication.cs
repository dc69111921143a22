using System.Security.Cryptography;
using System.Text;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.AcmSimulator.Provider;

/// <summary>Authenticates the client at the token endpoint, by a secret in POST or Basic, or by a signed JWT. PKCE is required as well.</summary>
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

        // A signed JWT contains the client id. With a secret, the request must contain it.
        if (known && request.ClientAssertion is not null)
            request.ClientId ??= dossier.ClientId;
        if (!known || request.ClientId != dossier.ClientId)
            context.Reject(Errors.InvalidClient, "The client could not be authenticated.");
    }

    private bool IsSecret(string? given) =>
        dossier.ClientSecret is { } secret && given is not null &&
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));
}
