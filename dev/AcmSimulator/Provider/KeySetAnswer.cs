using Microsoft.AspNetCore;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.AcmSimulator.Provider;

/// <summary>Answers requests for the key set with the keys of the key ring, and lets clients cache them as long as ACM does.</summary>
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
