using LeerId.Infra.Tests.Documents;

namespace LeerId.Infra.Tests.HostName;

/// <summary>The guide has the steps of the host name in an order in which each can succeed.</summary>
public sealed class HostNameGuideTests
{
    private static readonly string Guide = MarkdownFiles.Read("docs/operations.md");

    // ACM's dossier fixes the callback address, which has the host name.
    [Fact]
    public void Host_name_is_chosen_before_the_dossier_is_filled_in() =>
        AssertInOrder("Choose [the host name]", "https://<host>/acm/callback", "scripts/deploy-infrastructure.sh");

    [Fact]
    public void Records_are_made_between_the_deployment_of_the_app_and_that_of_the_host_name() => AssertInOrder(
        "export LEERID_DOMAIN=none", "scripts/deploy-infrastructure.sh", "| TXT | `asuid.", "| CNAME | `", "nslookup -type=TXT asuid.", "nslookup -type=CNAME ",
        "export LEERID_DOMAIN=new", "scripts/deploy-infrastructure.sh", "unset LEERID_DOMAIN");

    private static void AssertInOrder(params string[] texts)
    {
        int at = 0;
        foreach (string text in texts)
        {
            int found = Guide.IndexOf(text, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"Not in the guide, or too early: {text}");
            at = found + text.Length;
        }
    }
}
