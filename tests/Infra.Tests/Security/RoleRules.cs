using System.Security.Cryptography;
using System.Text;
using LeerId.Infra.Tests.Bicep;

namespace LeerId.Infra.Tests.Security;

internal static class RoleRules
{
    private const string Assignments = "Microsoft.Authorization/roleAssignments";

    public static IEnumerable<DeploymentRule> All =>
    [
        new("The app may use the pupils' tables, and nothing else there", deployment =>
            Assert.Equal(["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"], Roles(deployment, deployment.StudentStorage))),
        new("The app may use the host's blobs and queues, and nothing else there", deployment =>
            Assert.Equal(["974c5e8b-45b9-4653-ba55-5f855dd0fb88", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"], Roles(deployment, deployment.HostStorage))),
        new("The app may use the archive's blobs, and nothing else there", deployment =>
            Assert.Equal(["ba92f5b4-2d11-453d-a403-e96b0029c9fe"], Roles(deployment, deployment.ArchiveStorage))),
        new("The app may read secrets, and nothing else in the vault", deployment =>
            Assert.Equal(["4633458b-17de-408a-b874-0445c86b69e6"], Roles(deployment, deployment.Vault))),
        new("The app may send telemetry, and nothing else there", deployment =>
            Assert.Equal(["3913510d-42f4-4e42-8a64-420c390055eb"], Roles(deployment, deployment.One("Microsoft.Insights/components")))),
        new("The app has no other role, and nobody else has a role", deployment =>
        {
            Assert.Equal(6, deployment.Of(Assignments).Count());
            Assert.All(deployment.Of(Assignments), assignment =>
            {
                Assert.Equal($"[reference('{deployment.Identity.Id}', '2024-11-30').principalId]", assignment["properties.principalId"]);
                Assert.Equal("ServicePrincipal", assignment["properties.principalType"]);
            });
        }),
        new("A role assignment's name is derived from scope, principal and role", deployment => Assert.All(deployment.Of(Assignments), assignment =>
        {
            string scope = assignment.Id[..assignment.Id.IndexOf($"/providers/{Assignments}", StringComparison.Ordinal)];
            Assert.Equal(NameOf(scope, deployment.Identity.Id, Role(assignment)), assignment.Name);
        })),
    ];

    private static IEnumerable<string> Roles(Deployment deployment, DeployedResource resource) =>
        deployment.On(resource, Assignments).Select(Role).Order(StringComparer.Ordinal);

    private static string Role(DeployedResource assignment) => assignment["properties.roleDefinitionId"].Split('/')[^1];

    // Bicep's guid(): a UUID of version 5 (RFC 9562, section 5.5) of the joined arguments, in the namespace of Azure's templates.
    private static string NameOf(params string[] parts)
    {
        byte[] space = new Guid("11fb06fb-712d-4ddd-98c7-e71bbd588830").ToByteArray(bigEndian: true);
#pragma warning disable CA5350 // The format asks for SHA-1; nothing is protected by it.
        byte[] hash = SHA1.HashData([.. space, .. Encoding.UTF8.GetBytes(string.Join('-', parts))])[..16];
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }
}
