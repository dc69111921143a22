using System.Text.Json.Nodes;
using LeerId.Infra.Tests.Bicep;
using LeerId.Infra.Tests.Pipeline;
using LeerId.Infra.Tests.Security;

namespace LeerId.Infra.Tests.HostName;

/// <summary>The deployment adds the publisher's host name in three steps: the app without it, the binding, the certificate.</summary>
public sealed class HostNameTests(BicepServers bicep)
{
    private const string Certificates = "Microsoft.Web/sites/certificates";
    private const string Bindings = "Microsoft.Web/sites/hostNameBindings";

    [Fact]
    public async Task Each_environment_has_a_host_name_of_its_own()
    {
        Deployment[] deployments = [await bicep.DeploymentAsync("dev"), await bicep.DeploymentAsync("test"), await bicep.DeploymentAsync("prod")];
        Assert.Equal(3, deployments.Select(deployment => HostNameRules.RedirectAddress(deployment).Host).Distinct().Count());
    }

    [Fact]
    public async Task First_deployment_makes_the_app_without_the_host_name_because_its_DNS_records_need_the_app()
    {
        Deployment deployment = await DeploymentAsync("none");
        Assert.Empty(deployment.Of(Bindings));
        Assert.Empty(deployment.Of(Certificates));
        Assert.StartsWith("https://leerid.uitgever.example/", HostNameRules.RedirectAddress(deployment).AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_deployment_binds_the_name_before_it_asks_for_the_certificate()
    {
        Deployment deployment = await DeploymentAsync("new");
        Assert.Equal(["Disabled", "SniEnabled"], deployment.Of(Bindings).Select(binding => binding["properties.sslState"]).Order(StringComparer.Ordinal));
        Assert.Equal(["certificate after nameWithoutCertificate"], await WaitingFor("nameWithoutCertificate"));
        Assert.Contains("binding after certificate", await WaitingFor("certificate"));
    }

    // Otherwise the host name would have no certificate until the end of the deployment.
    [Fact]
    public async Task Later_deployments_never_take_the_certificate_from_the_name() =>
        Assert.Equal(["SniEnabled"], (await DeploymentAsync("bound")).Of(Bindings).Select(binding => binding["properties.sslState"]));

    [Fact]
    public async Task Pipeline_tests_the_app_at_the_host_name()
    {
        Assert.Equal(
            "[format('https://{0}', parameters('hostName'))]", (await bicep.TemplateAsync())["outputs"]!["publicAddress"]!["value"]!.ToString());
        Assert.Contains(" publicAddress ", File.ReadAllText(Path.Combine(BicepFolder.Repository, "scripts", "read-outputs.sh")), StringComparison.Ordinal);
        string[] texts = [.. PipelineFiles.Pairs(PipelineFiles.All["pipelines/deploy.yml"]).Select(pair => pair.Value)];
        Assert.Contains(texts, text => text.Contains("$(publicAddress)", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains("functionAppHostName", StringComparison.Ordinal));
    }

    private async Task<Deployment> DeploymentAsync(string domain)
    {
        using BicepFolder folder = new();
        folder.Replace("prod.bicepparam", "readEnvironmentVariable('LEERID_DOMAIN', 'bound')", $"'{domain}'");
        return await bicep.DeploymentAsync(folder.Path, "prod");
    }

    /// <summary>The resources of the module that Azure deploys after a given resource.</summary>
    private async Task<string[]> WaitingFor(string resource)
    {
        JsonNode module = (await bicep.TemplateAsync())["resources"]!["customDomain"]!["properties"]!["template"]!["resources"]!;
        return
        [
            .. module.AsObject()
                .Where(waiting => waiting.Value!["dependsOn"]?.AsArray().Any(before => before!.ToString() == resource) == true)
                .Select(waiting => $"{waiting.Key} after {resource}"),
        ];
    }
}
