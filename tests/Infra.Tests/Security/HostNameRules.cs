using System.Xml;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

/// <summary>Browsers, the host name binding and the availability tests all use the same host.</summary>
internal static class HostNameRules
{
    private const string WebTests = "Microsoft.Insights/webtests";
    private const string LifetimeCheck = "properties.ValidationRules.SSLCertRemainingLifetimeCheck";

    public static IEnumerable<DeploymentRule> All =>
    [
        new("The host of the redirect address is bound to the app, and no other", deployment =>
            Assert.Equal([$"{deployment.App.Name}/{RedirectAddress(deployment).Host}"], Bindings(deployment).Select(binding => binding.Name))),
        new("The bound host has a certificate that Azure renews", deployment =>
        {
            DeployedResource certificate = Assert.Single(deployment.On(deployment.App, "Microsoft.Web/sites/certificates"));
            Assert.Equal(["canonicalName"], certificate.Node["properties"]!.AsObject().Select(property => property.Key));
            Assert.Equal(RedirectAddress(deployment).Host, certificate["properties.canonicalName"]);
            DeployedResource binding = Assert.Single(Bindings(deployment));
            Assert.Equal("SniEnabled", binding["properties.sslState"]);
            Assert.Contains($"'{certificate.Id}'", binding["properties.thumbprint"], StringComparison.Ordinal);
            Assert.Contains(".thumbprint", binding["properties.thumbprint"], StringComparison.Ordinal);
        }),
        new("The app was created so that it can have certificates", deployment =>
            Assert.Equal("true", deployment.App["properties.siteScopedCertificatesEnabled"])),
        new("Every test from outside requests the host of the redirect address", deployment => Assert.All(
            deployment.Of(WebTests),
            test => Assert.StartsWith(
                $"https://{RedirectAddress(deployment).Host}/", test["properties.Request.RequestUrl"], StringComparison.Ordinal))),
        new("One test fails only on a certificate, three weeks before it expires", deployment =>
        {
            DeployedResource test = CertificateTest(deployment);
            Assert.Equal("true", test["properties.Enabled"]);
            Assert.Equal("true", test["properties.ValidationRules.SSLCheck"]);
            Assert.Equal("21", test[LifetimeCheck]);
            Assert.Equal("true", test["properties.ValidationRules.IgnoreHttpStatusCode"]);
        }),
        new("The availability test fails only if the app fails", deployment => Assert.Equal("", AvailabilityTest(deployment)[LifetimeCheck])),
        new("The alert on the certificate does not end between two tests", deployment =>
        {
            DeployedResource test = CertificateTest(deployment);
            DeployedResource alert = Assert.Single(
                deployment.Of("Microsoft.Insights/metricAlerts"), alert => alert["properties.criteria.webTestId"] == test.Id);
            Assert.True(XmlConvert.ToTimeSpan(alert["properties.windowSize"]).TotalSeconds >= 2 * double.Parse(test["properties.Frequency"], null));
        }),
    ];

    /// <summary>The address to which ACM sends browsers back.</summary>
    public static Uri RedirectAddress(Deployment deployment) => new(deployment.AppSetting("Acm__RedirectUri"));

    /// <summary>The availability test that requests the readiness probe.</summary>
    public static DeployedResource AvailabilityTest(Deployment deployment) => Assert.Single(deployment.Of(WebTests), test => !IsOfCertificate(test));

    public static IEnumerable<DeployedResource> Bindings(Deployment deployment) => deployment.On(deployment.App, "Microsoft.Web/sites/hostNameBindings");

    private static DeployedResource CertificateTest(Deployment deployment) => Assert.Single(deployment.Of(WebTests), IsOfCertificate);

    private static bool IsOfCertificate(DeployedResource test) => test.Name.StartsWith("webtest-certificate-", StringComparison.Ordinal);
}
