using System.Text.Json;
using LeerId.Applications;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.Functions.Provider;

/// <summary>Completes the provider's metadata (OpenID Connect Discovery 1.0, section 3) where this provider differs from OpenIddict's defaults.</summary>
internal sealed class DescribeProvider(ApplicationRegister applications) : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.PromptValues.IntersectWith(["none", "login"]);
        context.IdTokenSigningAlgorithms.Clear();
        context.IdTokenSigningAlgorithms.Add("RS256");
        context.IdTokenSigningAlgorithms.UnionWith(applications.All.Select(application => application.IdTokenAlgorithm));
        context.TokenEndpointAuthenticationMethods.Clear();
        context.TokenEndpointAuthenticationMethods.UnionWith(["client_secret_basic", "client_secret_post", "private_key_jwt"]);
        context.Metadata["token_endpoint_auth_signing_alg_values_supported"] =
            new OpenIddictParameter(JsonSerializer.SerializeToElement(ClientAssertions.Algorithms));
        context.Metadata["request_parameter_supported"] = false;
        context.Metadata["request_uri_parameter_supported"] = false;
        context.Claims.UnionWith(["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "at_hash"]);
        return default;
    }
}
