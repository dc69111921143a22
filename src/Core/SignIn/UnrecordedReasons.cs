namespace LeerId.SignIn;

/// <summary>
/// The reasons of refusals without an entry in the privacy log, because the request did not prove that it belongs to a sign-in that
/// began here. The support code contains the number of the reason, so none of these reasons may say anything about a pupil.
/// </summary>
internal static class UnrecordedReasons
{
    // Support codes are on pages and in mails, so a reason keeps its number forever. Append new reasons at the end.
    private static readonly RefusalReason[] Numbered =
    [
        RefusalReason.ApplicationRequestInvalid,
        RefusalReason.ResponseInvalid,
        RefusalReason.StateCookieMissing,
        RefusalReason.StateCookieInvalid,
        RefusalReason.StateMismatch,
        RefusalReason.StateExpired,
        RefusalReason.StateFinished,
        RefusalReason.TooManyAttempts,
        RefusalReason.AgreementEnded,
        RefusalReason.AcmUnreachable,
        RefusalReason.AcmTimeout,
        RefusalReason.AcmFailed,
        RefusalReason.AcmAnswerInvalid,
        RefusalReason.StorageUnavailable,
        RefusalReason.DeadlineExceeded,
        RefusalReason.InternalFault,
        RefusalReason.SignInsSuspended,
    ];

    /// <summary>The number of a reason.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The reason is not one of them.</exception>
    public static int NumberOf(RefusalReason reason) => Array.IndexOf(Numbered, reason) is var number and >= 0
        ? number
        : throw new ArgumentOutOfRangeException(nameof(reason));

    /// <summary>The refusal with a number; null when this version has none.</summary>
    public static Refusal? Find(int number) => number >= 0 && number < Numbered.Length ? Refusal.For(Numbered[number]) : null;
}
