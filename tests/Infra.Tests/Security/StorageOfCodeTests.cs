using LeerId.Hosting;

namespace LeerId.Infra.Tests.Security;

public sealed class StorageOfCodeTests
{
    [Fact]
    public void Queues_are_those_of_the_notices() => Assert.Equal(["dpo-notices", "dpo-notices-poison"], StorageOfCode.Queues.Order(StringComparer.Ordinal));

    [Fact]
    public void Code_uses_no_blob_container() => Assert.DoesNotContain(
        typeof(LeerIdServices).Assembly.GetReferencedAssemblies(), assembly => assembly.Name!.StartsWith("Azure.Storage.Blobs", StringComparison.Ordinal));
}
