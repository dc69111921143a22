using LeerId.Applications;
using LeerId.Notices;
using LeerId.PrivacyLog.Seals;
using LeerId.Provider;
using LeerId.SignIn;
using LeerId.Staff.Sessions;
using Microsoft.Extensions.Options;

namespace LeerId.Secrets.Inventory;

/// <summary>Lists the secrets that the app uses with its present settings. A secret that no setting asks for is not among them.</summary>
public sealed class SecretInventory(IOptions<AcmOptions> acm, IOptions<SmtpOptions> smtp, ApplicationRegister applications)
{
    /// <summary>
    /// The secrets. <c>console-key</c> is the last one that the app can make, and every app uses it: when the vault has it, the keys before it were made.
    /// </summary>
    public IReadOnlyList<UsedSecret> All => [.. List()];

    private IEnumerable<UsedSecret> List()
    {
        const string AtAcm = "zich bij ACM bekendmaken";
        yield return acm.Value.Authentication == AcmClientAuthentication.PrivateKeyJwt
            ? new(AcmCredential.KeySecret, AtAcm, KeyForm.Rsa)
            : new(AcmCredential.PasswordSecret, AtAcm, null);
        yield return new(SignInCookies.SecretName, "de cookie van een aanmelding versleutelen", KeyForm.Random64);
        yield return new(SecretNames.StudentKey, "het pseudoniem van een leerling maken", KeyForm.Random32) { MustNotExpire = true };
        yield return new(IssuingKeys.RsaSecret, "ID-tokens voor toepassingen ondertekenen", KeyForm.Rsa);
        if (applications.All.Any(application => application.IdTokenAlgorithm == SigningKey.Algorithm))
            yield return new(IssuingKeys.EcSecret, "ID-tokens voor toepassingen ondertekenen met ES256", KeyForm.EllipticCurve);
        yield return new(IssuingKeys.TokenSecret, "codes en toegangstokens versleutelen", KeyForm.Random32);
        yield return new(SubjectIdentifiers.SecretName, "per toepassing een vaste aanduiding van een leerling maken", KeyForm.Random32)
        {
            MustNotExpire = true,
        };
        foreach (Application application in applications.All.Where(application => application.SecretName is not null))
            yield return new(application.SecretName!, $"de toepassing {application.Name} herkennen", null);
        yield return new(SealKeys.SecretName, "zegels, bewijzen van wissen en dit verslag ondertekenen", KeyForm.EllipticCurve);
        yield return new(SessionKeys.SecretName, "de sessies van medewerkers in het beheer versleutelen", KeyForm.Random32);
        yield return new(DirectoryClient.SecretName, "zich bij de directory van de medewerkers bekendmaken", null);
        if (smtp.Value.User.Length > 0)
            yield return new(NoticeMailer.PasswordSecret, "zich bij de mailserver aanmelden", null);
    }
}
