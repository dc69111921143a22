using LeerId.Pages;
using LeerId.Pages.StaffConsole;
using LeerId.SignIn;
using LeerId.Staff.Admission;
using LeerId.Staff.Confidentiality;
using LeerId.Staff.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeerId.Functions.StaffConsole;

/// <summary>
/// Answers the requests to the staff console. It checks the session, the role, the origin, the antiforgery token, a recent sign-in and the acceptance of
/// confidentiality, in this order, and then runs the screen.
/// </summary>
public sealed class ConsolePipeline(
    ConsoleRouter router, ConsolePages pages, SessionKeys keys, StaffConfidentiality confidentiality, StaffAccess access,
    IAntiforgery antiforgery, IOptions<AcmOptions> acm, TimeProvider clock)
{
    private const string SignInPath = "/beheer/aanmelden";
    private const string SignOutPath = "/beheer/afmelden";
    private const string SignedInWindowPath = "/beheer/venster";

    private readonly Uri _own = acm.Value.OwnAddress;

    /// <summary>Answers a request below <c>/beheer</c>.</summary>
    public async Task<IResult> RunAsync(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        HttpContext context = request.HttpContext;
        // The endpoint is the function, to which the framework's authorization does not apply.
        context.SetEndpoint(null);
        // The worker sees http and the host that the client names. The app's own address is a setting.
        request.Scheme = _own.Scheme;
        request.Host = HostString.FromUriComponent(_own.Authority);
        ConsolePerson? person = null;
        // Caches must not keep files and redirects either.
        context.Response.SetPageHeaders(PageHeaders.Common);
        try
        {
            await keys.ReadAsync(context.RequestAborted);
            IAuthenticationHandlerProvider handlers = context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
            if (await handlers.GetHandlerAsync(context, DirectorySignIn.Scheme) is IAuthenticationRequestHandler directory
                && await directory.HandleRequestAsync())
                return Results.Empty;
            if ((await context.AuthenticateAsync(ConsoleSession.Scheme)).Principal is { } session)
            {
                context.User = session;
                person = ConsoleSession.Read(session);
            }

            IResult result = await AnswerAsync(context, person);
            await result.ExecuteAsync(context);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            await (await FailAsync(context, person, exception)).ExecuteAsync(context);
        }

        return Results.Empty;
    }

    private async Task<IResult> AnswerAsync(HttpContext context, ConsolePerson? person)
    {
        HttpRequest request = context.Request;
        bool isPost = HttpMethods.IsPost(request.Method);
        switch (request.Path.Value)
        {
            case SignInPath when !isPost:
                return new Challenge(ReturnPath(request), request.Query.ContainsKey("opnieuw"));
            case DirectorySignIn.SignedOutPagePath when !isPost:
                return await SignedOutAsync(context);
            case SignedInWindowPath when !isPost:
                return await StatementAsync(
                    context, person, "U bent aangemeld", StatusCodes.Status200OK,
                    "Sluit dit venster. Ga terug naar het vorige venster en verstuur daar wat u invulde.");
        }

        if (isPost && !IsOwnOrigin(request))
            return await StatementAsync(
                context, person, "Dit formulier komt niet van deze toepassing", StatusCodes.Status403Forbidden,
                "Er is niets gewijzigd. Open het scherm vanuit het beheer en vul het formulier daar in.");
        if (isPost && request.Path.Value == SignOutPath)
            return await SignOutAsync(context);
        if (!router.TryFind(request.Method, request.Path, out ConsoleRoute? route, out RouteValueDictionary values))
            return person is null && !isPost
                ? new Challenge(ConsoleRouter.Root, asksAgain: false)
                : await StatementAsync(context, person, "Niet gevonden", StatusCodes.Status404NotFound, "Dit scherm bestaat niet.");
        if (isPost)
            return await PostAsync(context, person, route, values);
        if (person is null)
            return new Challenge(request.Path + request.QueryString, asksAgain: false);
        if (!route.Admits.Any(person.Roles.Contains))
            return await ForbiddenAsync(context, person);
        if (route.DemandsRecentSignIn && !IsRecent(person))
            return new Challenge(request.Path + request.QueryString, asksAgain: true);
        return await route.Handle(pages.Request(context, person, route, values, new ConsoleForm()));
    }

    private async Task<IResult> PostAsync(HttpContext context, ConsolePerson? person, ConsoleRoute route, RouteValueDictionary values)
    {
        if (person is not null && !route.Admits.Any(person.Roles.Contains))
            return await ForbiddenAsync(context, person);
        if (await ConsoleBody.ReadAsync(context.Request, route.MaximumBodyBytes) is not { } posted)
            return await StatementAsync(
                context, person, "Te groot of niet leesbaar", StatusCodes.Status413PayloadTooLarge,
                $"Wat u verstuurde, is geen formulier of is groter dan {route.MaximumBodyBytes / 1024} KiB. Er is niets gewijzigd.");
        ConsoleForm form = new(posted);
        if (person is null)
            return await pages.RenderKeptFormAsync(context, person, form, KeptFormReason.SignedOut);
        if (!await antiforgery.IsRequestValidAsync(context))
            return await pages.RenderKeptFormAsync(context, person, form, KeptFormReason.OtherSession);
        if (route.DemandsRecentSignIn && !IsRecent(person))
            return await pages.RenderKeptFormAsync(context, person, form, KeptFormReason.SignInNotRecent);
        if (route.DemandsPurpose && !await confidentiality.IsAcceptedAsync(person.ObjectId, context.RequestAborted))
            return await pages.RenderKeptFormAsync(context, person, form, KeptFormReason.ConfidentialityNotAccepted);
        return await route.Handle(pages.Request(context, person, route, values, form));
    }

    private async Task<IResult> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(ConsoleSession.Scheme);
        try
        {
            await context.SignOutAsync(DirectorySignIn.Scheme);
            return Results.Empty;
        }
        catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException && !context.Response.HasStarted)
        {
            access.IsUnavailable(CauseOf(exception));
            return await StatementAsync(
                context, person: null, "U bent hier afgemeld", StatusCodes.Status200OK,
                "De directory antwoordde niet: sluit ook alle vensters van de browser.");
        }
    }

    private async Task<IResult> SignedOutAsync(HttpContext context) => await pages.RenderStatementAsync(
        context, person: null, "U bent afgemeld",
        new StatementModel(["Sluit de browser als u op een gedeelde computer werkt."], new ConsoleLink("Meld u opnieuw aan", ConsoleRouter.Root)),
        StatusCodes.Status200OK);

    private Task<IResult> ForbiddenAsync(HttpContext context, ConsolePerson person) => StatementAsync(
        context, person, "U hebt geen toegang tot dit scherm", StatusCodes.Status403Forbidden,
        "Geen van uw rollen geeft toegang. Hebt u een rol nodig, vraag ze aan de beheerder van de directory en meld u daarna opnieuw aan.");

    private async Task<IResult> FailAsync(HttpContext context, ConsolePerson? person, Exception exception)
    {
        bool unavailable = access.IsUnavailable(CauseOf(exception));
        context.Response.Clear();
        if (unavailable && person is not null && context.Features.Get<IFormFeature>()?.Form is { } posted)
            return await pages.RenderKeptFormAsync(context, person, new ConsoleForm(posted), KeptFormReason.Unavailable);
        return await StatementAsync(
            context, person, unavailable ? "Even niet beschikbaar" : "Er ging iets mis",
            unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
            unavailable
                ? "De opslag, de sleutelkluis of de directory antwoordt niet. Ga terug in de browser en probeer het over een halve minuut opnieuw: "
                    + "wat u invulde, staat er nog."
                : "Dit is een fout in de software. De operator vindt ze in het logboek.",
            "Deed u een wijziging, kijk dan eerst na of ze er al is.");
    }

    // The framework reports that it has no discovery document. The inner exception has the cause.
    private static Exception CauseOf(Exception exception) => exception is InvalidOperationException { InnerException: IOException cause } ? cause : exception;

    private async Task<IResult> StatementAsync(HttpContext context, ConsolePerson? person, string title, int status, params string[] texts) =>
        await pages.RenderStatementAsync(context, person, title, new StatementModel(texts), status);

    private bool IsRecent(ConsolePerson person) => person.SignedInWithin(DirectorySignIn.RecentSignIn, clock.GetUtcNow());

    private bool IsOwnOrigin(HttpRequest request) => request.Headers.Origin is [{ } origin] && origin == PageHeaders.Origin(_own);

    // Only a path of the console is accepted. Otherwise a link to the sign-in could redirect staff to any site.
    private string ReturnPath(HttpRequest request)
    {
        if (request.Query.ContainsKey("venster"))
            return SignedInWindowPath;
        return request.Query["terug"] is [{ } path] && path.StartsWith(ConsoleRouter.Root, StringComparison.Ordinal)
            && Uri.TryCreate(_own, path, out Uri? address) && address.Host == _own.Host
            && router.TryFind(HttpMethods.Get, address.AbsolutePath, out _, out _)
            ? address.PathAndQuery
            : ConsoleRouter.Root;
    }

    private sealed class Challenge(string returnPath, bool asksAgain) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            httpContext.ChallengeAsync(DirectorySignIn.Scheme, DirectorySignIn.Properties(returnPath, asksAgain));
    }
}
