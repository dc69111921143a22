using LeerId.Applications;
using LeerId.SignIn;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.SignIn;

/// <summary>The limit on the returns of one sign-in to an instance.</summary>
public sealed class SignInAttemptsTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero));
    private readonly SignInAttempts _attempts;

    public SignInAttemptsTests() => _attempts = new SignInAttempts(_clock);

    [Fact]
    public void Sign_in_can_return_five_times_and_others_are_not_affected()
    {
        SignInState state = Begin();
        for (int attempt = 0; attempt < 5; attempt++)
            Assert.Null(_attempts.Admit(state));
        Assert.Equal(RefusalReason.TooManyAttempts, _attempts.Admit(state));
        Assert.Equal(RefusalReason.TooManyAttempts, _attempts.Admit(state));
        Assert.Null(_attempts.Admit(Begin()));
    }

    [Fact]
    public void Sign_in_finishes_once()
    {
        SignInState state = Begin();
        Assert.Null(_attempts.Admit(state));
        Assert.Null(_attempts.Admit(state));
        Assert.True(_attempts.TryFinish(state));
        Assert.False(_attempts.TryFinish(state));
        Assert.Equal(RefusalReason.StateFinished, _attempts.Admit(state));
        Assert.False(_attempts.TryFinish(state));
    }

    [Fact]
    public async Task Concurrent_returns_of_a_sign_in_are_counted_exactly()
    {
        SignInState state = Begin();
        bool[] admitted = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => _attempts.Admit(state) is null)));
        Assert.Equal(5, admitted.Count(one => one));
        bool[] finished = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => _attempts.TryFinish(state))));
        Assert.Single(finished, one => one);
    }

    [Fact]
    public void Sign_in_is_forgotten_when_its_cookie_expires()
    {
        SignInState first = Begin();
        Assert.Null(_attempts.Admit(first));
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Null(_attempts.Admit(Begin()));
        Assert.Equal(2, _attempts.Count);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_attempts.Admit(Begin()));
        Assert.Equal(2, _attempts.Count);
    }

    [Fact]
    public void Memory_is_bounded_and_the_sign_in_that_expires_first_is_forgotten_first()
    {
        SignInState first = Begin();
        Assert.Null(_attempts.Admit(first));
        Assert.True(_attempts.TryFinish(first));
        _clock.Advance(TimeSpan.FromSeconds(1));
        SignInState second = Begin();
        Assert.Null(_attempts.Admit(second));
        Assert.True(_attempts.TryFinish(second));
        for (int more = 0; more < SignInAttempts.Capacity - 1; more++)
            Assert.Null(_attempts.Admit(Begin()));

        Assert.Equal(SignInAttempts.Capacity, _attempts.Count);
        Assert.Equal(RefusalReason.StateFinished, _attempts.Admit(second));
        Assert.Null(_attempts.Admit(first));
    }

    private SignInState Begin() => SignInState.Begin(
        AuthorizationRequest.Parse("client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2F"), _clock.GetUtcNow());
}
