using LeerId.Applications;
using LeerId.PrivacyLog;
using LeerId.Students;

namespace LeerId.SignIn;

/// <summary>How a step of a sign-in ended.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>The cookies that the answer sets or deletes.</summary>
    public IReadOnlyList<BrowserCookie> Cookies { get; init; } = [];

    /// <summary>The browser is sent to ACM.</summary>
    /// <param name="Address">The address at ACM.</param>
    public sealed record Started(Uri Address) : SignInOutcome;

    /// <summary>The pupil is let in; the snapshot and the log entry are stored. The application gets a code.</summary>
    /// <param name="Student">The pupil.</param>
    /// <param name="Key">The pseudonym that the snapshot is stored under.</param>
    /// <param name="Request">The application's request.</param>
    /// <param name="At">When the pupil was let in, UTC. The snapshot has the same time.</param>
    /// <param name="AuthenticatedAt">When the pupil signed in at ACM, UTC; null when ACM does not say.</param>
    public sealed record Granted(
        Student Student, StudentKey Key, AuthorizationRequest Request, DateTimeOffset At, DateTimeOffset? AuthenticatedAt) : SignInOutcome
    {
        /// <summary>Never prints the pupil.</summary>
        public override string ToString() => nameof(Granted);
    }

    /// <summary>
    /// The application gets the error <c>login_required</c> (OpenID Connect Core, section 3.1.2.6), because its request can't be fulfilled without a new
    /// sign-in.
    /// </summary>
    /// <param name="Request">The application's request.</param>
    public sealed record LoginRequired(AuthorizationRequest Request) : SignInOutcome;

    /// <summary>The pupil is not let in. Nothing about the pupil is stored, except one log entry.</summary>
    /// <param name="Refusal">The reason, and the page that the pupil gets. The page doesn't tell the reason.</param>
    /// <param name="Code">The support code on the page. Staff find the reason with it.</param>
    public sealed record Refused(Refusal Refusal, SupportCode Code) : SignInOutcome
    {
        /// <summary>The application's request, for a link that starts again or returns to it; null when it is not known.</summary>
        public AuthorizationRequest? Request { get; init; }
    }
}

/// <summary>The pages a pupil can get instead of the application.</summary>
public enum RefusalKind
{
    /// <summary>The pupil has no enrolment.</summary>
    NoEnrolment,

    /// <summary>No school of the pupil has a contract.</summary>
    NoContract,

    /// <summary>The pupil cancelled at ACM.</summary>
    Cancelled,

    /// <summary>The agreement has ended: nobody can sign in any more.</summary>
    AgreementEnded,

    /// <summary>Sign-ins are suspended: trying on another day may help.</summary>
    SignInsSuspended,

    /// <summary>The sign-in expired, was finished before, or belongs to another browser: starting again helps.</summary>
    StartAgain,

    /// <summary>The application's request is not allowed: only its developers can help.</summary>
    ApplicationFault,

    /// <summary>ACM's answer can't be trusted.</summary>
    AnswerNotTrusted,

    /// <summary>ACM or storage does not answer, or this app has a fault: trying later may help.</summary>
    Unavailable,
}
