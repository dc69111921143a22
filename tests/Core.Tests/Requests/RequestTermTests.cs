using System.Globalization;
using LeerId.Requests;

namespace LeerId.Core.Tests.Requests;

/// <summary>The term of one month in GDPR, article 12(3), and its extension, calculated with calendar days.</summary>
public sealed class RequestTermTests
{
    [Theory]
    [InlineData("2026-11-24", "2026-12-24", "2027-02-24")]
    [InlineData("2027-01-31", "2027-02-28", "2027-04-30")]
    [InlineData("2028-01-31", "2028-02-29", "2028-04-30")]
    [InlineData("2028-01-29", "2028-02-29", "2028-04-29")]
    [InlineData("2027-02-28", "2027-03-28", "2027-05-28")]
    [InlineData("2028-02-29", "2028-03-29", "2028-05-29")]
    [InlineData("2026-03-31", "2026-04-30", "2026-06-30")]
    [InlineData("2026-12-31", "2027-01-31", "2027-03-31")]
    [InlineData("2026-11-30", "2026-12-30", "2027-02-28")]
    [InlineData("2027-11-30", "2027-12-30", "2028-02-29")]
    public void Answer_is_due_on_the_corresponding_day_or_on_the_last_of_the_month(string receivedOn, string dueOn, string extendedDueOn)
    {
        Assert.Equal(Day(dueOn), RequestTerm.DueOn(Day(receivedOn)));
        Assert.Equal(Day(extendedDueOn), RequestTerm.ExtendedDueOn(Day(receivedOn)));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
