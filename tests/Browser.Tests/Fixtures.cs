using LeerId.Browser.Tests;

[assembly: AssemblyFixture(typeof(ChromiumFixture))]
[assembly: AssemblyFixture(typeof(LocalHostFixture))]
