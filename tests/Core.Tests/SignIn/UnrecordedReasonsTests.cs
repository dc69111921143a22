using LeerId.OpenIdConnect;
using LeerId.SignIn;

namespace LeerId.Core.Tests.SignIn;

/// <summary>The reasons that a support code carries itself.</summary>
public sealed class UnrecordedReasonsTests
{
    [Fact]
    public void Each_reason_keeps_its_number_and_says_nothing_about_a_pupil() => Assert.Equal(
        [
            "application-request-invalid", "response-invalid", "state-cookie-missing", "state-cookie-invalid", "state-mismatch", "state-expired",
            "state-finished", "too-many-attempts", "agreement-ended", "acm-unreachable", "acm-timeout", "acm-failed", "acm-answer-invalid",
            "storage-unavailable", "deadline-exceeded", "internal-fault", "sign-ins-suspended",
        ],
        Enumerable.Range(0, 28).Select(number => UnrecordedReasons.Find(number)?.Code).TakeWhile(code => code is not null));

    [Fact]
    public void Number_leads_back_to_its_reason()
    {
        int numbers = 0;
        for (; UnrecordedReasons.Find(numbers) is { } refusal; numbers++)
            Assert.Equal(numbers, UnrecordedReasons.NumberOf(refusal.Reason));
        Assert.True(numbers > 0);
        Assert.Null(UnrecordedReasons.Find(-1));
        Assert.Null(UnrecordedReasons.Find(27));
    }

    [Theory]
    [InlineData(RefusalReason.NoEnrolment)]
    [InlineData(RefusalReason.NoContract)]
    [InlineData(RefusalReason.ClaimMalformed)]
    [InlineData(RefusalReason.IdentifierMissing)]
    [InlineData(RefusalReason.Cancelled)]
    public void Reason_that_is_about_a_pupil_does_not_qualify(RefusalReason reason) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => UnrecordedReasons.NumberOf(reason));

    [Fact]
    public void Every_failure_of_ACM_before_the_pupil_is_back_has_a_number() =>
        // Keys are needed for a token only, and there is none before the pupil is back.
        Assert.All(
            Enum.GetValues<ProviderFault>().Except([ProviderFault.KeysUnavailable]), fault => UnrecordedReasons.NumberOf(RefusalReasons.Of(fault)));
}
