using System.Security.Cryptography;

namespace LeerId.Secrets;

/// <summary>A key that was just made. A class, not a record, so that it never prints itself.</summary>
internal sealed class NewKey
{
    private const int RsaBits = 3072;

    private NewKey(string value, string? publicHalf = null) => (Value, PublicHalf) = (value, publicHalf);

    /// <summary>The value of the secret.</summary>
    public string Value { get; }

    /// <summary>The public half in PEM; null when there is none.</summary>
    public string? PublicHalf { get; }

    /// <summary>Makes a key with the random numbers of the operating system.</summary>
    public static NewKey Of(KeyForm form)
    {
        switch (form)
        {
            case KeyForm.Random32:
                return new NewKey(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            case KeyForm.Random64:
                return new NewKey(Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)));
            case KeyForm.Rsa:
                using (RSA rsa = RSA.Create(RsaBits))
                    return Pair(rsa);
            case KeyForm.EllipticCurve:
                using (ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                    return Pair(curve);
            default:
                throw new ArgumentOutOfRangeException(nameof(form));
        }
    }

    private static NewKey Pair(AsymmetricAlgorithm pair) => new(pair.ExportPkcs8PrivateKeyPem(), pair.ExportSubjectPublicKeyInfoPem());
}
