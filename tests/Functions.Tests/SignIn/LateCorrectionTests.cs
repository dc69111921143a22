using System.Net;
using LeerId.Functions.Tests.Provider;
using LeerId.PrivacyLog;
using LeerId.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>The log says that a pupil was let in who was not, and the correction could not be written at once.</summary>
public sealed class LateCorrectionTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>, IDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => provider.Storage.Intercept = _ => null;

    [Fact]
    public async Task Log_records_the_outcome_when_storage_answers_again()
    {
        await provider.SignInAsync();
        provider.Clock.Advance(TimeSpan.FromSeconds(1));
        DateTimeOffset at = provider.Clock.GetUtcNow();
        int insertions = 0;
        provider.Storage.Intercept = asked => asked.StartsWith("PUT Students(", StringComparison.Ordinal)
            || (asked == "POST PrivacyLog" && Interlocked.Increment(ref insertions) > 1) ? StorageProxy.Refuse : null;
        Answer answer = await provider.SignInAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(["granted"], await OutcomesAsync());

        provider.Storage.Intercept = _ => null;
        await Eventually.TrueAsync("the correction is there", async () =>
        {
            provider.Clock.Advance(TimeSpan.FromSeconds(5));
            return (await OutcomesAsync()).Length == 2;
        }, Cancel);

        Assert.True(SupportCode.TryParse(answer.SupportCode, out SupportCode code));
        PrivacyLogEntry correction = Assert.Single(await provider.Rig.FindAsync(code, Cancel));
        Assert.Equal(("refused", "storage-unavailable"), (correction.Outcome, correction.Reason));

        async Task<string[]> OutcomesAsync() =>
            [.. (await provider.Rig.PrivacyLog.ReadLatestAsync(10, Cancel)).Where(logged => logged.At == at).Select(logged => logged.Outcome)];
    }
}
