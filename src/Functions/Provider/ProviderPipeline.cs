using LeerId.Applications;
using LeerId.Pages.Pupils;
using LeerId.Provider;
using LeerId.SignIn;
using LeerId.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Server.AspNetCore;

namespace LeerId.Functions.Provider;

/// <summary>
/// The ASP.NET Core pipeline with OpenIddict, which the functions of the OpenID Provider invoke. The worker's own pipeline can't be extended
/// (docs/adr/0015).
/// </summary>
public sealed partial class ProviderPipeline
{
    private const string AuthorizePath = "/authorize";
    private const int RetryAfterSeconds = 5;

    // The longest form has a client's JWT and a code, and is far smaller.
    private const int MaximumFormBytes = 64 * 1024;

    // Storage and the vault have their own limits, and some requests ask them more than once.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(13);

    // The rest of the 15 seconds that a response may take, after a callback has used its own limit.
    private static readonly TimeSpan DeadlineAfterSignIn = TimeSpan.FromSeconds(2);

    private readonly IssuingKeys _keys;
    private readonly SignInJournal _journal;
    private readonly PupilPages _pages;
    private readonly Uri _issuer;
    private readonly ILogger<ProviderPipeline> _logger;

    /// <summary>Builds the pipeline, without reading anything.</summary>
    public ProviderPipeline(
        IssuingKeys keys, SignInJournal journal, PupilPages pages, IOptions<AcmOptions> acm, ILogger<ProviderPipeline> logger)
    {
        ArgumentNullException.ThrowIfNull(acm);
        (_keys, _journal, _pages, _issuer, _logger) = (keys, journal, pages, acm.Value.OwnAddress, logger);
    }

    /// <summary>Answers a request to one of the provider's addresses.</summary>
    public Task<IResult> RunAsync(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync(request, Deadline);
    }

    private async Task<IResult> RunAsync(HttpRequest request, TimeSpan deadline)
    {
        HttpContext context = request.HttpContext;
        // The endpoint is the function, to which the framework's authorization does not apply.
        context.SetEndpoint(null);
        // The worker sees http and the host that the client names. The app's own address is a setting.
        request.Scheme = _issuer.Scheme;
        request.Host = HostString.FromUriComponent(_issuer.Authority);
        CancellationToken left = context.RequestAborted;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(left);
        limit.CancelAfter(deadline);
        try
        {
            context.RequestAborted = limit.Token;
            // OpenIddict accepts a form of any length and encoding.
            if (HttpMethods.IsPost(request.Method) && request.ContentType is not null)
                request.Form = new FormCollection(await request.ReadFormAsync(MaximumFormBytes, context.RequestAborted));
            await _keys.GetAsync(context.RequestAborted);
            // Only OpenIddict runs here, so that the sign-in of staff never affects that of pupils.
            IAuthenticationHandlerProvider handlers = context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
            if (await handlers.GetHandlerAsync(context, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme) is not IAuthenticationRequestHandler provider
                || !await provider.HandleRequestAsync())
                context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        catch (Exception exception) when (!left.IsCancellationRequested && !context.Response.HasStarted)
        {
            context.RequestAborted = left;
            await FailAsync(context, exception);
        }
        finally
        {
            context.RequestAborted = left;
        }

        return Results.Empty;
    }

    /// <summary>Continues the application's request after the pupil has returned from ACM.</summary>
    public async Task<IResult> ContinueAsync(HttpRequest request, SignInOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(request);
        AuthorizationRequest asked = outcome switch
        {
            SignInOutcome.Granted granted => granted.Request,
            SignInOutcome.LoginRequired required => required.Request,
            _ => throw new ArgumentException($"A sign-in can't continue after {outcome?.GetType().Name}.", nameof(outcome)),
        };
        request.HttpContext.Items[typeof(SignInOutcome)] = outcome;
        request.Method = HttpMethods.Get;
        request.Path = AuthorizePath;
        request.QueryString = new QueryString($"?{asked.Query}");
        await RunAsync(request, DeadlineAfterSignIn);
        HttpResponse response = request.HttpContext.Response;
        // With 303 the browser never posts ACM's answer to the application (RFC 9700, section 4.12).
        if (response is { HasStarted: false, StatusCode: StatusCodes.Status302Found })
            response.StatusCode = StatusCodes.Status303SeeOther;
        return Results.Empty;
    }

    // Pupils get a page, and programs the error of OAuth (RFC 6749, section 5.2).
    private async Task FailAsync(HttpContext context, Exception exception)
    {
        bool isStorage = StorageFault.Is(exception);
        string fault = exception.GetType().FullName!;
        LogFailed(context.Request.Path, fault, isStorage ? null : exception.StackTrace);
        context.Response.Clear();
        if (context.Request.Path.Value is AuthorizePath or "/end-session")
        {
            RefusalReason reason = isStorage ? RefusalReason.StorageUnavailable : RefusalReason.InternalFault;
            SignInOutcome outcome = _journal.RefuseUnrecorded(reason, SignInEnd.Unknown);
            await (await SignIn.SignInHttp.ToResultAsync(outcome, _pages, context.Request)).ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = isStorage ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
        if (isStorage)
            context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(new { error = isStorage ? "temporarily_unavailable" : "server_error" }, context.RequestAborted);
    }

    [LoggerMessage(EventId = 1103, Level = LogLevel.Error, Message = "The provider could not answer a request to {Path}: {Fault} at {Stack}")]
    private partial void LogFailed(string? path, string fault, string? stack);
}
