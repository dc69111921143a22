using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.AcmSimulator.Provider;

/// <summary>Removes what OpenIddict adds and ACM doesn't have: links to documentation, the <c>iss</c> of RFC 9207, and <c>sub</c> in the metadata.</summary>
internal sealed class ResponseTrimming :
    IOpenIddictServerHandler<ProcessErrorContext>,
    IOpenIddictServerHandler<ProcessChallengeContext>,
    IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public ValueTask HandleAsync(ProcessErrorContext context)
    {
        context.Response.ErrorUri = null;
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(ProcessChallengeContext context)
    {
        context.Response.ErrorUri = null;
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.Claims.Remove(Claims.Subject);
        context.Metadata.Remove("authorization_response_iss_parameter_supported");
        return ValueTask.CompletedTask;
    }
}
