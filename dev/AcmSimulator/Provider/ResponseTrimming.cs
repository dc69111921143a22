using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.AcmSimulator.Provider;

/// <summary>
/// Removes the parts of OpenIddict's answers that ACM doesn't have: the links to documentation in errors, and in the metadata the claim
/// <c>sub</c> and the announcement of <c>iss</c> (RFC 9207).
/// </summary>
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
