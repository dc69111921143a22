using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LeerId.LocalServices;

namespace LeerId.Functions.Tests.Notices;

/// <summary>A mail server's certificate. Its issuer publishes the list of revoked certificates at an address where nothing listens.</summary>
internal sealed class MailCertificate : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private MailCertificate()
    {
    }

    public string IssuerFile => Path.Combine(_folder.Path, "issuer.pem");

    public (string Key, string Certificate) Files => (Path.Combine(_folder.Path, "key.pem"), Path.Combine(_folder.Path, "certificate.pem"));

    public static async Task<MailCertificate> CreateAsync(string address)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow(), from = now.AddDays(-2), until = now.AddDays(2);
        using ECDsa issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256), key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest issuerRequest = new("CN=Issuer of a test", issuerKey, HashAlgorithmName.SHA256);
        issuerRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        using X509Certificate2 issuer = issuerRequest.CreateSelfSigned(from, until);

        CertificateRequest request = new($"CN={address}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(["http://127.0.0.1:9/revoked.crl"]));
        using X509Certificate2 certificate = request.Create(issuer, from, until, RandomNumberGenerator.GetBytes(16));

        MailCertificate files = new();
        await File.WriteAllTextAsync(files.IssuerFile, issuer.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(files.Files.Certificate, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(files.Files.Key, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        return files;
    }

    public void Dispose() => _folder.Dispose();
}
