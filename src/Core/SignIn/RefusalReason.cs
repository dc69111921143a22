namespace LeerId.SignIn;

/// <summary>The reason of a refusal, which staff find in the privacy log by the support code.</summary>
public enum RefusalReason
{
    /// <summary>The application's request is not what the standard or the application's settings allow.</summary>
    ApplicationRequestInvalid,

    /// <summary>ACM's answer lacks code or state, has a parameter twice, is too long, or was not sent in the response mode of the settings.</summary>
    ResponseInvalid,

    /// <summary>The browser has no cookie of a sign-in under way.</summary>
    StateCookieMissing,

    /// <summary>The cookie was not made by this app, or somebody changed it.</summary>
    StateCookieInvalid,

    /// <summary>The state belongs to no sign-in of this browser.</summary>
    StateMismatch,

    /// <summary>The sign-in took over ten minutes.</summary>
    StateExpired,

    /// <summary>The sign-in was finished before.</summary>
    StateFinished,

    /// <summary>The browser returned more than five times with the same sign-in.</summary>
    TooManyAttempts,

    /// <summary>The answer names another issuer, or none although ACM's metadata promise it (RFC 9207).</summary>
    ResponseIssuerMismatch,

    /// <summary>The pupil cancelled at ACM.</summary>
    Cancelled,

    /// <summary>ACM answered the sign-in with an error.</summary>
    AcmError,

    /// <summary>ACM rejected the code, because it was used before or is over 30 seconds old.</summary>
    CodeRejected,

    /// <summary>ACM rejected this client's secret or key.</summary>
    ClientRejected,

    /// <summary>There was no connection to ACM, or it was interrupted.</summary>
    AcmUnreachable,

    /// <summary>ACM did not answer in time.</summary>
    AcmTimeout,

    /// <summary>ACM answered with a server error.</summary>
    AcmFailed,

    /// <summary>ACM's answer is not what the standard says: status, content type, JSON or content.</summary>
    AcmAnswerInvalid,

    /// <summary>ACM's keys could not be loaded, so that the ID token was not checked.</summary>
    AcmKeysUnavailable,

    /// <summary>The token endpoint gave no ID token.</summary>
    TokenMissing,

    /// <summary>The tokens are not of the type Bearer (OpenID Connect Core, section 3.1.3.3).</summary>
    TokenTypeNotAllowed,

    /// <summary>The access token is not a text, or has characters that are not allowed (RFC 6749, appendix A.12).</summary>
    AccessTokenMalformed,

    /// <summary>The ID token is longer than any that ACM issues.</summary>
    TokenTooLarge,

    /// <summary>The ID token is not three parts of base64url with JSON objects, each name once, not too deep.</summary>
    TokenMalformed,

    /// <summary>The ID token is not signed with RS256.</summary>
    AlgorithmNotAllowed,

    /// <summary>The ID token's header contains a key, an address, <c>crit</c> or another type.</summary>
    HeaderNotAllowed,

    /// <summary>ACM's key set lacks the key of the ID token.</summary>
    KeyUnknown,

    /// <summary>The signature of the ID token is not valid.</summary>
    SignatureInvalid,

    /// <summary>The ID token names another issuer.</summary>
    IssuerMismatch,

    /// <summary>The ID token is for another client.</summary>
    AudienceMismatch,

    /// <summary>The ID token was issued to another client, or has several audiences and no <c>azp</c>.</summary>
    AuthorizedPartyMismatch,

    /// <summary>The ID token has no usable <c>exp</c>, has expired, or is not valid yet (<c>nbf</c>).</summary>
    TokenExpired,

    /// <summary>The ID token has no usable <c>iat</c>, or it is too far from now.</summary>
    IssuedAtOutOfRange,

    /// <summary>The nonce is missing or belongs to another sign-in.</summary>
    NonceMismatch,

    /// <summary>The access token does not match the ID token's <c>at_hash</c>.</summary>
    AccessTokenHashMismatch,

    /// <summary>Userinfo has another <c>sub</c> than the ID token, or lacks it although the ID token has one (OpenID Connect Core, section 5.3.2).</summary>
    UserInfoSubjectMismatch,

    /// <summary>One of the protocol's data is malformed.</summary>
    ClaimMalformed,

    /// <summary>There is neither a leer_id_uuid nor an account_uuid.</summary>
    IdentifierMissing,

    /// <summary>The pupil has no enrolment (protocol, article 3).</summary>
    NoEnrolment,

    /// <summary>No school of the pupil has a contract that is in force (protocol, article 2).</summary>
    NoContract,

    /// <summary>
    /// The pupil's data are restricted, or the pupil objected (GDPR, articles 18 and 21). Only the roles <c>privacy</c> and <c>dpo</c> see this reason.
    /// </summary>
    Restricted,

    /// <summary>The agreement with DOV has ended (protocol, article 11).</summary>
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
