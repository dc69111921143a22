namespace LeerId.OpenIdConnect;

/// <summary>The reason why a token is refused.</summary>
public enum TokenFault
{
    /// <summary>The token is longer than 65,536 characters, far more than a provider's tokens.</summary>
    TooLarge,

    /// <summary>
    /// The token is not three parts in base64url, its header or claims are not valid JSON (see <see cref="StrictJson"/>), or a required claim is invalid.
    /// </summary>
    Malformed,

    /// <summary>The header names another algorithm than RS256, or none.</summary>
    AlgorithmNotAllowed,

    /// <summary>The header contains a key, the address of a key or <c>crit</c>, or names another type than <c>JWT</c>.</summary>
    HeaderNotAllowed,

    /// <summary>The token names no key, or one that the provider does not publish.</summary>
    KeyUnknown,

    /// <summary>The signature is not valid for the key.</summary>
    SignatureInvalid,

    /// <summary>The token is of another issuer.</summary>
    IssuerMismatch,

    /// <summary>The token is for another audience.</summary>
    AudienceMismatch,

    /// <summary>The token has expired, is not valid yet (<c>nbf</c>), or has no valid <c>exp</c> or <c>nbf</c>.</summary>
    Expired,

    /// <summary>The token is of another kind, such as an ID token in place of an access token.</summary>
    KindNotAllowed,

    /// <summary>The app that got the token (claim <c>azp</c> or <c>appid</c>) is not allowed.</summary>
    ClientNotAllowed,

    /// <summary>The token has no valid <c>iat</c>, or was issued too long ago or in the future.</summary>
    IssuedAtOutOfRange,
}
