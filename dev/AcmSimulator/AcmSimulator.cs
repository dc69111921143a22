using System.Net;
using LeerId.AcmSimulator.Provider;
using LeerId.AcmSimulator.SignIn;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace LeerId.AcmSimulator;

/// <summary>
/// An OpenID provider on loopback that behaves like the Flemish government's ACM with LeerID, for development and tests. Several can run in one
/// process. Each has its own port, keys and memory.
/// </summary>
/// <remarks>
/// A test signs a persona in over plain HTTP. It keeps cookies and doesn't follow redirects. First it requests the authorization address with
/// GET. The answer is a page with one form, whose hidden fields repeat the request. Then it posts these fields to <c>/op/v1/auth</c> as
/// <c>application/x-www-form-urlencoded</c>, with <c>persona</c> set to a persona's id. The answer is the redirect to the client (or, with
/// <c>form_post</c>, the form). The POST is a complete authorization request, so the GET can be skipped. While the session cookie is valid, the
/// GET redirects at once.
/// </remarks>
public sealed class AcmSimulator : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AcmSimulator(WebApplication app, Uri address, IReadOnlyList<Persona> personas)
    {
        _app = app;
        Address = address;
        Personas = personas;
    }

    /// <summary>The address at which the simulator listens, with the actual port.</summary>
    public Uri Address { get; }

    /// <summary>The issuer: the address followed by <c>/op</c>, without a trailing slash.</summary>
    public string Issuer => IssuerAt(Address).OriginalString;

    public IReadOnlyList<Persona> Personas { get; }

    /// <summary>Whether the ID token's <c>aud</c> is an array of the client id and the issuer. Otherwise it is only the client id.</summary>
    public bool AudienceAsArray
    {
        get => _app.Services.GetRequiredService<Switches>().AudienceAsArray;
        set => _app.Services.GetRequiredService<Switches>().AudienceAsArray = value;
    }

    /// <summary>The delay of every answer to the client, by the simulator's clock; zero for none. The pages in the browser don't wait.</summary>
    public TimeSpan AnswerDelay
    {
        get => _app.Services.GetRequiredService<Switches>().AnswerDelay;
        set => _app.Services.GetRequiredService<Switches>().AnswerDelay = value;
    }

    /// <summary>Starts a simulator, and returns when it answers requests.</summary>
    /// <exception cref="ArgumentException">The address isn't plain http on loopback, or the dossier's key can't be read.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<AcmSimulator> StartAsync(AcmSimulatorOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Address.Scheme != Uri.UriSchemeHttp || !options.Address.IsLoopback)
            throw new ArgumentException("The simulator listens on loopback only, over plain http.", nameof(options));

        WebApplication app = Build(options);
        try
        {
            await app.StartAsync(ct);
            Uri address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            app.Services.GetRequiredService<IssuerConfiguration>().Issuer = IssuerAt(address);
            // Invalid settings cause an error here, not at the first request.
            _ = app.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue;
            _ = app.Services.GetRequiredService<ClientAssertions>();
            return new(app, address, options.Personas);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates a new signing key with a new <c>kid</c>. The previous key stays published for eight hours.</summary>
    public void RotateKey() => _app.Services.GetRequiredService<SigningKeyRing>().Rotate();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static Uri IssuerAt(Uri address) => new(address, "/op");

    private static WebApplication Build(AcmSimulatorOptions options)
    {
        // The simulator ignores the configuration, environment and logging of the surrounding host.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (IPAddress.TryParse(options.Address.IdnHost, out IPAddress? ip))
                kestrel.Listen(ip, options.Address.Port);
            else
                kestrel.ListenLocalhost(options.Address.Port);
        });

        IServiceCollection services = builder.Services;
        services.AddRoutingCore();
        services.AddSingleton<IHostLifetime, OwnerLifetime>();
        services.AddSingleton(options.Clock);
        services.AddSingleton(new PersonaList(options.Personas));
        services.AddSingleton<SingleSignOn>();
        services.AddSingleton<AuthorizationEndpoint>();
        services.AddSingleton<UserInfoEndpoint>();
        services.AddSingleton<LogoutEndpoint>();
        services.AddSingleton<PersonaChoiceEndpoint>();
        services.AddOpenIdProvider(options.Dossier);

        WebApplication app = builder.Build();
        app.Use(app.Services.GetRequiredService<SlowAnswers>().HandleAsync);
        app.UseAuthentication();
        string[] getAndPost = [HttpMethods.Get, HttpMethods.Post];
        app.MapMethods(AuthorizationEndpoint.Path, getAndPost, (HttpContext http, AuthorizationEndpoint endpoint) => endpoint.Handle(http));
        app.MapMethods("/op/v1/logout", getAndPost, (HttpContext http, LogoutEndpoint endpoint) => endpoint.Handle(http));
        app.MapGet("/op/v1/userinfo", (HttpContext http, UserInfoEndpoint endpoint) => endpoint.HandleAsync(http));
        app.MapGet("/op/dev/as/{personaId}", (HttpContext http, string personaId, string? returnTo, PersonaChoiceEndpoint endpoint) =>
            endpoint.Handle(http, personaId, returnTo));
        return app;
    }
}
