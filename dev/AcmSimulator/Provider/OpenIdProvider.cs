using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace LeerId.AcmSimulator.Provider;

/// <summary>Configures OpenIddict without a database, and replaces its handlers where ACM behaves differently.</summary>
internal static class OpenIdProvider
{
    public static void AddOpenIdProvider(this IServiceCollection services, Dossier dossier) => services
        .AddSingleton(dossier)
        .AddSingleton<SigningKeyRing>()
        .AddSingleton<IssuerConfiguration>()
        .AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider => provider.GetRequiredService<IssuerConfiguration>())
        .AddSingleton<Switches>()
        .AddSingleton<SlowAnswers>()
        .AddSingleton<ClientAssertions>()
        .AddOpenIddict()
        .AddServer(server =>
        {
            server.EnableDegradedMode()
                .AllowAuthorizationCodeFlow()
                .SetConfigurationEndpointUris("op/.well-known/openid-configuration")
                .SetAuthorizationEndpointUris("op/v1/auth")
                .SetTokenEndpointUris("op/v1/token")
                .SetJsonWebKeySetEndpointUris("op/v1/keys")
                .SetUserInfoEndpointUris("op/v1/userinfo")
                .SetEndSessionEndpointUris("op/v1/logout")
                .SetAuthorizationCodeLifetime(TimeSpan.FromSeconds(30))
                .SetIdentityTokenLifetime(TimeSpan.FromHours(1))
                .SetAccessTokenLifetime(TimeSpan.FromHours(1))
                .RegisterScopes([.. dossier.Scopes])
                // DossierRules checks the scopes.
                .DisableScopeValidation();
            server.Configure(options =>
            {
                options.CodeChallengeMethods.Add(CodeChallengeMethods.Plain);
                options.ClientAuthenticationMethods.Clear();
                options.ClientAuthenticationMethods.UnionWith([ClientAuthenticationMethods.ClientSecretPost, ClientAuthenticationMethods.ClientSecretBasic]);
                // Access tokens are encrypted and signed with symmetric keys, because only the simulator reads them.
                options.EncryptionCredentials.Add(new(NewSymmetricKey(), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
                options.SigningCredentials.Add(new(NewSymmetricKey(), SecurityAlgorithms.HmacSha256));
            });
            // Because of this key, OpenIddict's metadata name RS256. The key signs nothing here: IdTokenWriter and KeySetAnswer use the key ring.
            server.Services.AddOptions<OpenIddictServerOptions>()
                .Configure<SigningKeyRing>((options, keys) => options.SigningCredentials.Add(keys.Current));
            AddHandlers(server);
            server.UseAspNetCore()
                .DisableTransportSecurityRequirement()
                .EnableAuthorizationEndpointPassthrough()
                .EnableEndSessionEndpointPassthrough()
                .EnableUserInfoEndpointPassthrough()
                .EnableErrorPassthrough();
        });

    private static void AddHandlers(OpenIddictServerBuilder server)
    {
        // OpenIddict requires the header typ in client JWTs. ACM doesn't, so ClientAuthentication checks them.
        server.RemoveEventHandler(ValidateClientAssertion.Descriptor);
        server.RemoveEventHandler(OpenIddictServerHandlers.Authentication.AttachIssuer.Descriptor);
        server.RemoveEventHandler(Discovery.AttachSigningKeys.Descriptor);

        Add<ProcessAuthenticationContext, ClientAuthentication>(ValidateClientId.Descriptor.Order - 500);
        Add<ValidateAuthorizationRequestContext, DossierRules>(0);
        Add<ApplyAuthorizationResponseContext, DossierRules>(OpenIddictServerHandlers.Authentication.InferResponseMode.Descriptor.Order + 500);
        Add<ValidateEndSessionRequestContext, DossierRules>(0);
        Add<GenerateTokenContext, AuthorizationCodes>(Protection.GenerateIdentityModelToken.Descriptor.Order - 500);
        Add<ValidateTokenContext, AuthorizationCodes>(Protection.ValidateIdentityModelToken.Descriptor.Order - 500);
        Add<GenerateTokenContext, IdTokenWriter>(Protection.GenerateIdentityModelToken.Descriptor.Order - 500);
        Add<HandleJsonWebKeySetRequestContext, KeySetAnswer>(0);
        Add<ApplyJsonWebKeySetResponseContext, KeySetAnswer>(200_000);
        Add<ProcessErrorContext, ResponseTrimming>(0);
        Add<ProcessChallengeContext, ResponseTrimming>(200_000);
        Add<HandleConfigurationRequestContext, ResponseTrimming>(int.MaxValue);

        void Add<TContext, THandler>(int order)
            where TContext : BaseContext
            where THandler : class, IOpenIddictServerHandler<TContext> =>
            server.AddEventHandler<TContext>(handler => handler.UseSingletonHandler<THandler>().SetOrder(order));
    }

    private static SymmetricSecurityKey NewSymmetricKey() => new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)).WithoutSharedCache();
}
