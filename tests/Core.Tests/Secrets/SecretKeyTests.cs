using LeerId.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Secrets;

public sealed class SecretKeyTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_uses_a_rotated_secret_within_five_minutes_without_a_restart()
    {
        SecretKey<object> key = Key(_ => new object());
        _configuration["Secrets:student-key"] = "old";
        KeyVersions<object> before = await key.GetAsync(Cancel);
        Assert.Empty(before.Others);

        _configuration["Secrets:student-key"] = "new";
        _configuration["Secrets:student-key:previous"] = "old";
        _clock.Advance(TimeSpan.FromMinutes(5));

        KeyVersions<object> after = await key.GetAsync(Cancel);
        Assert.NotSame(before.Current, after.Current);
        Assert.Equal(2, after.All.Count);
    }

    [Fact]
    public async Task Get_creates_the_key_object_once_per_secret()
    {
        int made = 0;
        SecretKey<object> key = Key(_ => { Interlocked.Increment(ref made); return new object(); });
        _configuration["Secrets:student-key"] = "same";

        object first = (await key.GetAsync(Cancel)).Current;
        for (int i = 0; i < 10; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(6));
            Assert.Same(first, (await key.GetAsync(Cancel)).Current);
        }

        Assert.Equal(1, made);
    }

    [Fact]
    public async Task Get_does_not_use_a_withdrawn_key_after_a_day_without_requests()
    {
        SecretKey<string> key = Key(text => text);
        _configuration["Secrets:student-key"] = "withdrawn";
        await key.GetAsync(Cancel);

        _configuration["Secrets:student-key"] = "new";
        _clock.Advance(TimeSpan.FromHours(23));

        Assert.Equal("new", (await key.GetAsync(Cancel)).Current);
    }

    [Fact]
    public async Task Get_uses_the_cached_secret_for_a_day_if_the_vault_fails()
    {
        SecretKey<string> key = Key(text => text);
        _configuration["Secrets:student-key"] = "kept";
        await key.GetAsync(Cancel);
        _configuration["Secrets:student-key"] = null;

        _clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal("kept", (await key.GetAsync(Cancel)).Current);
        _clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<SecretMissingException>(() => key.GetAsync(Cancel).AsTask());
    }

    [Fact]
    public async Task Get_names_a_missing_secret() =>
        Assert.Equal(
            "The secret 'student-key' is not set (setting Secrets:student-key).",
            (await Assert.ThrowsAsync<SecretMissingException>(() => Key(_ => new object()).GetAsync(Cancel).AsTask())).Message);

    [Fact]
    public async Task Get_never_quotes_a_secret_that_can_not_be_read()
    {
        _configuration["Secrets:student-key"] = "not base64 but secret!";

        SecretMalformedException fault = await Assert.ThrowsAsync<SecretMalformedException>(
            () => Key(Convert.FromBase64String).GetAsync(Cancel).AsTask());

        Assert.DoesNotContain("secret!", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains("student-key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_never_print_themselves()
    {
        Assert.DoesNotContain("hush", new SecretVersions("hush", "hush", "hush") { Older = ["hush"] }.ToString()!, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", new KeyVersions<string>("hush", "hush", "hush", ["hush"]).ToString()!, StringComparison.Ordinal);
    }

    private SecretKey<T> Key<T>(Func<string, T> parse)
        where T : class => new(new ConfigurationSecretReader(_configuration), "student-key", parse, _clock, NullLogger.Instance);
}
