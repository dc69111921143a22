using LeerId.SignIn;

namespace LeerId.Core.Tests.SignIn;

/// <summary>The table of refusal reasons.</summary>
public sealed class RefusalTests
{
    public static TheoryData<RefusalReason> Reasons => [.. Enum.GetValues<RefusalReason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_is_in_the_table_with_advice_and_can_be_found_by_its_code(RefusalReason reason)
    {
        Refusal refusal = Refusal.For(reason);

        Assert.Equal(reason, refusal.Reason);
        Assert.NotEmpty(refusal.Explanation);
        Assert.NotEmpty(refusal.NextStep);
        Assert.InRange(refusal.Status, 400, 599);
        Assert.Same(refusal, Refusal.Find(refusal.Code));
    }

    [Fact]
    public void Every_page_is_in_the_table_once() =>
        Assert.Equal(Enum.GetValues<RefusalKind>().Order(), RefusalTable.Groups.Select(group => group.Kind).Order());

    [Fact]
    public void Code_is_the_reason_in_small_letters_with_hyphens() =>
        Assert.Equal("response-issuer-mismatch", Refusal.For(RefusalReason.ResponseIssuerMismatch).Code);

    [Fact]
    public void Neutral_reason_hides_that_a_right_was_exercised()
    {
        Refusal restricted = Refusal.For(RefusalReason.Restricted), neutral = restricted.Neutral;

        Assert.Equal("restricted", restricted.Code);
        Assert.Equal(("refer-to-privacy", "Verwijs door naar de privacydienst."), (neutral.Code, neutral.NextStep));
        Assert.DoesNotContain("beperk", neutral.Explanation, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("bezwaar", neutral.Explanation, StringComparison.OrdinalIgnoreCase);
        // The page is the same as that of a fault. Every other reason is shown to all roles as it is.
        Refusal fault = Refusal.For(RefusalReason.StorageUnavailable);
        Assert.Equal((fault.Kind, fault.Status), (restricted.Kind, restricted.Status));
        Assert.All(
            Enum.GetValues<RefusalReason>().Except([RefusalReason.Restricted]), reason => Assert.Same(Refusal.For(reason), Refusal.For(reason).Neutral));
    }

    [Fact]
    public void Code_of_another_version_is_not_found() => Assert.Null(Refusal.Find("student-lookup"));
}
