using LeerId.Notices;

namespace LeerId.Core.Tests.Notices;

/// <summary>Every choice and state of notices has a Dutch name that is unique among its kind.</summary>
public sealed class NoticeWordsTests
{
    [Fact]
    public void Each_value_has_words_of_its_own()
    {
        HasWords<BreachSource>(NoticeWords.Dutch);
        HasWords<RiskJudgement>(NoticeWords.Dutch);
        HasWords<PersonsDecision>(NoticeWords.Dutch);
        HasWords<QualitySource>(NoticeWords.Dutch);
        HasWords<ChangeSubject>(NoticeWords.Dutch);
        HasWords<ProtocolDatum>(NoticeWords.Dutch);
        HasWords<NoticeKind>(NoticeWords.Dutch);
        HasWords<NoticeRecipient>(NoticeWords.Dutch);
        HasWords<NoticeDelivery>(NoticeWords.Dutch);
        HasWords<PupilIdentityRoute>(NoticeWords.Dutch);
    }

    private static void HasWords<T>(Func<T, string> words)
        where T : struct, Enum
    {
        string[] all = [.. Enum.GetValues<T>().Select(words)];
        Assert.All(all, text => Assert.NotEmpty(text));
        Assert.Equal(all.Length, all.Distinct().Count());
    }
}
