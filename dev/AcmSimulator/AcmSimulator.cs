using System.Net;
using LeerId.AcmSimulator.Provider;
using LeerId.AcmSimulator.SignIn;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace LeerId.AcmSimulator;

/// <summary>
/// An OpenID provider on loopback that behaves like the Flemish government's ACM with LeerID, for development and tests. A process can run
/// several. Each has its own port, sessions, codes and key rotations.
/// </summary>
/// <remarks>
/// <para>To sign a persona in, a test needs an HTTP client that stores cookies and doesn't follow redirects:</para>
/// <list type="number">
/// <item>GET the authorization address. The answer is a page with one form, whose hidden fields repeat the parameters of the request.</item>
/// <item>POST these fields to <c>/op/v1/auth</c> as <c>application/x-www-form-urlencoded</c>, with a persona's id in the field <c>persona</c>.
/// The answer is the redirect to the client. If the request has <c>response_mode=form_post</c>, it is a page with a form.</item>
/// </list>
/// <para>The POST is a complete authorization request, so a test can skip the GET. While the session cookie is valid, the GET redirects to the
/// client at once.</para>
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

    /// <summary>The address of the simulator, with the actual port.</summary>
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

    /// <summary>
    /// The delay of every answer to the client, by the simulator's clock; zero for none. The pages that the browser shows aren't delayed.
    /// </summary>
    public TimeSpan AnswerDelay
    {
        get => _app.Services.GetRequiredService<Switches>().AnswerDelay;
        set => _app.Services.GetRequiredService<Switches>().AnswerDelay = value;
    }

    /// <summary>Starts a simulator. When this returns, the simulator answers requests.</summary>
    /// <exception cref="ArgumentException">The address isn't plain http on loopback, or the dossier's public key isn't valid PEM.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<AcmSimulator> StartAsync(AcmSimulatorOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Address.Scheme != Uri.UriSchemeHttp || !options.Address.IsLoopback)
            throw new ArgumentException($"The address is {options.Address} and must be plain http on loopback, such as http://127.0.0.1:0.", nameof(options));

        WebApplication app = Build(options);
        try
        {
            await app.StartAsync(ct);
            Uri address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            app.Services.GetRequiredService<IssuerConfiguration>().Issuer = IssuerAt(address);
            // If OpenIddict's options or the dossier's key are invalid, this fails now and not at the first request.
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
        // An empty builder doesn't read the configuration and the environment of the process, and doesn't log.
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
