namespace LeerId.Functions.Tests;

public sealed class T { [Xunit.Fact] public void One() => Xunit.Assert.True(true); }
