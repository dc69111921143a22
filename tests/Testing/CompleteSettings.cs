using System.Security.Cryptography;

namespace LeerId.Testing;

/// <summary>Every setting and secret that the app needs in production.</summary>
public static class CompleteSettings
{
    // These keys are generated once per process, because generating is slow and no test depends on their values.
    private static readonly string AcmClientKey = NewRsaKey(), IdTokenKey = NewRsaKey(), FormerIdTokenKey = NewRsaKey();

    /// <summary>The settings and the secrets.</summary>
    /// <param name="storage">The connection string of the storage account.</param>
    public static Dictionary<string, string?> Of(string storage) => new()
    {
        ["AzureWebJobsStorage"] = storage,
        ["Acm:Issuer"] = "https://acm.example/op",
        ["Acm:ClientId"] = "client",
        ["Acm:RedirectUri"] = "https://leerid.example/acm/callback",
        ["Applications:0:ClientId"] = "oefenapp",
        ["Applications:0:Name"] = "Oefenapp",
        ["Applications:0:Protocol"] = "protocol van 10 juli 2024",
        ["Applications:0:RedirectUris:0"] = "https://application.example/callback",
        ["Staff:Issuer"] = "https://login.example/tenant/v2.0",
        ["Staff:Audience"] = "staff",
        ["Dpo:Provider:Name"] = "Functionaris van de dienstenleverancier",
        ["Dpo:Provider:Telephone"] = "+32 2 555 01 01",
        ["Dpo:Provider:Mail"] = "dpo@provider.example",
        ["Dpo:Dov:Name"] = "Functionaris van DOV",
        ["Dpo:Dov:Telephone"] = "02 555 01 02",
        ["Dpo:Dov:Mail"] = "dpo@dov.example",
        ["Smtp:Host"] = "mail.example",
        ["Smtp:Port"] = "587",
        ["Smtp:User"] = "leerid",
        ["Smtp:From"] = "leerid@provider.example",
        ["Retention:Schedule"] = "0 30 2 * * *",
        ["Retention:RecordsSchedule"] = "0 30 3 * * *",
        ["Agreement:Schedule"] = "0 40 * * * *",
        ["PrivacyLog:SealSchedule"] = "0 30 1 * * *",
        ["PrivacyLog:ExpirySchedule"] = "0 0 3 * * *",
        ["Archive:Schedule"] = "0 45 3 * * *",
        ["Notices:RequeueSchedule"] = "0 5 * * * *",
        ["Notices:DeadlineSchedule"] = "0 10 * * * *",
        ["Requests:ReminderSchedule"] = "0 20 5 * * *",
        ["Register:Provider:Name"] = "Uitgeverij Voorbeeld",
        ["Register:Provider:Address"] = "Voorbeeldstraat 1, 1000 Brussel",
        ["Register:Provider:EnterpriseNumber"] = "0123.456.749",
        ["Register:Provider:Contact"] = "info@provider.example",
        ["Register:Protocol:Reference"] = "Protocol LeerID",
        ["Register:Protocol:Date"] = "2024-07-10",
        ["Register:RiskAssessment:Where"] = "RI-2026",
        ["Register:RiskAssessment:Date"] = "2026-06-01",
        ["Register:RiskAssessment:NextReview"] = "2027-06-01",
        ["Register:ImpactAssessment:Where"] = "GEB-2026",
        ["Register:ImpactAssessment:Date"] = "2026-06-15",
        ["Register:ImpactAssessment:NextReview"] = "2027-06-15",
        ["Register:Processors:0:Name"] = "Wolk NV",
        ["Register:Processors:0:Service"] = "opslag",
        ["Register:Processors:0:Country"] = "IE",
        ["Register:Processors:0:Agreement"] = "VO-2026-1",
        ["Register:Processors:0:Since"] = "2026-08-01",
        ["Secrets:acm-client-key"] = AcmClientKey,
        ["Secrets:acm-client-secret"] = NewSecret(32),
        ["Secrets:sign-in-cookie-key"] = NewSecret(64),
        ["Secrets:student-key"] = NewSecret(32),
        ["Secrets:student-key:previous"] = NewSecret(32),
        ["Secrets:smtp-password"] = NewSecret(12),
        ["Secrets:id-token-key"] = IdTokenKey,
        ["Secrets:id-token-key:previous"] = FormerIdTokenKey,
        ["Secrets:provider-token-key"] = NewSecret(32),
        ["Secrets:subject-key"] = NewSecret(32),
        ["Secrets:application-oefenapp-secret"] = "secret of the application",
        ["Secrets:seal-key"] = NewEllipticCurveKey(),
        ["Secrets:console-key"] = NewSecret(64),
        ["Secrets:staff-client-secret"] = NewSecret(32),
    };

    /// <summary>Generates a P-256 key, in PEM (PKCS #8).</summary>
    public static string NewEllipticCurveKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Generates an RSA key of 2048 bits, in PEM (PKCS #8).</summary>
    public static string NewRsaKey()
    {
        using RSA key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string NewSecret(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));
}
