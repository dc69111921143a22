using System.Net;
using System.Text.Json;
using LeerId.Testing;

namespace LeerId.Functions.Tests.AcmSimulator;

public sealed class SlowAnswerTests
{
    [Fact]
    public async Task Client_waits_as_long_as_is_set_and_the_pages_of_the_pupil_do_not()
    {
        await using Acm acm = await Acm.StartAsync();
        JsonElement tokens = await acm.TokensAsync("identified");
        acm.Simulator.AnswerDelay = TimeSpan.FromSeconds(10);
        Assert.NotEmpty(await acm.CodeAsync("identified"));

        Task<HttpResponseMessage> asking = acm.UserInfoAsync(tokens.GetProperty("access_token").GetString());
        // Only the clock lets the answer go on. The request may reach the simulator after some steps.
        int seconds = 0;
        await Eventually.TrueAsync("userinfo is answered", () =>
        {
            if (asking.IsCompleted)
                return true;
            acm.Clock.Advance(TimeSpan.FromSeconds(1));
            seconds++;
            return false;
        }, Acm.Ct);

        using HttpResponseMessage response = await asking;
        Assert.True(seconds >= 10, $"The answer came after {seconds} seconds.");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
