using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.AcmSimulator.Provider;

/// <summary>
/// Issues and redeems authorization codes. A code is a random reference to an entry in memory, so that it can be redeemed once. When the
/// authenticated client presents it, it becomes invalid, even if the verifier is wrong.
/// </summary>
internal sealed class AuthorizationCodes(TimeProvider clock) :
    IOpenIddictServerHandler<GenerateTokenContext>,
    IOpenIddictServerHandler<ValidateTokenContext>
{
    private readonly ExpiringRegister<ClaimsPrincipal> _issued = new(clock);

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType != TokenTypeIdentifiers.Private.AuthorizationCode)
            return ValueTask.CompletedTask;

        string code = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        _issued.TryAdd(code, context.Principal, clock.GetUtcNow() + context.Options.AuthorizationCodeLifetime!.Value);
        context.Token = code;
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (!context.ValidTokenTypes.Contains(TokenTypeIdentifiers.Private.AuthorizationCode))
            return ValueTask.CompletedTask;

        if (_issued.TryTake(context.Token, out ClaimsPrincipal? principal))
            context.Principal = principal.SetTokenType(TokenTypeIdentifiers.Private.AuthorizationCode);
        else
            context.Reject(Errors.InvalidGrant, "The code is unknown, used or older than 30 seconds.");
        return ValueTask.CompletedTask;
    }
}
