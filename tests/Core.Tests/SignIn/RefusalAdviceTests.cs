using LeerId.SignIn;

namespace LeerId.Core.Tests.SignIn;

public sealed class RefusalAdviceTests
{
    [Fact]
    public void Every_reason_has_advice_of_its_own_and_can_be_read_back()
    {
        RefusalAdvice unknown = RefusalAdvice.For(null);
        foreach (RefusalReason reason in Enum.GetValues<RefusalReason>())
        {
            RefusalAdvice advice = RefusalAdvice.For(reason);
            Assert.NotEqual(unknown, advice);
            Assert.NotEmpty(advice.NextStep);
            Assert.True(RefusalReasons.TryParse(reason.ToCode(), out RefusalReason read));
            Assert.Equal(reason, read);
        }

        Assert.False(RefusalReasons.TryParse("student-lookup", out _));
    }
}
