using System.Text.Json;
using LeerId.HandOff;
using LeerId.OpenIdConnect;
using LeerId.Retention;
using LeerId.Storage;
using LeerId.Students;
using LeerId.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeerId.SignIn;

/// <summary>A sign-in from start to end, and signing out (protocol, articles 2, 3 and 6).</summary>
public sealed partial class SignInService(
    AcmClient acm, IOptions<AcmOptions> acmOptions, IOptions<ApplicationOptions> application, SignInCookies cookies, IdTokenValidator idTokens,
    StudentClaims claims, ClaimQuality quality, StudentAdmission admission, RetentionPolicy policy, SignInJournal journal, TimeProvider clock,
    ILogger<SignInService> logger)
{
    // With what storing and recording a refusal take at most, this keeps every answer within 15 seconds.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(9);

    private readonly AcmClient _acm = acm;
    private readonly AcmOptions _acmOptions = acmOptions.Value;
    private readonly ApplicationOptions _application = application.Value;
    private readonly SignInCookies _cookies = cookies;
    private readonly StudentClaims _claims = claims;

    /// <summary>Begins a sign-in.</summary>
    /// <param name="returnPath">Where in the application the pupil goes afterwards: one local path; none for its root.</param>
    /// <param name="cookies">The browser's cookies.</param>
    /// <param name="cancellationToken">Ends the work when the browser left.</param>
    public async Task<SignInOutcome> StartAsync(
        StringValues returnPath, IReadOnlyDictionary<string, string> cookies, CancellationToken cancellationToken)
    {
        if (policy.AgreementHasEnded)
            return await RefuseAsync(RefusalReason.AgreementEnded);
        if (returnPath.Count > 1 || !ReturnPath.TryParse(returnPath.ToString(), out ReturnPath path))
            return await RefuseAsync(RefusalReason.ReturnPathInvalid);

        SignInOutcome outcome = await BoundedAsync(async token =>
        {
            SignInState state = SignInState.Begin(path, clock.GetUtcNow());
            Uri address = await _acm.SignInAddressAsync(state, token);
            return new SignInOutcome.Started(address) { Cookies = await _cookies.BeginAsync(state, cookies, token) };
        }, cancellationToken);
        return outcome is SignInOutcome.Refused refused ? refused with { ReturnPath = path } : outcome;
    }

    /// <summary>Ends a sign-in with what ACM answered.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="cookies">The browser's cookies.</param>
    /// <param name="cancellationToken">Ends the work when the browser left, up to the moment something is stored.</param>
    public async Task<SignInOutcome> CompleteAsync(
        AuthorizationResponse response, IReadOnlyDictionary<string, string> cookies, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (policy.AgreementHasEnded)
            return await RefuseAsync(RefusalReason.AgreementEnded) with { Cookies = _cookies.EndAll(cookies) };
        if (!response.IsWellFormed || response.State is null || response.IsFormPost != _acmOptions.UsesFormPost)
            return await RefuseAsync(RefusalReason.ResponseInvalid);

        SignInState? state = null;
        SignInOutcome outcome = await BoundedAsync(async token =>
        {
            Checked<SignInState, RefusalReason> found = await _cookies.FindAsync(response.State, cookies, token);
            if (found.Refusal is { } refusal)
                return await RefuseAsync(refusal);
            state = found.Value;
            return clock.GetUtcNow() < state.StartedAt + SignInCookies.Lifetime
                ? await CompleteAsync(response, state, token)
                : await RefuseAsync(RefusalReason.StateExpired);
        }, cancellationToken);
        if (state is null)
            return outcome;

        // The sign-in is over, however it ended: its cookie goes.
        IReadOnlyList<BrowserCookie> ended = [_cookies.End(state.State)];
        return outcome is SignInOutcome.Refused refused
            ? refused with { Cookies = ended, ReturnPath = state.ReturnPath }
            : outcome with { Cookies = ended };
    }

    /// <summary>Signs out here and at ACM, from where the browser goes to the application's page for it.</summary>
    public async Task<SignInOutcome> SignOutAsync(IReadOnlyDictionary<string, string> cookies, CancellationToken cancellationToken) =>
        new SignInOutcome.Started(await _acm.SignOutAddressAsync(_application.SignedOutUrl, cancellationToken))
        {
            Cookies = _cookies.EndAll(cookies),
        };

    private async Task<SignInOutcome> CompleteAsync(AuthorizationResponse response, SignInState state, CancellationToken cancellationToken)
    {
        if (response.Issuer is { } issuer && issuer != _acmOptions.Issuer)
            return await RefuseAsync(RefusalReason.ResponseIssuerMismatch);
        if (response.Error is { } error)
            return await RefuseAsync(ForError(error));
        if (response.Code is null)
            return await RefuseAsync(RefusalReason.ResponseInvalid);

        Checked<Student, RefusalReason> identified = await IdentifyAsync(response.Code, state, cancellationToken);
        return identified.Refusal is { } refusal
            ? await RefuseAsync(refusal)
            : await admission.DecideAsync(identified.Value, state.ReturnPath, cancellationToken);
    }

    private async Task<Checked<Student, RefusalReason>> IdentifyAsync(string code, SignInState state, CancellationToken cancellationToken)
    {
        Checked<AcmTokens, RefusalReason> tokens = await _acm.ExchangeAsync(code, state.CodeVerifier, cancellationToken);
        if (tokens.Refusal is { } noTokens)
            return noTokens;

        Checked<JsonElement, RefusalReason> claims = await idTokens.ValidateAsync(
            tokens.Value.IdToken, tokens.Value.AccessToken, state.Nonce, cancellationToken);
        if (claims.Refusal is { } invalid)
            return invalid;

        JsonElement? userInfo = null;
        if (_claims.LacksAny(claims.Value))
        {
            userInfo = await UserInfoAsync(claims.Value, tokens.Value.AccessToken, cancellationToken);
            if (userInfo is { } more && !IsSameSubject(claims.Value, more))
                return RefusalReason.UserInfoSubjectMismatch;
        }

        quality.Examine(claims.Value, userInfo);
        return _claims.Read(claims.Value, userInfo);
    }

    // OpenID Connect Core, section 5.3.2. ACM gives no subject for LeerID sign-ins; then there is nothing to compare.
    private static bool IsSameSubject(JsonElement claims, JsonElement userInfo) =>
        !IsGiven(claims, out JsonElement expected) || !IsGiven(userInfo, out JsonElement subject) || JsonElement.DeepEquals(expected, subject);

    private static bool IsGiven(JsonElement claims, out JsonElement subject) =>
        claims.TryGetProperty(JwtRegisteredClaimNames.Sub, out subject) && subject.ValueKind != JsonValueKind.Null;

    private async Task<JsonElement?> UserInfoAsync(JsonElement claims, string? accessToken, CancellationToken cancellationToken)
    {
        try
        {
            return await _acm.UserInfoAsync(accessToken, cancellationToken);
        }
        catch (ProviderUnavailableException exception) when (!_claims.LacksDecisive(claims))
        {
            LogUserInfoAway(RefusalReasons.Of(exception.Fault).ToCode());
            return null;
        }
    }

    private static RefusalReason ForError(string error) => error switch
    {
        "access_denied" => RefusalReason.Cancelled,
        "server_error" or "temporarily_unavailable" => RefusalReason.AcmFailed,
        _ => RefusalReason.AcmError,
    };

    /// <summary>Runs a step within the deadline; whatever goes wrong in it ends as a page and a log entry.</summary>
    private async Task<SignInOutcome> BoundedAsync(Func<CancellationToken, Task<SignInOutcome>> step, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Deadline);
        try
        {
            return await step(limit.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            return await RefuseAsync(Classify(exception));
        }
    }

    private RefusalReason Classify(Exception exception)
    {
        switch (exception)
        {
            case ProviderUnavailableException acm:
                return RefusalReasons.Of(acm.Fault);
            case OperationCanceledException:
                return RefusalReason.DeadlineExceeded;
            case var _ when StorageFault.Is(exception):
                int status = exception is Azure.RequestFailedException failed ? failed.Status : 0;
                LogStorageAway(status);
                return RefusalReason.StorageUnavailable;
            default:
                // Not the message: it might quote what it failed on.
                string fault = exception.GetType().FullName!;
                LogFault(fault, exception.StackTrace);
                return RefusalReason.InternalFault;
        }
    }

    private async Task<SignInOutcome> RefuseAsync(RefusalReason reason) =>
        new SignInOutcome.Refused(reason.ToKind(), await journal.RefusedAsync(reason, student: null));

    [LoggerMessage(EventId = 1020, Level = LogLevel.Warning, Message = "Userinfo could not be read ({Reason}); the ID token has what decides")]
    private partial void LogUserInfoAway(string reason);

    [LoggerMessage(EventId = 1021, Level = LogLevel.Error, Message = "A sign-in failed on storage or the key vault, status {Status} (0: no answer)")]
    private partial void LogStorageAway(int status);

    [LoggerMessage(EventId = 1022, Level = LogLevel.Critical, Message = "A sign-in failed on a fault of this software: {Fault} at {Stack}")]
    private partial void LogFault(string fault, string? stack);
}
