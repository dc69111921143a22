using Microsoft.AspNetCore;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.AcmSimulator.Provider;

/// <summary>Answers requests for the key set from the key ring, with the caching that ACM allows.</summary>
internal sealed class KeySetAnswer(SigningKeyRing keys) :
    IOpenIddictServerHandler<HandleJsonWebKeySetRequestContext>,
    IOpenIddictServerHandler<ApplyJsonWebKeySetResponseContext>
{
    public ValueTask HandleAsync(HandleJsonWebKeySetRequestContext context)
    {
        context.Keys.AddRange(keys.Published);
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(ApplyJsonWebKeySetResponseContext context)
    {
        context.Transaction.GetHttpRequest()!.HttpContext.Response.Headers.CacheControl = "max-age=21500, must-revalidate";
        return ValueTask.CompletedTask;
    }
}
