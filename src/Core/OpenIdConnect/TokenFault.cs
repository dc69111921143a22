namespace LeerId.OpenIdConnect;

/// <summary>What is wrong with a token.</summary>
public enum TokenFault
{
    /// <summary>Longer than any the provider makes.</summary>
    TooLarge,

    /// <summary>Not three parts of base64url with JSON objects, each name once, not too deep.</summary>
    Malformed,

    /// <summary>Not signed with RS256.</summary>
    AlgorithmNotAllowed,

    /// <summary>The header holds a key, an address, <c>crit</c> or another type.</summary>
    HeaderNotAllowed,

    /// <summary>The provider has no such key.</summary>
    KeyUnknown,

    /// <summary>The signature does not fit.</summary>
    SignatureInvalid,

    /// <summary>Of another issuer.</summary>
    IssuerMismatch,

    /// <summary>For another audience.</summary>
    AudienceMismatch,

    /// <summary>No usable <c>exp</c>, or past it, or before its <c>nbf</c>.</summary>
    Expired,

    /// <summary>Another kind of token than the one asked for.</summary>
    KindNotAllowed,

    /// <summary>Got by an app that is not among those allowed (claim <c>azp</c> or <c>appid</c>).</summary>
    ClientNotAllowed,

    /// <summary>No usable <c>iat</c>, or one too far from now.</summary>
    IssuedAtOutOfRange,
}
