using System.Text.Json;
using LeerId.Applications;
using LeerId.OpenIdConnect;
using LeerId.Retention;
using LeerId.Storage;
using LeerId.Students;
using LeerId.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeerId.SignIn;

/// <summary>A sign-in from start to end, and signing out (protocol, articles 2, 3 and 6).</summary>
public sealed partial class SignInService(
    AcmClient acm, IOptions<AcmOptions> acmOptions, SignInCookies signInCookies, IdTokenValidator idTokens,
    StudentClaims studentClaims, ClaimQuality quality, StudentAdmission admission, RetentionPolicy policy, SignInAttempts attempts, SignInJournal journal,
    SignInThrottle throttle, TimeProvider clock, ILogger<SignInService> logger)
{
    // The limit for ACM and the checks.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(9);

    // The limit when storing is included. Recording a refusal takes two more seconds at most, so every answer takes less than 15 seconds.
    private static readonly TimeSpan StoringDeadline = TimeSpan.FromSeconds(12.5);

    // The year 3000, in seconds since 1970. A later time is ignored.
    private const long LatestTime = 32_503_680_000;

    // How far ACM's clock and ours may differ, in seconds.
    private const int ClockTolerance = 60;

    private readonly AcmOptions _acmOptions = acmOptions.Value;

    // The reason to refuse all sign-ins now; null while they are allowed.
    private RefusalReason? Stopped =>
        policy.AgreementHasEnded ? RefusalReason.AgreementEnded : policy.SignInsAreSuspended ? RefusalReason.SignInsSuspended : null;

    /// <summary>Begins a sign-in.</summary>
    /// <param name="request">The application's request, of which client and redirect URI are verified.</param>
    /// <param name="cookies">The browser's cookies.</param>
    /// <param name="cancellationToken">Ends the work when the browser has disconnected.</param>
    public async Task<SignInOutcome> StartAsync(
        AuthorizationRequest request, IReadOnlyDictionary<string, string> cookies, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Stopped is { } stopped)
            return journal.RefuseUnrecorded(stopped, new SignInEnd([], request));
        if (request.PromptsNone && !_acmOptions.MayPromptNone)
            return new SignInOutcome.LoginRequired(request);

        using CancellationTokenSource limit = Limit(cancellationToken);
        try
        {
            SignInState state = SignInState.Begin(request, clock.GetUtcNow());
            Uri address = await acm.SignInAddressAsync(state, limit.Token);
            return new SignInOutcome.Started(address) { Cookies = await signInCookies.BeginAsync(state, cookies, limit.Token) };
        }
        catch (Exception exception) when (!HasLeft(exception, cancellationToken))
        {
            return journal.RefuseUnrecorded(Classify(exception), new SignInEnd([], request));
        }
    }

    /// <summary>Completes a sign-in with ACM's answer.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="cookies">The browser's cookies.</param>
    /// <param name="cancellationToken">Ends the work when the browser has disconnected, until something is stored.</param>
    public async Task<SignInOutcome> CompleteAsync(
        AuthorizationResponse response, IReadOnlyDictionary<string, string> cookies, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (Stopped is { } stopped)
            return journal.RefuseUnrecorded(stopped, new SignInEnd(signInCookies.EndAll(cookies), null));
        if (!response.IsWellFormed || response.State is null || response.IsFormPost != _acmOptions.UsesFormPost)
            return journal.RefuseUnrecorded(RefusalReason.ResponseInvalid, SignInEnd.Unknown);

        // No cookie is deleted before the sign-in is known.
        SignInEnd end = SignInEnd.Unknown;
        bool isUnderWay = false;
        using CancellationTokenSource storing = new(StoringDeadline);
        using CancellationTokenSource limit = Limit(cancellationToken);
        try
        {
            Checked<SignInState, RefusalReason> found = await signInCookies.FindAsync(response.State, cookies, limit.Token);
            if (found.Refusal is { } unknown)
                return await RefuseAsync(unknown);

            SignInState state = found.Value;
            end = new SignInEnd([signInCookies.End(state.State)], state.Request);
            if (clock.GetUtcNow() >= state.StartedAt + SignInCookies.Lifetime)
                return await RefuseAsync(RefusalReason.StateExpired);
            if (attempts.Admit(state) is { } tooMany)
                return await RefuseAsync(tooMany);

            isUnderWay = true;
            if (!await acm.IsOwnIssuerAsync(response.Issuer, limit.Token))
                return await RefuseAsync(RefusalReason.ResponseIssuerMismatch);
            if (response.Error is { } error)
                return !attempts.TryFinish(state) ? await RefuseAsync(RefusalReason.StateFinished)
                    : state.Request.PromptsNone && NeedsLogin(error) ? RequireLogin(state.Request)
                    : await journal.RefuseReportedAsync(ForError(error), end);
            if (response.Code is null)
                return await RefuseAsync(RefusalReason.ResponseInvalid);

            Checked<AcmTokens, RefusalReason> tokens = await acm.ExchangeAsync(response.Code, state.CodeVerifier, limit.Token);
            if (tokens.Refusal is { } noTokens)
                return await RefuseAsync(noTokens);
            if (!attempts.TryFinish(state))
                return await RefuseAsync(RefusalReason.StateFinished);

            Checked<JsonElement, RefusalReason> claims = await idTokens.ValidateAsync(
                tokens.Value.IdToken, tokens.Value.AccessToken, state.Nonce, limit.Token);
            if (claims.Refusal is { } notValid)
                return await RefuseAsync(notValid);

            JsonElement? userInfo = await UserInfoAsync(claims.Value, tokens.Value.AccessToken, limit.Token);
            if (userInfo is { } more && !IsSameSubject(claims.Value, more))
                return await RefuseAsync(RefusalReason.UserInfoSubjectMismatch);

            quality.Examine(claims.Value, userInfo);
            Checked<Student, RefusalReason> student = studentClaims.Read(claims.Value, userInfo);
            if (student.Refusal is { } notAStudent)
                return await RefuseAsync(notAStudent);

            DateTimeOffset? authenticatedAt = AuthenticatedAt(claims.Value);
            if (!IsRecent(authenticatedAt, state.Request))
                return RequireLogin(state.Request);
            SignInOutcome outcome = await admission.DecideAsync(student.Value, state, authenticatedAt, end, storing.Token, limit.Token);
            throttle.End(outcome);
            return outcome;
        }
        catch (Exception exception) when (!HasLeft(exception, cancellationToken))
        {
            return await RefuseAsync(Classify(exception));
        }

        // A refusal is recorded only if cookie and state were verified, because anybody can send any number of other requests.
        async Task<SignInOutcome> RefuseAsync(RefusalReason reason) =>
            isUnderWay ? await journal.RefuseAsync(reason, student: null, end) : journal.RefuseUnrecorded(reason, end);

        SignInOutcome RequireLogin(AuthorizationRequest request) => new SignInOutcome.LoginRequired(request) { Cookies = end.Cookies };
    }

    /// <summary>Signs out here and at ACM, which then returns the browser to this app.</summary>
    /// <param name="state">A text that ACM returns unchanged.</param>
    /// <param name="cookies">The browser's cookies.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<SignInOutcome> SignOutAsync(string state, IReadOnlyDictionary<string, string> cookies, CancellationToken cancellationToken) =>
        new SignInOutcome.Started(await acm.SignOutAddressAsync(state, cancellationToken)) { Cookies = signInCookies.EndAll(cookies) };

    // ACM can't sign the pupil in without showing a page (OpenID Connect Core, section 3.1.2.6).
    private static bool NeedsLogin(string error) =>
        error is "login_required" or "interaction_required" or "consent_required" or "account_selection_required";

    private static DateTimeOffset? AuthenticatedAt(JsonElement claims) =>
        claims.TryGetProperty(JwtRegisteredClaimNames.AuthTime, out JsonElement time) && time.ValueKind == JsonValueKind.Number
        && time.TryGetInt64(out long seconds) && seconds is > 0 and < LatestTime
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    // An application that sets a limit must be able to rely on it (OpenID Connect Core, section 3.1.2.1).
    private bool IsRecent(DateTimeOffset? authenticatedAt, AuthorizationRequest request) =>
        request.MaxAge is not { } seconds || (authenticatedAt is { } at && (clock.GetUtcNow() - at).TotalSeconds <= seconds + ClockTolerance);

    // ACM gives no subject for LeerID sign-ins, and then there is nothing to compare (OpenID Connect Core, section 5.3.2).
    private static bool IsSameSubject(JsonElement claims, JsonElement userInfo) =>
        !claims.TryGetProperty(JwtRegisteredClaimNames.Sub, out JsonElement given) || given.ValueKind == JsonValueKind.Null
        || (claims.Text(JwtRegisteredClaimNames.Sub) is { } subject && subject == userInfo.Text(JwtRegisteredClaimNames.Sub));

    // Null when the ID token has every claim, when ACM gives no userinfo, or when userinfo can't be read and the ID token has every decisive claim.
    private async Task<JsonElement?> UserInfoAsync(JsonElement claims, string? accessToken, CancellationToken cancellationToken)
    {
        if (!studentClaims.LacksAny(claims))
            return null;
        try
        {
            return await acm.UserInfoAsync(accessToken, cancellationToken);
        }
        catch (ProviderUnavailableException exception) when (!studentClaims.LacksDecisive(claims))
        {
            LogUserInfoUnavailable(Refusal.For(RefusalReasons.Of(exception.Fault)).Code, exception.Finding);
            return null;
        }
    }

    private static RefusalReason ForError(string error) => error switch
    {
        "access_denied" => RefusalReason.Cancelled,
        "server_error" or "temporarily_unavailable" => RefusalReason.AcmFailed,
        _ => RefusalReason.AcmError,
    };

    private static CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Deadline);
        return limit;
    }

    // If the browser has disconnected, nobody gets a page.
    private static bool HasLeft(Exception exception, CancellationToken browser) =>
        exception is OperationCanceledException && browser.IsCancellationRequested;

    private RefusalReason Classify(Exception exception)
    {
        switch (exception)
        {
            case ProviderUnavailableException acm:
                LogAcmUnavailable(acm.Fault, acm.Finding);
                return RefusalReasons.Of(acm.Fault);
            case OperationCanceledException:
                return RefusalReason.DeadlineExceeded;
            case var _ when StorageFault.Is(exception):
                int status = exception is Azure.RequestFailedException failed ? failed.Status : 0;
                LogStorageUnavailable(status);
                return RefusalReason.StorageUnavailable;
            default:
                // The message isn't logged, because it might quote personal data.
                string fault = exception.GetType().FullName!;
                LogFault(fault, exception.StackTrace);
                return RefusalReason.InternalFault;
        }
    }

    [LoggerMessage(
        EventId = 1020, Level = LogLevel.Warning,
        Message = "Userinfo could not be read ({Reason}; found: {Finding}); the sign-in continued with the claims of the ID token")]
    private partial void LogUserInfoUnavailable(string reason, string finding);

    [LoggerMessage(EventId = 1024, Level = LogLevel.Warning, Message = "ACM did not answer a sign-in as it must: {Fault}; found: {Finding}")]
    private partial void LogAcmUnavailable(ProviderFault fault, string finding);

    [LoggerMessage(EventId = 1021, Level = LogLevel.Error, Message = "A sign-in failed on storage or the key vault, status {Status} (0: no answer)")]
    private partial void LogStorageUnavailable(int status);

    [LoggerMessage(EventId = 1022, Level = LogLevel.Critical, Message = "A sign-in failed on a fault of this software: {Fault} at {Stack}")]
    private partial void LogFault(string fault, string? stack);
}
