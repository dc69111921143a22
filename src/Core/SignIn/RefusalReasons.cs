using System.Collections.Frozen;
using System.Text.Json;
using LeerId.OpenIdConnect;

namespace LeerId.SignIn;

/// <summary>How reasons are written, and which page each brings.</summary>
public static class RefusalReasons
{
    private static readonly FrozenDictionary<RefusalReason, string> Codes = Enum.GetValues<RefusalReason>()
        .ToFrozenDictionary(reason => reason, reason => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString()));

    private static readonly FrozenDictionary<string, RefusalReason> ByCode = Codes.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The reason in the form <c>nonce-mismatch</c>.</summary>
    public static string ToCode(this RefusalReason reason) => Codes[reason];

    /// <summary>What is wrong with an ID token, as the reason of a refusal.</summary>
    internal static RefusalReason Of(TokenFault fault) => fault switch
    {
        TokenFault.TooLarge => RefusalReason.TokenTooLarge,
        TokenFault.Malformed => RefusalReason.TokenMalformed,
        TokenFault.AlgorithmNotAllowed => RefusalReason.AlgorithmNotAllowed,
        TokenFault.HeaderNotAllowed => RefusalReason.HeaderNotAllowed,
        TokenFault.KeyUnknown => RefusalReason.KeyUnknown,
        TokenFault.SignatureInvalid => RefusalReason.SignatureInvalid,
        TokenFault.IssuerMismatch => RefusalReason.IssuerMismatch,
        TokenFault.AudienceMismatch => RefusalReason.AudienceMismatch,
        TokenFault.Expired => RefusalReason.TokenExpired,
        TokenFault.IssuedAtOutOfRange => RefusalReason.IssuedAtOutOfRange,
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    /// <summary>How ACM failed, as the reason of a refusal.</summary>
    internal static RefusalReason Of(ProviderFault fault) => fault switch
    {
        ProviderFault.Unreachable => RefusalReason.AcmUnreachable,
        ProviderFault.Timeout => RefusalReason.AcmTimeout,
        ProviderFault.Failed => RefusalReason.AcmFailed,
        _ => RefusalReason.AcmAnswerInvalid,
    };

    /// <summary>Reads what <see cref="ToCode"/> gave.</summary>
    public static bool TryParse(string code, out RefusalReason reason) => ByCode.TryGetValue(code, out reason);

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
