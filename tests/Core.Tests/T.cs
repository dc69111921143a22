namespace LeerId.Core.Tests;

public sealed class T { [Xunit.Fact] public void One() => Xunit.Assert.True(true); }
