using LeerId.Clients.Tests;

[assembly: AssemblyFixture(typeof(ClientsFixture))]
