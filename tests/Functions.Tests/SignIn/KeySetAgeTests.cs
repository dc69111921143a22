using Microsoft.AspNetCore.Http;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>ACM allows its keys to be cached for 21,500 seconds. After that they must be requested again.</summary>
public sealed class KeySetAgeTests(ScriptedSignIn signIn) : IClassFixture<ScriptedSignIn>
{
    [Fact]
    public async Task Key_that_is_withdrawn_does_not_count_past_the_age_that_ACM_gave()
    {
        RequestDelegate answer = signIn.Acm.OnKeys;
        signIn.Acm.OnKeys = context =>
        {
            context.Response.Headers.CacheControl = "max-age=21500, must-revalidate";
            return answer(context);
        };
        ScriptedSignIn.AssertGranted(await signIn.SignInAsync());

        signIn.Acm.PublishedKeys = [];
        signIn.Clock.Advance(TimeSpan.FromSeconds(15_000));
        ScriptedSignIn.AssertGranted(await signIn.SignInAsync());

        signIn.Clock.Advance(TimeSpan.FromSeconds(6_500));
        await signIn.AssertRefusedAsync(await signIn.SignInAsync(), System.Net.HttpStatusCode.BadGateway, "key-unknown");
    }
}
