using System.Net;
using LeerId.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>Where a sign-in may come back to. Each disguise is also tried on the rule itself, in Core.Tests.</summary>
public sealed class ReturnPathTests(ScriptedSignIn signIn) : IClassFixture<ScriptedSignIn>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("\\\\elsewhere.example")]
    [InlineData("/%2Felsewhere.example")]
    [InlineData("/%5Celsewhere.example")]
    [InlineData("/%252F%252Felsewhere.example")]
    [InlineData("/..//elsewhere.example")]
    [InlineData("https://application@elsewhere.example/")]
    [InlineData("//application@elsewhere.example")]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("/\r\nLocation: https://elsewhere.example")]
    [InlineData("/\u0000")]
    [InlineData("javascript:alert(1)")]
    [InlineData("elsewhere.example")]
    public async Task Path_that_leads_elsewhere_is_refused(string path)
    {
        using Browser browser = new();
        Answer answer = await browser.GetAsync(signIn.Rig.At("/sign-in?returnPath=" + Uri.EscapeDataString(path)), Cancel);
        await signIn.AssertRefusedUnrecordedAsync(answer, HttpStatusCode.BadRequest, "return-path-invalid");
        Assert.Empty(browser.Cookies);
        Assert.DoesNotContain("elsewhere", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_given_twice_is_refused()
    {
        using Browser browser = new();
        Answer answer = await browser.GetAsync(signIn.Rig.At("/sign-in?returnPath=/a&returnPath=/b"), Cancel);
        await signIn.AssertRefusedUnrecordedAsync(answer, HttpStatusCode.BadRequest, "return-path-invalid");
    }
}
