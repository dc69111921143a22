using LeerId.Schools;

namespace LeerId.Core.Tests.Schools;

public sealed class SchoolNumberTests
{
    [Theory]
    [InlineData("030569")]
    [InlineData("012345")]
    [InlineData("999999")]
    public void TryParse_takes_six_digits_and_keeps_leading_zeros(string text)
    {
        Assert.True(SchoolNumber.TryParse(text, out SchoolNumber number));
        Assert.Equal(text, number.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("30569")]
    [InlineData("0305690")]
    [InlineData("03056A")]
    [InlineData(" 30569")]
    [InlineData("+30569")]
    [InlineData("-30569")]
    [InlineData("30.569")]
    [InlineData("٠٣٠٥٦٩")]
    public void TryParse_refuses_anything_else(string? text) => Assert.False(SchoolNumber.TryParse(text, out _));

    [Theory]
    [InlineData(30569, "030569")]
    [InlineData(123456, "123456")]
    [InlineData(7, "000007")]
    public void TryFromNumber_pads_with_zeros(long value, string expected)
    {
        Assert.True(SchoolNumber.TryFromNumber(value, out SchoolNumber number));
        Assert.Equal(expected, number.ToString());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public void TryFromNumber_refuses_what_is_not_six_digits(long value) => Assert.False(SchoolNumber.TryFromNumber(value, out _));
}
