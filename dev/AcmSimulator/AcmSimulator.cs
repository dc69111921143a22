using System.Net;
using LeerId.AcmSimulator.Provider;
using LeerId.AcmSimulator.SignIn;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace LeerId.AcmSimulator;

/// <summary>
/// An OpenID provider that behaves like the Flemish government's ACM with LeerID, on loopback, for development and
/// tests. Several can run in one process; each has its own port, keys and memory.
/// </summary>
/// <remarks>
/// A test signs a persona in over plain HTTP, with cookies kept and redirects not followed: GET the authorization
/// address; the answer is a page with one form, whose hidden fields repeat the request. POST these fields to
/// <c>/op/v1/auth</c> as <c>application/x-www-form-urlencoded</c> with <c>persona</c> set to a persona's id: the
/// answer is the redirect (or, with <c>form_post</c>, the form) for the client. The POST alone does too: it is a
/// whole authorization request. While the session cookie lives, the GET answers with the redirect at once.
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

    /// <summary>Where it listens, with the port that was taken.</summary>
    public Uri Address { get; }

    /// <summary>The issuer: the address and <c>/op</c>, without a slash at the end.</summary>
    public string Issuer => IssuerAt(Address).OriginalString;

    public IReadOnlyList<Persona> Personas { get; }

    /// <summary>
    /// Whether the ID token's <c>aud</c> is an array, of the client id and the issuer; else it's the client id alone.
    /// </summary>
    public bool AudienceAsArray
    {
        get => _app.Services.GetRequiredService<Switches>().AudienceAsArray;
        set => _app.Services.GetRequiredService<Switches>().AudienceAsArray = value;
    }

    /// <summary>How long every answer to the client takes, by the simulator's clock; zero for at once. The pages in the browser don't wait.</summary>
    public TimeSpan AnswerDelay
    {
        get => _app.Services.GetRequiredService<Switches>().AnswerDelay;
        set => _app.Services.GetRequiredService<Switches>().AnswerDelay = value;
    }

    /// <summary>Starts a simulator and returns once it answers.</summary>
    /// <exception cref="ArgumentException">The address isn't plain http on loopback, or the dossier's key can't be read.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
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
            app.Services.GetRequiredService<Whereabouts>().Issuer = IssuerAt(address);
            // Wrong settings come to light here, not at the first request.
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

    /// <summary>A new signing key with a new <c>kid</c>, at once; the former one stays published for eight hours.</summary>
    public void RotateKey() => _app.Services.GetRequiredService<SigningKeyRing>().Rotate();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static Uri IssuerAt(Uri address) => new(address, "/op");

    private static WebApplication Build(AcmSimulatorOptions options)
    {
        // Nothing of the surrounding host comes in: no configuration, no environment, no logging.
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
        services.AddSingleton<IHostLifetime, OwnersLifetime>();
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
