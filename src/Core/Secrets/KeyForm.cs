namespace LeerId.Secrets;

/// <summary>The forms of the keys that the app can make itself.</summary>
public enum KeyForm
{
    /// <summary>32 random bytes in base64.</summary>
    Random32,

    /// <summary>64 random bytes in base64.</summary>
    Random64,

    /// <summary>An RSA private key of 3,072 bits in PEM (PKCS #8).</summary>
    Rsa,

    /// <summary>An EC P-256 private key in PEM (PKCS #8).</summary>
    EllipticCurve,
}
