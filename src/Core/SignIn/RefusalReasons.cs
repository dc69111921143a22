using System.Collections.Frozen;
using System.Text.Json;

namespace LeerId.SignIn;

/// <summary>How reasons are written, and which page each brings.</summary>
public static class RefusalReasons
{
    private static readonly FrozenDictionary<RefusalReason, string> Codes = Enum.GetValues<RefusalReason>()
        .ToFrozenDictionary(reason => reason, reason => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString()));

    /// <summary>The reason in the form <c>nonce-mismatch</c>.</summary>
    public static string ToCode(this RefusalReason reason) => Codes[reason];

    /// <summary>The page the pupil gets.</summary>
    public static RefusalKind ToKind(this RefusalReason reason) => reason switch
    {
        RefusalReason.NoEnrolment => RefusalKind.NoEnrolment,
        RefusalReason.NoContract => RefusalKind.NoContract,
        RefusalReason.Cancelled => RefusalKind.Cancelled,
        RefusalReason.AgreementEnded => RefusalKind.AgreementEnded,

        RefusalReason.ReturnPathInvalid or RefusalReason.ResponseInvalid or RefusalReason.StateCookieMissing
            or RefusalReason.StateCookieInvalid or RefusalReason.StateMismatch or RefusalReason.StateExpired
            or RefusalReason.ResponseIssuerMismatch or RefusalReason.CodeRejected => RefusalKind.StartAgain,

        RefusalReason.ClientRejected or RefusalReason.AcmUnreachable or RefusalReason.AcmTimeout or RefusalReason.AcmFailed
            or RefusalReason.AcmAnswerInvalid or RefusalReason.StorageUnavailable or RefusalReason.DeadlineExceeded
            or RefusalReason.InternalFault => RefusalKind.Unavailable,

        _ => RefusalKind.AnswerNotTrusted,
    };
}
