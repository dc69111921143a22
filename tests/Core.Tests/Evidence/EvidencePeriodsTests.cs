using System.Globalization;
using LeerId.Evidence;
using LeerId.Text;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The periods that the console offers.</summary>
public sealed class EvidencePeriodsTests
{
    private static readonly EvidencePeriods Periods = At(new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Choose_offers_months_quarters_school_years_and_years_and_the_present_one_ends_today()
    {
        EvidencePeriodChoices choices = Periods.Choose();

        Assert.Equal(13, choices.Months.Count);
        Assert.Equal(new("november 2026, tot en met vandaag", Days("2026-11-01", "2026-11-27")), choices.Months[0]);
        Assert.Equal(new("oktober 2026", Days("2026-10-01", "2026-10-31")), choices.Months[1]);
        Assert.Equal(new("november 2025", Days("2025-11-01", "2025-11-30")), choices.Months[12]);
        Assert.Equal(
            [
                new("kwartaal 4 van 2026, tot en met vandaag", Days("2026-10-01", "2026-11-27")), new("kwartaal 3 van 2026", Days("2026-07-01", "2026-09-30")),
                new("kwartaal 2 van 2026", Days("2026-04-01", "2026-06-30")), new("kwartaal 1 van 2026", Days("2026-01-01", "2026-03-31")),
                new("kwartaal 4 van 2025", Days("2025-10-01", "2025-12-31")),
            ],
            choices.Quarters);
        Assert.Equal(
            [
                new("schooljaar 2026-2027, tot en met vandaag", Days("2026-09-01", "2026-11-27")),
                new("schooljaar 2025-2026", Days("2025-09-01", "2026-08-31")),
                new("jaar 2026, tot en met vandaag", Days("2026-01-01", "2026-11-27")), new("jaar 2025", Days("2025-01-01", "2025-12-31")),
            ],
            choices.Years);
    }

    [Theory]
    // The first minute of the year in Brussels, which is an hour before midnight UTC.
    [InlineData("2026-12-31T23:01:00Z", "januari 2027", "kwartaal 1 van 2027", "schooljaar 2026-2027")]
    [InlineData("2026-08-31T12:00:00Z", "augustus 2026", "kwartaal 3 van 2026", "schooljaar 2025-2026")]
    [InlineData("2026-08-31T22:00:00Z", "september 2026", "kwartaal 3 van 2026", "schooljaar 2026-2027")]
    public void Choose_uses_the_calendar_of_Brussels(string now, string month, string quarter, string schoolYear)
    {
        EvidencePeriodChoices choices = At(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)).Choose();
        Assert.Equal(
            new[] { month, quarter, schoolYear }.Select(name => $"{name}, tot en met vandaag"),
            new[] { choices.Months[0].Name, choices.Quarters[0].Name, choices.Years[0].Name });
    }

    [Fact]
    public void Every_choice_can_be_reported()
    {
        EvidencePeriodChoices choices = Periods.Choose();
        Assert.All([.. choices.Months, .. choices.Quarters, .. choices.Years], choice =>
        {
            (EvidencePeriod? period, IReadOnlyList<FieldFault> faults) = Periods.Read($"{choice.Period.From:yyyy-MM-dd}", $"{choice.Period.Until:yyyy-MM-dd}");
            Assert.Empty(faults);
            Assert.Equal(choice.Period, period);
        });
    }

    [Fact]
    public void MonthsOf_cuts_a_period_at_the_months()
    {
        Assert.Equal(
            [
                new("20 september 2026 tot en met 30 september 2026", Days("2026-09-20", "2026-09-30")), new("oktober 2026", Days("2026-10-01", "2026-10-31")),
                new("1 november 2026", Days("2026-11-01", "2026-11-01")),
            ],
            EvidencePeriods.MonthsOf(Days("2026-09-20", "2026-11-01")));
        Assert.Equal(12, EvidencePeriods.MonthsOf(Days("2025-09-01", "2026-08-31")).Count);
        Assert.Equal([new("oktober 2026", Days("2026-10-01", "2026-10-31"))], EvidencePeriods.MonthsOf(Days("2026-10-01", "2026-10-31")));
    }

    [Theory]
    [InlineData("1 september", null, "from", "is geen dag in de vorm 2026-09-01")]
    [InlineData("2019-01-01", null, "from", "is vóór 1 januari 2020")]
    [InlineData(null, "2026-11-28", "until", "is na vandaag")]
    [InlineData("2026-11-02", "2026-11-01", "from", "is na de laatste dag")]
    [InlineData("2025-01-01", "2026-11-01", "from", "maakt de periode langer dan 400 dagen: vraag meer dan één verslag")]
    public void Read_says_in_Dutch_what_is_wrong(string? from, string? until, string field, string dutch)
    {
        (EvidencePeriod? period, IReadOnlyList<FieldFault> faults) = Periods.Read(from, until);
        Assert.Null(period);
        FieldFault fault = Assert.Single(faults);
        Assert.Equal((field, dutch), (fault.Field, fault.Dutch));
    }

    private static EvidencePeriods At(DateTimeOffset now) => new(new FakeTimeProvider(now));

    private static EvidencePeriod Days(string from, string until) => new(Day(from), Day(until));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
