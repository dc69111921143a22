using Azure.Identity;
using LeerId.Storage;

namespace LeerId.Core.Tests.Storage;

public sealed class ManagedIdentityTests
{
    private const string Identity = "3c9b0a52-53c4-4c2e-9a8c-0d8d4f6a1b11";
    private const string Other = "8f0f3f2c-1d0b-4d35-8a76-7f4b9a3f6c22";

    [Fact]
    public void Clients_of_an_identity_share_its_credential_and_its_tokens()
    {
        Assert.Same(ManagedIdentity.Credential(Identity), ManagedIdentity.Credential(Identity.ToUpperInvariant()));
        Assert.NotSame(ManagedIdentity.Credential(Identity), ManagedIdentity.Credential(Other));
        Assert.IsType<ManagedIdentityCredential>(ManagedIdentity.Credential(Identity));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_client_id_the_identity_of_the_machine_is_used(string? clientId) =>
        Assert.IsType<DefaultAzureCredential>(ManagedIdentity.Credential(clientId));
}
