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

    /// <summary>Cookies to set or to end along with the answer.</summary>
    public IReadOnlyList<BrowserCookie> Cookies { get; init; } = [];

    /// <summary>The browser goes on to ACM.</summary>
    /// <param name="Address">The address at ACM.</param>
    public sealed record Started(Uri Address) : SignInOutcome;

    /// <summary>The pupil is let in; the snapshot and the log entry are stored. The application gets a code.</summary>
    /// <param name="Student">The pupil.</param>
    /// <param name="Key">The pseudonym that the snapshot is stored under.</param>
    /// <param name="Request">What the application asked.</param>
    /// <param name="At">When the pupil was let in, UTC: the moment that the snapshot has.</param>
    /// <param name="AuthenticatedAt">When the pupil signed in at ACM, UTC; null when ACM does not tell.</param>
    public sealed record Granted(
        Student Student, StudentKey Key, AuthorizationRequest Request, DateTimeOffset At, DateTimeOffset? AuthenticatedAt) : SignInOutcome
    {
        /// <summary>Never prints the pupil.</summary>
        public override string ToString() => nameof(Granted);
    }

    /// <summary>
    /// The application gets the error <c>login_required</c> (OpenID Connect Core, section 3.1.2.6), because what it asked can't be done without a new
    /// sign-in.
    /// </summary>
    /// <param name="Request">What the application asked.</param>
    public sealed record LoginRequired(AuthorizationRequest Request) : SignInOutcome;

    /// <summary>The pupil is not let in; nothing of the pupil is stored but one log entry.</summary>
    /// <param name="Refusal">Why, and which page the pupil gets. The page doesn't tell the reason.</param>
    /// <param name="Code">The code on the page, under which the log has the reason.</param>
    public sealed record Refused(Refusal Refusal, SupportCode Code) : SignInOutcome
    {
        /// <summary>What the application asked, to start again with or to go back; null when that is not known.</summary>
        public AuthorizationRequest? Request { get; init; }
    }
}

/// <summary>The pages a pupil can get instead of the application.</summary>
public enum RefusalKind
{
    /// <summary>Enrolled nowhere.</summary>
    NoEnrolment,

    /// <summary>No school with a contract.</summary>
    NoContract,

    /// <summary>Stopped at ACM.</summary>
    Cancelled,

    /// <summary>The agreement is over: nobody signs in any more.</summary>
    AgreementEnded,

    /// <summary>Sign-ins are suspended: trying on another day may help.</summary>
    SignInsSuspended,

    /// <summary>Expired, replayed, or not of this browser: starting again helps.</summary>
    StartAgain,

    /// <summary>The application asked for something that it may not have: only its builders can help.</summary>
    ApplicationFault,

    /// <summary>ACM said something that can't be relied on.</summary>
    AnswerNotTrusted,

    /// <summary>ACM or storage does not answer, or a fault here: trying later helps.</summary>
    Unavailable,
}
