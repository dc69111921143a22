using LeerId.OpenIdConnect;

namespace LeerId.SignIn;

/// <summary>Maps faults of a token or of ACM to reasons of a refusal.</summary>
internal static class RefusalReasons
{
    /// <summary>The reason for a fault of an ID token.</summary>
    public static RefusalReason Of(TokenFault fault) => fault switch
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

    /// <summary>The reason for a failure of ACM.</summary>
    public static RefusalReason Of(ProviderFault fault) => fault switch
    {
        ProviderFault.Unreachable => RefusalReason.AcmUnreachable,
        ProviderFault.Timeout => RefusalReason.AcmTimeout,
        ProviderFault.Failed => RefusalReason.AcmFailed,
        ProviderFault.KeysUnavailable => RefusalReason.AcmKeysUnavailable,
        _ => RefusalReason.AcmAnswerInvalid,
    };
}
