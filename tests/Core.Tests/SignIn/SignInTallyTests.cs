using LeerId.SignIn;
using LeerId.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.SignIn;

/// <summary>The tally writes one log line per minute.</summary>
public sealed class SignInTallyTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero));
    private readonly LogCapture _log = new();
    private readonly LoggerFactory _loggers;
    private readonly SignInTally _tally;

    public SignInTallyTests()
    {
        _loggers = new LoggerFactory([_log]);
        _tally = new SignInTally(_clock, _loggers.CreateLogger<SignInTally>());
    }

    [Fact]
    public void Ten_thousand_requests_without_a_sign_in_are_one_log_line_per_minute()
    {
        for (int request = 0; request < 10_000; request++)
            _tally.AddUnrecorded(Refusal.For(request % 4 == 0 ? RefusalReason.StateMismatch : RefusalReason.ResponseInvalid));
        Assert.Empty(_log.Entries);

        _clock.Advance(TimeSpan.FromMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(5));

        LogEntry line = Assert.Single(_log.Entries);
        Assert.Equal(1012, line.EventId.Id);
        Assert.Contains("Count=10000", line.AllText, StringComparison.Ordinal);
        Assert.Contains("Reasons=response-invalid 7500, state-mismatch 2500", line.AllText, StringComparison.Ordinal);

        _tally.AddUnrecorded(Refusal.For(RefusalReason.StateMismatch));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _log.Entries.Count);
        Assert.Contains("Reasons=state-mismatch 1", _log.Entries[1].AllText, StringComparison.Ordinal);
    }

    [Fact]
    public void Sign_ins_of_a_minute_are_one_log_line_that_separates_faults_from_answers()
    {
        _tally.AddGranted();
        _tally.AddGranted();
        _tally.AddRefused(Refusal.For(RefusalReason.NoContract));
        _tally.AddRefused(Refusal.For(RefusalReason.AcmTimeout));
        _tally.AddRefused(Refusal.For(RefusalReason.SignatureInvalid));
        _clock.Advance(TimeSpan.FromMinutes(1));

        LogEntry line = Assert.Single(_log.Entries);
        Assert.Equal(1013, line.EventId.Id);
        Assert.Contains("Ended=5\nFailed=2", line.AllText, StringComparison.Ordinal);
    }

    public static TheoryData<RefusalReason> Reasons => [.. Enum.GetValues<RefusalReason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void The_faults_are_the_reasons_that_are_no_answer_about_the_pupil(RefusalReason reason)
    {
        _tally.AddRefused(Refusal.For(reason));
        _clock.Advance(TimeSpan.FromMinutes(1));

        string? expected = Refusal.For(reason).Kind switch
        {
            RefusalKind.NoEnrolment or RefusalKind.NoContract => "Ended=1\nFailed=0",
            // The page is that of a fault, but the answer is about the pupil.
            _ when reason == RefusalReason.Restricted => "Ended=1\nFailed=0",
            RefusalKind.Unavailable or RefusalKind.AnswerNotTrusted => "Ended=1\nFailed=1",
            // Anybody with a cookie can cause these reasons.
            _ => null,
        };
        if (expected is null)
            Assert.Empty(_log.Entries);
        else
            Assert.Contains(expected, Assert.Single(_log.Entries).AllText, StringComparison.Ordinal);
    }

    [Fact]
    public void Remaining_counts_are_written_when_the_instance_stops()
    {
        _tally.AddUnrecorded(Refusal.For(RefusalReason.StateMismatch));
        _tally.AddGranted();
        _tally.Dispose();
        Assert.Equal([1012, 1013], _log.Entries.Select(entry => entry.EventId.Id));
    }

    public void Dispose()
    {
        _tally.Dispose();
        _loggers.Dispose();
        _log.Dispose();
    }
}
