using LeerId.Bench.Driver.SignIns;

namespace LeerId.Bench.Tests;

public sealed class StackSharesTests
{
    // The format of `perf script -F ip,sym,dso`.
    private const string Token =
        "7f9c instance void [OpenIddict.Server] OpenIddict.Server.Dispatcher`1[System.__Canon]::MoveNext()[OptimizedTier1] (/tmp/perf-1.map)";
    private const string Core = "7f9b bool [System.Private.CoreLib] System.SpanHelpers::SequenceEqual(uint8&)[OptimizedTier1] (/tmp/perf-1.map)";
    private const string Ours =
        "7f9d instance class [System.Runtime]System.Threading.Tasks.Task`1<bool> [LeerId.Core] LeerId.SignIn.SignInService::Run()[PreJIT] (/tmp/perf-1.map)";

    [Theory]
    [InlineData("OpenIddict", Core, Token, Ours)]
    [InlineData("LeerID Functions", Ours, Token)]
    [InlineData("LeerID Functions", "1234 [unknown] (/app/LeerId.Core.dll)", Token)]
    [InlineData("LocalHost and the bench", "7f9d void [LeerId.LocalHost] LeerId.LocalHost.Engine.Calls::Run()[OptimizedTier1] (/tmp/perf-1.map)")]
    [InlineData("Cryptography", "12a9 [unknown] (/usr/lib/x86_64-linux-gnu/libcrypto.so.3)", Ours)]
    [InlineData("Linux kernel (network, scheduling)", "ffff tcp_sendmsg ([kernel.kallsyms])", Ours)]
    [InlineData(".NET runtime (garbage collector, compiler, type checks)", "4af2 [unknown] (/usr/share/dotnet/libcoreclr.so)", Ours)]
    [InlineData(".NET libraries", "5fa3 [unknown] (/usr/share/dotnet/System.Text.Json.dll)", Ours)]
    [InlineData(".NET libraries", Core, "7f9a stub ReportStubBlock<VSD_ResolveStub> (/tmp/perf-1.map)")]
    public void Stack_counts_for_one_part(string part, params string[] stack)
    {
        StackShares shares = new();
        shares.Read(new StringReader(string.Join('\n', stack.Select(frame => $"\t    {frame}")) + "\n\n"));
        Assert.Equal([new PartShare(part, 1)], shares.Parts());
    }

    [Fact]
    public void Shares_add_up_to_one_and_the_largest_is_first()
    {
        StackShares shares = new();
        shares.Read(new StringReader($"\n\t{Token}\n\t{Ours}\n\n\n\t{Ours}\n\n\t{Token}\n"));
        Assert.Equal(["OpenIddict", "LeerID Functions"], shares.Parts().Select(part => part.Part));
        Assert.Equal(1, shares.Parts().Sum(part => part.Share), precision: 9);
    }
}
