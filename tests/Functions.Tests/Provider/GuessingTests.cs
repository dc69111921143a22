using System.Diagnostics;
using System.Net;
using LeerId.Testing;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>
/// An attacker guesses client secrets. Each wrong secret is counted, logged as event 1102, and answered later than the previous one.
/// </summary>
public sealed class GuessingTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>
{
    private const int ClientAuthenticationFailed = 1102;

    [Fact]
    public async Task Guesses_are_counted_and_slowed_down_and_the_application_is_not_locked_out()
    {
        const int Guesses = 6;
        string code = await provider.CodeAsync();
        for (int guess = 1; guess <= Guesses; guess++)
        {
            long start = Stopwatch.GetTimestamp();
            JsonAnswer answer = await provider.Application.RedeemAsync(code, Cancel, ("client_secret", $"guess {guess}"));
            Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
            Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds((100 * guess) - 20));
        }

        LogEntry[] failures = Failures();
        Assert.Equal(
            Enumerable.Range(1, Guesses).Select(count => $"{count} times within a minute"),
            failures.Select(failure => failure.Message.Split("; ")[1]));
        Assert.All(failures, failure => Assert.Contains(TestApplication.ClientId, failure.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(provider.Rig.Logs.Entries, entry => entry.AllText.Contains("guess 1", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await provider.Application.RedeemAsync(code, Cancel)).Status);

        // Guesses for another application, and for an unknown one, are counted separately.
        await provider.RedeemAtBasicClientAsync("x", ("client_secret", "both"));
        await provider.Application.RedeemAsync(code, Cancel, ("client_id", "elsewhere\r\ninjected"));
        Assert.Equal("(unknown)", Failures()[^1].AllText.Split("ClientId=")[1].Split('\n')[0]);
        Assert.Contains("1 times within a minute", Failures()[^1].Message, StringComparison.Ordinal);
        Assert.DoesNotContain(provider.Rig.Logs.Entries, entry => entry.Category.StartsWith("LeerId", StringComparison.Ordinal)
            && entry.AllText.Contains("injected", StringComparison.Ordinal));

        provider.Clock.Advance(TimeSpan.FromMinutes(1));
        await provider.Application.RedeemAsync(code, Cancel, ("client_secret", "guess"));
        Assert.Contains("1 times within a minute", Failures()[^1].Message, StringComparison.Ordinal);
    }

    private LogEntry[] Failures() => [.. provider.Rig.Logs.Entries.Where(
        entry => entry.EventId.Id == ClientAuthenticationFailed && entry.Category.StartsWith("LeerId", StringComparison.Ordinal))];
}
