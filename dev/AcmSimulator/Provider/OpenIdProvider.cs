using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace LeerId.AcmSimulator.Provider;

/// <summary>Configures OpenIddict to behave like ACM: without a database, and with our own handlers where ACM differs.</summary>
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
                .DisableScopeValidation(); // DossierRules checks the scopes against the dossier.
            server.Configure(options =>
            {
                options.CodeChallengeMethods.Add(CodeChallengeMethods.Plain);
                options.ClientAuthenticationMethods.Clear();
                options.ClientAuthenticationMethods.UnionWith([ClientAuthenticationMethods.ClientSecretPost, ClientAuthenticationMethods.ClientSecretBasic]);
                // Only the simulator reads access tokens, so they use its own symmetric keys.
                options.EncryptionCredentials.Add(new(OwnKey(), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
                options.SigningCredentials.Add(new(OwnKey(), SecurityAlgorithms.HmacSha256));
            });
            // This only tells OpenIddict that ID tokens use RS256. IdTokenWriter and KeySetAnswer use the key ring.
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
        // OpenIddict requires a header type in client JWTs. ACM doesn't.
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

    private static SymmetricSecurityKey OwnKey() => new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)).WithoutSharedCache();
}
