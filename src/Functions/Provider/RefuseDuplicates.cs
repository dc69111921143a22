using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.Functions.Provider;

/// <summary>
/// Refuses duplicate parameters (RFC 6749, sections 3.1 and 3.2). OpenIddict would ignore them, and another reader of the request could use one of the
/// values.
/// </summary>
/// <typeparam name="TContext">The validation of an endpoint's request.</typeparam>
internal sealed class RefuseDuplicates<TContext> : IOpenIddictServerHandler<TContext>
    where TContext : BaseValidatingContext
{
    public ValueTask HandleAsync(TContext context)
    {
        string? name = context.Transaction.Request!.GetParameters().Where(parameter => parameter.Value.Count > 1).Select(parameter => parameter.Key)
            .FirstOrDefault();
        if (name is not null)
            context.Reject(Errors.InvalidRequest, $"{(IsPlain(name) ? name : "A parameter")} occurs more than once.");
        return default;
    }

    // The response and the log repeat plain names only.
    private static bool IsPlain(string name) => name.Length <= 64 && name.All(c => char.IsAsciiLetterLower(c) || c == '_');
}
