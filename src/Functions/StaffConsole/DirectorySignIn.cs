using System.Globalization;
using System.Security.Claims;
using LeerId.Pages.StaffConsole;
using LeerId.Settings;
using LeerId.Staff.Admission;
using LeerId.Staff.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.StaffConsole;

/// <summary>The sign-in of staff at the directory: the code flow of OpenID Connect with PKCE, state and nonce, by the framework's handler.</summary>
internal sealed partial class DirectorySignIn(
    IOptions<StaffOptions> staff, DirectoryClient client, ConsolePages pages, AddressRules addresses, TimeProvider clock, ILogger<DirectorySignIn> logger)
    : IConfigureNamedOptions<OpenIdConnectOptions>
{
    /// <summary>The authentication scheme.</summary>
    public const string Scheme = "directory";

    /// <summary>The page on which a sign-out ends.</summary>
    public const string SignedOutPagePath = "/beheer/afgemeld/klaar";

    /// <summary>The maximum age of a sign-in for an act that can't be undone.</summary>
    public static readonly TimeSpan RecentSignIn = TimeSpan.FromMinutes(5);

    /// <summary>The item of the properties of a sign-in in which the directory must authenticate the person again, even if it has a session.</summary>
    private const string AsksAgain = "asks again";

    private const string CallbackPath = "/beheer/aangemeld";
    private const string SignedOutPath = "/beheer/afgemeld";
    private const string ObjectIdClaim = "oid";
    private const string RolesClaim = "roles";
    private const string AuthenticationTimeClaim = "auth_time";

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SignInTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan DirectoryTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The properties of a sign-in that returns to a path of this app.</summary>
    /// <param name="returnPath">The path.</param>
    /// <param name="asksAgain">Whether the directory must authenticate the person again, even if it has a session.</param>
    public static AuthenticationProperties Properties(string returnPath, bool asksAgain)
    {
        OpenIdConnectChallengeProperties properties = new() { RedirectUri = returnPath };
        if (asksAgain)
        {
            properties.Prompt = OpenIdConnectPrompt.Login;
            properties.Items[AsksAgain] = bool.TrueString;
        }

        return properties;
    }

    public void Configure(OpenIdConnectOptions options) => Configure(Scheme, options);

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        if (name != Scheme)
            return;
        StaffOptions settings = staff.Value;
        options.SignInScheme = ConsoleSession.Scheme;
        options.Authority = settings.Issuer;
        options.ClientId = settings.ConsoleClientId;
        options.RequireHttpsMetadata = !addresses.AcceptsPlainHttp;
        options.CallbackPath = CallbackPath;
        options.SignedOutCallbackPath = SignedOutPath;
        options.SignedOutRedirectUri = SignedOutPagePath;
        options.RemoteSignOutPath = PathString.Empty;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.RemoteAuthenticationTimeout = SignInTimeout;
        // The cookies of a sign-in expire then, and so does the nonce itself, which contains the moment at which it was made.
        options.ProtocolValidator.NonceLifetime = SignInTimeout;
        options.BackchannelTimeout = DirectoryTimeout;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = settings.Issuer,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            LifetimeValidator = (notBefore, expires, _, _) => IsInTime(notBefore, expires),
        };
        // The answer is a redirect from the directory (response_mode=query), with which browsers send Lax cookies.
        foreach (CookieBuilder cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.Always;
        }

        options.CorrelationCookie.Name = "__Secure-beheer-terug.";
        options.NonceCookie.Name = "__Secure-beheer-eenmalig.";
        options.Events.OnAuthorizationCodeReceived = AddSecretAsync;
        options.Events.OnTokenValidated = BeginSessionAsync;
        options.Events.OnRemoteFailure = context => FailAsync(context, context.Failure?.GetType().Name ?? "none");
        options.Events.OnAccessDenied = context => FailAsync(context, "access denied");
    }

    private bool IsInTime(DateTime? notBefore, DateTime? expires)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && end > now - ClockTolerance && (notBefore is null || notBefore <= now + ClockTolerance);
    }

    private async Task AddSecretAsync(AuthorizationCodeReceivedContext context) =>
        context.TokenEndpointRequest!.ClientSecret = await client.ReadSecretAsync(context.HttpContext.RequestAborted);

    private Task BeginSessionAsync(TokenValidatedContext context)
    {
        ClaimsPrincipal token = context.Principal!;
        if (!Guid.TryParseExact(token.FindFirstValue(ObjectIdClaim), "D", out Guid objectId))
        {
            context.Fail("The ID token has no object id.");
            return Task.CompletedTask;
        }

        DateTimeOffset now = clock.GetUtcNow();
        ConsolePerson person = new(
            objectId.ToString("D"),
            token.FindFirstValue("name") is { Length: > 0 } name ? name : "Medewerker",
            staff.Value.Roles.OfPerson(token.FindAll(RolesClaim).Select(claim => claim.Value)),
            SignedInAt(token));
        // Somebody at an unattended browser can take the parameter prompt out of the address. Only the claim auth_time proves that the person
        // authenticated again.
        if (context.Properties!.Items.ContainsKey(AsksAgain) && !person.SignedInWithin(RecentSignIn, now))
        {
            context.Fail("The ID token does not prove that the person authenticated again.");
            return Task.CompletedTask;
        }

        context.Principal = ConsoleSession.Begin(person, now);
        // The session's cookie would hold this item, which only the sign-in needs.
        context.Properties!.Items.Remove(AsksAgain);
        LogSignedIn(person.ObjectId, person.Roles.Count);
        return Task.CompletedTask;
    }

    // Without the claim it is unknown when the person authenticated.
    private static DateTimeOffset SignedInAt(ClaimsPrincipal token) =>
        long.TryParse(token.FindFirstValue(AuthenticationTimeClaim), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.MinValue;

    private async Task FailAsync(HandleRequestContext<RemoteAuthenticationOptions> context, string fault)
    {
        context.HandleResponse();
        // The exception's message is not logged, because it may quote the request.
        LogFailed(fault);
        await (await pages.RenderStatementAsync(
            context.HttpContext, person: null, "Aanmelden is niet gelukt",
            new StatementModel(
                ["De aanmelding is afgebroken, duurde te lang of werd geweigerd. Er is niets gewijzigd.", "Lukt het niet opnieuw, verwittig dan de operator."],
                new ConsoleLink("Probeer opnieuw", ConsoleRouter.Root)),
            StatusCodes.Status400BadRequest)).ExecuteAsync(context.HttpContext);
    }

    [LoggerMessage(EventId = 9021, Level = LogLevel.Information, Message = "{ObjectId} signed in to the staff console with {Count} roles")]
    private partial void LogSignedIn(string objectId, int count);

    [LoggerMessage(EventId = 9022, Level = LogLevel.Warning, Message = "A sign-in to the staff console failed: {Fault}")]
    private partial void LogFailed(string fault);
}
