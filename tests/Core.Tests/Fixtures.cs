using LeerId.Testing;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
