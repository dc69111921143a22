using LeerId.Provider;
using LeerId.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeerId.Functions.Provider;

/// <summary>Registers OpenIddict's server for the code flow, with rules of this app and without a database.</summary>
public static class ProviderSetup
{
    /// <summary>Registers the OpenID Provider.</summary>
    public static IServiceCollection AddLeerIdProvider(this IServiceCollection services)
    {
        services.AddAuthentication();
        services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode()
                .AllowAuthorizationCodeFlow()
                .SetConfigurationEndpointUris(".well-known/openid-configuration")
                .SetJsonWebKeySetEndpointUris(".well-known/jwks.json")
                .SetAuthorizationEndpointUris("authorize")
                .SetTokenEndpointUris("token")
                .SetUserInfoEndpointUris("userinfo")
                .SetEndSessionEndpointUris("end-session")
                .SetAuthorizationCodeLifetime(TokenLifetimes.Code)
                .SetAccessTokenLifetime(TokenLifetimes.AccessToken)
                .SetIdentityTokenLifetime(TokenLifetimes.IdToken)
                .RegisterScopes("openid", UserinfoClaims.ProfileScope, UserinfoClaims.LeerIdScope)
                .RegisterClaims([.. UserinfoClaims.Names]);
            server.UseAspNetCore();
            server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.UseSingletonHandler<DescribeProvider>().SetOrder(int.MaxValue - 1000));
            AuthorizationEndpoint.AddTo(server);
            TokenEndpoint.AddTo(server);
            server.AddEventHandler<ValidateUserInfoRequestContext>(handler =>
                handler.UseSingletonHandler<RefuseDuplicates<ValidateUserInfoRequestContext>>().SetOrder(int.MinValue + 50_000));
            server.AddEventHandler<ValidateUserInfoRequestContext>(handler =>
                handler.UseSingletonHandler<CheckHowTokenIsSent>().SetOrder(int.MinValue + 60_000));
            server.AddEventHandler<HandleUserInfoRequestContext>(handler => handler.UseSingletonHandler<GiveUserinfo>());
            EndSessionEndpoint.AddTo(server);
            server.AddEventHandler<GenerateTokenContext>(handler => handler.UseSingletonHandler<SignIdToken>()
                .SetOrder(OpenIddictServerHandlers.Protection.AttachSecurityCredentials.Descriptor.Order + 500));
        });
        // OpenIddict's own log lines contain requests, and requests to the token endpoint contain codes.
        services.AddLogging(logging => logging.AddFilter("OpenIddict", LogLevel.Warning));
        return services
            .AddSingleton<ProviderOptions>()
            .AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(s => s.GetRequiredService<ProviderOptions>())
            .AddSingleton<IConfigureOptions<OpenIddictServerAspNetCoreOptions>>(s => s.GetRequiredService<ProviderOptions>())
            .AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(s => s.GetRequiredService<ProviderOptions>())
            .AddSingleton<ProviderErrorPage>()
            .AddSingleton<ProviderPipeline>();
    }
}

/// <summary>Gives OpenIddict the issuer and the keys, at the start and after each change of the keys.</summary>
internal sealed class ProviderOptions : IConfigureOptions<OpenIddictServerOptions>, IConfigureOptions<OpenIddictServerAspNetCoreOptions>,
    IOptionsChangeTokenSource<OpenIddictServerOptions>, IDisposable
{
    private readonly IssuingKeys _keys;
    private readonly Uri _issuer;
    private CancellationTokenSource _changed = new();

    public ProviderOptions(IssuingKeys keys, IOptions<AcmOptions> acm)
    {
        (_keys, _issuer) = (keys, acm.Value.OwnAddress);
        keys.Changed += OnChanged;
    }

    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(_changed.Token);

    public void Configure(OpenIddictServerOptions options)
    {
        UnusedHandlers.RemoveFrom(options);
        options.Issuer = _issuer;
        options.CodeChallengeMethods.Remove("plain");
        options.ResponseModes.Remove("fragment");
        options.SubjectTypes.Clear();
        options.SubjectTypes.Add("pairwise");
        options.PromptValues.Clear();
        options.PromptValues.UnionWith(["none", "login", "consent", "select_account"]);
        // A tolerance of one minute would double the lifetime of a code.
        options.TokenValidationParameters.ClockSkew = TimeSpan.Zero;
        IssuingKeySet keys = _keys.Current ?? throw new InvalidOperationException("The keys of the provider have not been read yet.");
        options.SigningCredentials.AddRange([.. keys.TokenSigning, .. keys.IdTokenSigning]);
        options.EncryptionCredentials.AddRange(keys.TokenEncryption);
    }

    public void Configure(OpenIddictServerAspNetCoreOptions options)
    {
        options.SuppressJsonResponseIndentation = true;
        // AddressRules accepts plain http in Development only, from loopback addresses.
        options.DisableTransportSecurityRequirement = _issuer.Scheme == Uri.UriSchemeHttp;
    }

    public void Dispose()
    {
        _keys.Changed -= OnChanged;
        _changed.Dispose();
    }

    private void OnChanged()
    {
        CancellationTokenSource former = Interlocked.Exchange(ref _changed, new CancellationTokenSource());
        former.Cancel();
        former.Dispose();
    }
}
