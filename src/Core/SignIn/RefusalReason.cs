namespace LeerId.SignIn;

/// <summary>Why a sign-in was not granted, as staff find it in the privacy log under the support code.</summary>
public enum RefusalReason
{
    /// <summary>The application asked for a sign-in in a way that the standard or its settings don't allow.</summary>
    ApplicationRequestInvalid,

    /// <summary>The answer lacks code or state, has a parameter twice, is too long, or came the other way than asked.</summary>
    ResponseInvalid,

    /// <summary>The browser has no cookie of a sign-in under way.</summary>
    StateCookieMissing,

    /// <summary>The cookie was not made here.</summary>
    StateCookieInvalid,

    /// <summary>The state belongs to no sign-in of this browser.</summary>
    StateMismatch,

    /// <summary>The sign-in took over ten minutes.</summary>
    StateExpired,

    /// <summary>The sign-in was finished before.</summary>
    StateFinished,

    /// <summary>The browser came back too often with the same sign-in.</summary>
    TooManyAttempts,

    /// <summary>The answer names another issuer, or none although ACM's metadata promise it (RFC 9207).</summary>
    ResponseIssuerMismatch,

    /// <summary>The pupil stopped at ACM.</summary>
    Cancelled,

    /// <summary>ACM answered the sign-in with an error.</summary>
    AcmError,

    /// <summary>ACM does not take the code: used before, or over 30 seconds old.</summary>
    CodeRejected,

    /// <summary>ACM does not take this client's secret or key.</summary>
    ClientRejected,

    /// <summary>No connection to ACM, or it broke off.</summary>
    AcmUnreachable,

    /// <summary>ACM did not answer in time.</summary>
    AcmTimeout,

    /// <summary>ACM answered with a server error.</summary>
    AcmFailed,

    /// <summary>ACM's answer is not what the protocol says: status, content type, JSON or content.</summary>
    AcmAnswerInvalid,

    /// <summary>ACM's keys could not be loaded, so that the ID token was not checked.</summary>
    AcmKeysUnavailable,

    /// <summary>The token endpoint gave no ID token.</summary>
    TokenMissing,

    /// <summary>The tokens are not of the type Bearer (OpenID Connect Core, section 3.1.3.3).</summary>
    TokenTypeNotAllowed,

    /// <summary>The access token is no text, or has characters that it must not have (RFC 6749, appendix A.12).</summary>
    AccessTokenMalformed,

    /// <summary>The ID token is longer than any ACM makes.</summary>
    TokenTooLarge,

    /// <summary>The ID token is not three parts of base64url with JSON objects, each name once, not too deep.</summary>
    TokenMalformed,

    /// <summary>The ID token is not signed with RS256.</summary>
    AlgorithmNotAllowed,

    /// <summary>The ID token's header holds a key, an address, <c>crit</c> or another type.</summary>
    HeaderNotAllowed,

    /// <summary>ACM has no such key.</summary>
    KeyUnknown,

    /// <summary>The signature does not fit.</summary>
    SignatureInvalid,

    /// <summary>The ID token is of another issuer.</summary>
    IssuerMismatch,

    /// <summary>The ID token is for another client.</summary>
    AudienceMismatch,

    /// <summary>The ID token was given to another client, or has several audiences and no <c>azp</c>.</summary>
    AuthorizedPartyMismatch,

    /// <summary>The ID token has no usable <c>exp</c>, or is past it, or before its <c>nbf</c>.</summary>
    TokenExpired,

    /// <summary>The ID token has no usable <c>iat</c>, or it is too far from now.</summary>
    IssuedAtOutOfRange,

    /// <summary>The nonce is missing or of another sign-in.</summary>
    NonceMismatch,

    /// <summary>The access token is not the one the ID token came with.</summary>
    AccessTokenHashMismatch,

    /// <summary>Userinfo is about someone else, or does not say about whom although the ID token does (OpenID Connect Core, section 5.3.2).</summary>
    UserInfoSubjectMismatch,

    /// <summary>One of the protocol's data is not in the form it must have.</summary>
    ClaimMalformed,

    /// <summary>There is neither a leer_id_uuid nor an account_uuid.</summary>
    IdentifierMissing,

    /// <summary>The pupil is enrolled nowhere (protocol, article 3).</summary>
    NoEnrolment,

    /// <summary>No school of the pupil has a contract that is in force (protocol, article 2).</summary>
    NoContract,

    /// <summary>
    /// The pupil's data are restricted, or the pupil objected (GDPR, articles 18 and 21). Only the roles <c>privacy</c> and <c>dpo</c> see this reason.
    /// </summary>
    Restricted,

    /// <summary>The agreement with DOV is over (protocol, article 11).</summary>
    AgreementEnded,

    /// <summary>The provider suspended sign-ins.</summary>
    SignInsSuspended,

    /// <summary>Storage or the key vault did not answer.</summary>
    StorageUnavailable,

    /// <summary>All steps together took too long.</summary>
    DeadlineExceeded,

    /// <summary>A fault of this software or its settings.</summary>
    InternalFault,
}
