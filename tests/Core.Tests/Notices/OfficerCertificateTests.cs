using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LeerId.Notices;
using LeerId.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Notices;

/// <summary>The setting with the certificate of DOV's officer, and its expiry.</summary>
public sealed class OfficerCertificateTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 6, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(X509KeyUsageFlags.KeyEncipherment)]
    [InlineData(X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DigitalSignature)]
    [InlineData(null)]
    public void Certificate_with_an_RSA_key_is_taken_in_PEM_and_in_base64(X509KeyUsageFlags? usage)
    {
        using DpoKey key = new(Now, Now.AddYears(1), usage);
        Assert.Null(Fault(key.Pem));
        Assert.Null(Fault(key.Base64));
        Assert.Null(Fault(""));
    }

    [Fact]
    public void Expired_certificate_does_not_prevent_the_start()
    {
        using DpoKey key = new(Now.AddYears(-2), Now.AddYears(-1));
        Assert.Null(Fault(key.Base64));
    }

    [Fact]
    public void Certificate_that_can_not_encrypt_is_refused_by_the_name_of_the_setting()
    {
        using DpoKey signs = new(Now, Now.AddYears(1), X509KeyUsageFlags.DigitalSignature), isShort = new(Now, Now.AddYears(1), bits: 1024);
        using ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 elliptic = new CertificateRequest("CN=DOV", curve, HashAlgorithmName.SHA256).CreateSelfSigned(Now, Now.AddYears(1));

        Assert.Contains("key usage lacks keyEncipherment", Fault(signs.Base64), StringComparison.Ordinal);
        Assert.Contains("RSA key of at least 2048 bits", Fault(isShort.Pem), StringComparison.Ordinal);
        Assert.Contains("RSA key of at least 2048 bits", Fault(elliptic.ExportCertificatePem()), StringComparison.Ordinal);
        foreach (string text in new[] { "nonsense", "bm9uc2Vuc2U=", "-----BEGIN CERTIFICATE-----", "dpo.cer" })
            Assert.Equal("Dpo:DovCertificate must be one X.509 certificate, in PEM or in base64.", Fault(text));
    }

    [Theory]
    // The certificate expires on 1 December at 06:30 UTC.
    [InlineData("2026-10-02T06:29:59Z", null)]
    [InlineData("2026-10-02T06:30:00Z", LogLevel.Warning)]
    [InlineData("2026-12-01T06:30:00Z", LogLevel.Warning)]
    [InlineData("2026-12-01T06:30:01Z", LogLevel.Error)]
    public void Expiry_is_logged_from_sixty_days_before(string now, LogLevel? level)
    {
        using LogCapture logs = new();
        FakeTimeProvider clock = new(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        using DpoKey key = new(Now.AddYears(-1), Now.AddMonths(3));
        using IdentityEncryption encryption = new(Options.Create(new DpoOptions { DovCertificate = key.Base64 }), clock);
        Watch(encryption, clock, logs).Check();

        Assert.Equal(level, logs.Entries.SingleOrDefault()?.Level);
    }

    [Fact]
    public void Nothing_is_logged_without_a_certificate()
    {
        using LogCapture logs = new();
        FakeTimeProvider clock = new(Now);
        using IdentityEncryption encryption = new(Options.Create(new DpoOptions()), clock);
        Watch(encryption, clock, logs).Check();
        Assert.Empty(logs.Entries);
    }

    private static OfficerCertificateWatch Watch(IdentityEncryption encryption, TimeProvider clock, LogCapture logs) =>
        new(encryption, clock, LoggerFactory.Create(logging => logging.AddProvider(logs)).CreateLogger<OfficerCertificateWatch>());

    private static string? Fault(string certificate) => new DpoOptions
    {
        Provider = { Name = "Functionaris van de uitgever", Telephone = "+32 2 555 01 01", Mail = "dpo@uitgever.example" },
        Dov = { Name = "Functionaris van DOV", Telephone = "02 555 01 02", Mail = "dpo@dov.example" },
        DovCertificate = certificate,
    }.Validate(new ValidationContext(new object())).SingleOrDefault()?.ErrorMessage;
}
