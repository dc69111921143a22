using System.Net;
using LeerId.Students;
using LeerId.Testing;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>The lifetimes of tokens, with a clock that the test moves.</summary>
public sealed class LifetimeTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>
{
    [Theory]
    [InlineData(299, true)]
    [InlineData(301, false)]
    public async Task Access_token_is_valid_for_five_minutes(int seconds, bool isGood)
    {
        string token = Value(await provider.TokensAsync(), "access_token");
        provider.Clock.Advance(TimeSpan.FromSeconds(seconds));
        JsonAnswer answer = await provider.Application.UserinfoAsync(token, Cancel);
        if (isGood)
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        else
            AssertInvalidToken(answer);
    }

    [Fact]
    public async Task ID_token_is_valid_for_five_minutes_from_its_issue()
    {
        string code = await provider.CodeAsync();
        provider.Clock.Advance(TimeSpan.FromSeconds(50));
        var token = await provider.IdTokenAsync(await provider.Application.RedeemAsync(code, Cancel));
        Assert.Equal(provider.Clock.GetUtcNow().UtcDateTime, token.IssuedAt);
        Assert.Equal(provider.Clock.GetUtcNow().UtcDateTime.AddMinutes(5), token.ValidTo);
    }

    [Fact]
    public async Task Access_token_of_an_erased_pupil_is_invalid()
    {
        string token = Value(await provider.TokensAsync(), "access_token");
        Assert.Equal(HttpStatusCode.OK, (await provider.Application.UserinfoAsync(token, Cancel)).Status);
        StudentKeySet keys = await provider.Rig.Keys.ForAsync(new Student { LeerIdUuid = ScriptedAcm.LeerId(1) }, Cancel);
        Assert.True(await provider.Rig.Students.DeleteAsync(keys.Own, Cancel));
        AssertInvalidToken(await provider.Application.UserinfoAsync(token, Cancel));
    }

    [Fact]
    public async Task Userinfo_without_a_token_asks_for_one()
    {
        JsonAnswer answer = await provider.GetAsync("userinfo");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    // RFC 6750, section 3.
    private static void AssertInvalidToken(JsonAnswer answer)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        var challenge = Assert.Single(answer.Headers.WwwAuthenticate);
        Assert.Equal("Bearer", challenge.Scheme);
        Assert.Contains("error=\"invalid_token\"", challenge.Parameter, StringComparison.Ordinal);
    }
}
